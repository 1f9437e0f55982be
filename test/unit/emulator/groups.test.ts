import assert from "node:assert/strict";
import { type GroupType, groupTypes } from "../../../emulator/model/limits";
import { accountsIn, emulating, emulatingTime, memberOf, ok, seedOf, stateOf } from "./support";

const kick = "group_open_http_svc/delete_group_member";
const info = "group_open_http_svc/get_group_member_info";

const ordinaryTypes = groupTypes.filter((type) => type !== "AVChatRoom");

function groupOf(type: GroupType, members: readonly string[] = ["ann", "bob", "cy"]) {
  return seedOf({ groups: { team: { type, members } } });
}

const world = groupOf("Public");

describe("groups in the emulator", () => {
  for (const type of ordinaryTypes) {
    it(`${kick} removes members of a ${type} group, and answers OK for those who are none`, () =>
      emulating({ seed: groupOf(type) }, async (client, emulator) => {
        const body = { GroupId: "team", MemberToDel_Account: ["ann", "nobody", "cy"], Silence: 0 };
        assert.equal(await client.code(kick, body), 0);
        assert.deepEqual(stateOf(emulator).groups.team?.members, ["bob"]);
        assert.deepEqual(stateOf(emulator).accounts, ["ann", "bob", "cy"]);
      }));
  }

  it(`${info} gives all members with every field`, () =>
    emulatingTime({ seed: groupOf("Public", ["ann"]) }, async (client, clock) => {
      assert.deepEqual(await client.call(info, { GroupId: "team" }), {
        ...ok,
        MemberNum: 1,
        MemberList: [memberOf("ann", Math.floor(clock.now() / 1000))],
      });
    }));

  it(`${info} gives a part of the members, and the number of all`, () =>
    emulating({ seed: world }, async (client) => {
      const answer = await client.call(info, { GroupId: "team", Limit: 1, Offset: 1 });
      assert.deepEqual(accountsIn(answer), ["bob"]);
      assert.equal(answer.MemberNum, 3);
      assert.equal("Next" in answer, false);
    }));

  it(`${info} pages through a community by Next`, () =>
    emulating({ seed: groupOf("Community") }, async (client) => {
      const first = await client.call(info, { GroupId: "team", Limit: 2, Next: "" });
      assert.deepEqual(accountsIn(first), ["ann", "bob"]);
      const second = await client.call(info, { GroupId: "team", Limit: 2, Next: first.Next });
      assert.deepEqual(accountsIn(second), ["cy"]);
      assert.equal(second.Next, "");
    }));

  it(`${info} filters by field and by role`, () =>
    emulating({ seed: world }, async (client) => {
      const fields = await client.call(info, { GroupId: "team", MemberInfoFilter: ["Role"] });
      assert.deepEqual(
        fields.MemberList,
        ["ann", "bob", "cy"].map((account) => ({ Member_Account: account, Role: "Member" })),
      );
      const owners = await client.call(info, { GroupId: "team", MemberRoleFilter: ["Owner"] });
      assert.deepEqual(owners.MemberList, []);
    }));

  for (const name of ["ShutUpUntil", "MuteUntil"])
    it(`${info} gives the end of a mute under its old and its new name: ${name}`, () =>
      emulating({ seed: groupOf("Public", ["ann"]) }, async (client) => {
        const answer = await client.call(info, { GroupId: "team", MemberInfoFilter: [name] });
        assert.deepEqual(answer.MemberList, [{ Member_Account: "ann", [name]: 0 }]);
      }));
});
