import assert from "node:assert/strict";
import { emulating, ok, seedOf, stateOf } from "./support";

const set = "profile/portrait_set";
const get = "profile/portrait_get";
const nick = { Tag: "Tag_Profile_IM_Nick", Value: "Ann" };

const world = seedOf({ accounts: ["ann"], profiles: { ann: { nick: "A", faceUrl: "old" } } });

describe("profiles in the emulator", () => {
  it("are changed in the fields that a call names, by the document's sample", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const items = [nick, { Tag: "Tag_Profile_IM_SelfSignature", Value: "Away" }];
      assert.deepEqual(await client.call(set, { From_Account: "ann", ProfileItem: items }), {
        ...ok,
        ErrorDisplay: "",
      });
      assert.deepEqual(stateOf(emulator).profiles, {
        ann: { nick: "Ann", faceUrl: "old", selfSignature: "Away" },
      });
    }));

  const standard = [
    { Tag: "Tag_Profile_IM_Gender", Value: "Gender_Type_Male" },
    { Tag: "Tag_Profile_IM_BirthDay", Value: 19900101 },
    { Tag: "Tag_Profile_IM_Location", Value: "16 bytes in all!" },
    { Tag: "Tag_Profile_IM_AllowType", Value: "AllowType_Type_NeedConfirm" },
    { Tag: "Tag_Profile_IM_Language", Value: 0 },
    { Tag: "Tag_Profile_IM_MsgSettings", Value: 1 },
    { Tag: "Tag_Profile_IM_AdminForbidType", Value: "AdminForbid_Type_None" },
    { Tag: "Tag_Profile_IM_Level", Value: 4294967295 },
    { Tag: "Tag_Profile_IM_Role", Value: 7 },
    { Tag: "Tag_Profile_Custom_Test", Value: "of the app" },
    nick,
    { Tag: "Tag_Profile_IM_Image", Value: "https://example.com/a.png" },
    { Tag: "Tag_Profile_IM_SelfSignature", Value: "Away" },
  ];
  const TagList = standard.map(({ Tag }) => Tag);

  it("keep every standard field and the app's own, give them, and are a seed again", () =>
    emulating({ seed: world }, async (client, emulator) => {
      assert.equal(await client.code(set, { From_Account: "ann", ProfileItem: standard }), 0);
      const answer = await client.call(get, { To_Account: ["ann"], TagList });
      assert.deepEqual(answer, {
        ...ok,
        ErrorDisplay: "",
        UserProfileItem: [{ To_Account: "ann", ProfileItem: standard, ResultCode: 0, ResultInfo: "" }],
      });
      const state = emulator.state();
      emulator.reset();
      emulator.seed(state);
      assert.deepEqual((await client.call(get, { To_Account: ["ann"], TagList })).UserProfileItem, [
        ...(answer.UserProfileItem as unknown[]),
      ]);
    }));

  it("give the fields that were set of those that are asked for, and name the accounts that are not there", () =>
    emulating(
      { seed: seedOf({ accounts: ["bob"], profiles: { ann: { nick: "A", faceUrl: "" } } }) },
      async (client) => {
        const To_Account = ["ann", "nobody", "bob"];
        const answer = await client.call(get, { To_Account, TagList });
        assert.equal(answer.ErrorCode, 0);
        assert.deepEqual(answer.Fail_Account, ["nobody"]);
        assert.deepEqual(answer.UserProfileItem, [
          {
            To_Account: "ann",
            ProfileItem: [{ Tag: nick.Tag, Value: "A" }],
            ResultCode: 0,
            ResultInfo: "",
          },
          {
            To_Account: "nobody",
            ProfileItem: [],
            ResultCode: 40003,
            ResultInfo: "the account does not exist",
          },
          { To_Account: "bob", ProfileItem: [], ResultCode: 0, ResultInfo: "" },
        ]);
      },
    ));
});
