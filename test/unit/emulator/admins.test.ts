import assert from "node:assert/strict";
import { emulating, identifier, sdkAppId, secretKey, seedOf, stateOf } from "./support";

const apps = [identifier, "second"].map((admin) => ({ sdkAppId, secretKey, identifier: admin }));
const world = seedOf({
  accounts: ["ann"],
  groups: { team: { type: "Public" } },
  rooms: { show: { type: "Live" } },
});

/** Calls that name an account, each of which only an account can be named in. */
const calls = (account: string): readonly (readonly [command: string, body: object])[] => [
  ["group_open_http_svc/create_group", { Type: "Public", Name: "n", GroupId: "new", Owner_Account: account }],
  ["group_open_http_svc/add_group_member", { GroupId: "team", MemberList: [{ Member_Account: account }] }],
  [
    "sns/friend_add",
    { From_Account: account, AddFriendItem: [{ To_Account: "ann", AddSource: "AddSource_Type_Web" }] },
  ],
  ["sns/group_add", { From_Account: account, GroupName: ["work"] }],
  ["sns/group_get", { From_Account: account }],
  [
    "profile/portrait_set",
    { From_Account: account, ProfileItem: [{ Tag: "Tag_Profile_IM_Nick", Value: "Boss" }] },
  ],
  [
    "room_engine_http_srv/create_room",
    { RoomInfo: { RoomId: "meeting", RoomType: "Conference", Owner_Account: account } },
  ],
  ["live_engine_http_srv/add_robot", { RoomId: "show", RobotList_Account: [account] }],
];

describe("an app admin in the emulator", () => {
  for (const account of [identifier, "second"])
    it(`is an account like any other without being imported: ${account}`, () =>
      emulating({ seed: world, apps }, async (client, emulator) => {
        for (const [command, body] of calls(account))
          assert.equal(await client.code(command, body), 0, command);
        const { groups, profiles } = stateOf(emulator);
        assert.equal(groups.new?.owner, account);
        assert.equal(profiles?.[account]?.nick, "Boss");
      }));

  it("is imported, says account_check, and stays so when it is deleted or the emulator is reset", () =>
    emulating({ seed: world, apps }, async (client, emulator) => {
      const items = [identifier, "second", "nobody"].map((UserID) => ({ UserID }));
      const statuses = async () => {
        const { ResultItem } = await client.call("im_open_login_svc/account_check", { CheckItem: items });
        return (ResultItem as { AccountStatus: string }[]).map(({ AccountStatus }) => AccountStatus);
      };
      const expected = ["Imported", "Imported", "NotImported"];
      assert.deepEqual(await statuses(), expected);
      await client.call("im_open_login_svc/account_delete", { DeleteItem: items });
      assert.deepEqual(await statuses(), expected);
      const again = await client.call("im_open_login_svc/account_import", { UserID: identifier });
      assert.equal(again.ErrorCode, 0);
      emulator.reset();
      assert.deepEqual(await statuses(), expected);
    }));

  it("can be named as a friend", () =>
    emulating({ seed: world, apps }, async (client) => {
      const AddFriendItem = [{ To_Account: "second", AddSource: "AddSource_Type_Web" }];
      const answer = await client.call("sns/friend_add", { From_Account: "ann", AddFriendItem });
      assert.equal("Fail_Account" in answer, false);
    }));
});
