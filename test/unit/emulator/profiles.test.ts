import assert from "node:assert/strict";
import { emulating, seedOf, stateOf } from "./support";

const set = "profile/portrait_set";
const nick = { Tag: "Tag_Profile_IM_Nick", Value: "Ann" };

const world = seedOf({ accounts: ["ann"], profiles: { ann: { nick: "A", faceUrl: "old" } } });

const refusals: readonly { readonly what: string; readonly body: object; readonly code: number }[] = [
  { what: "an account that is not there", body: { From_Account: "bob", ProfileItem: [nick] }, code: 40003 },
  { what: "an account that is a number", body: { From_Account: 7, ProfileItem: [nick] }, code: 60015 },
  { what: "no fields", body: { From_Account: "ann", ProfileItem: [] }, code: 40001 },
  {
    what: "a field that is none",
    body: { From_Account: "ann", ProfileItem: [{ Tag: "Tag_Profile_IM_Name", Value: "x" }] },
    code: 40009,
  },
  {
    what: "a value of 501 bytes",
    body: { From_Account: "ann", ProfileItem: [{ ...nick, Value: "n".repeat(501) }] },
    code: 40601,
  },
  {
    what: "a value of another type",
    body: { From_Account: "ann", ProfileItem: [nick, { ...nick, Value: 7 }] },
    code: 40610,
  },
];

describe("profiles in the emulator", () => {
  for (const { what, body, code } of refusals) {
    it(`are left as they are by ${what}: ${code}`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        const before = stateOf(emulator);
        assert.equal((await client.call(set, body)).ErrorCode, code);
        assert.deepEqual(stateOf(emulator), before);
      }));
  }

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
