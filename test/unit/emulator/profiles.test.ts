import assert from "node:assert/strict";
import { emulating, seedOf, stateOf } from "./support";

const set = "profile/portrait_set";
const nick = { Tag: "Tag_Profile_IM_Nick", Value: "Ann" };

const world = seedOf({ accounts: ["ann"], profiles: { ann: { nick: "A", faceUrl: "old" } } });

describe("profiles in the emulator", () => {
  it("are changed in the fields that a call names, by the document's sample", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const items = [nick, { Tag: "Tag_Profile_IM_SelfSignature", Value: "Away" }];
      assert.deepEqual(await client.call(set, { From_Account: "ann", ProfileItem: items }), {
        ActionStatus: "OK",
        ErrorCode: 0,
        ErrorInfo: "",
        ErrorDisplay: "",
      });
      assert.deepEqual(stateOf(emulator).profiles, {
        ann: { nick: "Ann", faceUrl: "old", selfSignature: "Away" },
      });
    }));
});
