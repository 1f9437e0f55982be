import assert from "node:assert/strict";
import { emulating, inFolder, seedOf, stateOf, TestClock } from "./support";

const modify = "group_open_http_svc/modify_group_member_info";
const info = "group_open_http_svc/get_group_member_info";
const roles = "group_open_http_svc/get_role_in_group";
const changeOwner = "group_open_http_svc/change_group_owner";

const team = { GroupId: "team", Member_Account: "bob" };
const world = seedOf({
  groups: { team: { type: "Public", members: ["ann", "bob"], owner: "ann" } },
});

describe("what a command gives a member of a group", () => {
  it("is told of the member, and kept over a restart", () =>
    inFolder(async (stateFile) => {
      const clock = new TestClock();
      const options = { seed: world, stateFile, now: clock.now };
      await emulating(options, async (client) => {
        const data = (Key: string, Value: string) => ({ AppMemberDefinedData: [{ Key, Value }] });
        for (const more of [
          { Role: "Admin", MsgFlag: "Discard" },
          { NameCard: "Bobby", MuteTime: 60 },
          data("level", "1"),
          data("team", "red"),
          data("level", "2"),
        ])
          assert.equal(await client.code(modify, { ...team, ...more }), 0);
      });
      await emulating(options, async (client) => {
        const { MemberList } = await client.call(info, { GroupId: "team" });
        const bob = (MemberList as Record<string, unknown>[])[1];
        assert.deepEqual(
          [bob?.Role, bob?.MsgFlag, bob?.NameCard, bob?.ShutUpUntil, bob?.AppMemberDefinedData],
          [
            "Admin",
            "Discard",
            "Bobby",
            Math.floor(clock.now() / 1000) + 60,
            [
              { Key: "level", Value: "2" },
              { Key: "team", Value: "red" },
            ],
          ],
        );
      });
    }));

  it("is taken back by the opposite, and lost with the membership", () =>
    emulating({ seed: world }, async (client) => {
      const told = async () => {
        const { MemberList } = await client.call(info, { GroupId: "team" });
        const bob = (MemberList as Record<string, unknown>[])[1];
        return [bob?.Role, bob?.ShutUpUntil, bob?.NameCard];
      };
      await client.call(modify, { ...team, Role: "Admin", ShutUpTime: 60, NameCard: "Bobby" });
      await client.call(modify, { ...team, Role: "Member", ShutUpTime: 0 });
      assert.deepEqual(await told(), ["Member", 0, "Bobby"]);
      await client.call("group_open_http_svc/delete_group_member", {
        GroupId: "team",
        MemberToDel_Account: ["bob"],
      });
      const MemberList = [{ Member_Account: "bob" }];
      await client.call("group_open_http_svc/add_group_member", { GroupId: "team", MemberList });
      assert.deepEqual(await told(), ["Member", 0, ""]);
    }));

  it("is the ownership of the group, after which the former owner is an ordinary member", () =>
    emulating({ seed: world }, async (client, emulator) => {
      await client.call(modify, { ...team, Role: "Admin" });
      for (const NewOwner_Account of ["bob", "ann"]) {
        assert.equal(await client.code(changeOwner, { GroupId: "team", NewOwner_Account }), 0);
        assert.equal(stateOf(emulator).groups.team?.owner, NewOwner_Account);
      }
      const { UserIdList } = await client.call(roles, { GroupId: "team", User_Account: ["ann", "bob"] });
      assert.deepEqual(UserIdList, [
        { Member_Account: "ann", Role: "Owner" },
        { Member_Account: "bob", Role: "Member" },
      ]);
    }));
});
