import assert from "node:assert/strict";
import { groupTypes } from "../../../emulator/model/limits";
import { emulating, identifier, ok, prototypeNames, seedOf, stateOf } from "./support";

const create = "group_open_http_svc/create_group";
const destroy = "group_open_http_svc/destroy_group";
const add = "group_open_http_svc/add_group_member";
const info = "group_open_http_svc/get_group_member_info";
const roles = "group_open_http_svc/get_role_in_group";

const users = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);
const list = (...accounts: unknown[]) => accounts.map((Member_Account) => ({ Member_Account }));

const world = seedOf({
  accounts: ["ann", "bob", "cy", ...users(301)],
  groups: {
    team: { type: "Public", members: ["bob"], owner: "ann" },
    live: { type: "AVChatRoom", members: ["bob"], robots: ["bot1"] },
  },
  rooms: { show: { type: "Live" } },
});

describe("the life of a group in the emulator", () => {
  it("begins with the owner and the members of the call", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const answer = await client.call(create, {
        Type: "Public",
        Name: "Name",
        GroupId: "mine",
        Owner_Account: "ann",
        MemberList: list("bob", "bob"),
      });
      assert.deepEqual(answer, { ...ok, GroupId: "mine" });
      assert.deepEqual(stateOf(emulator).groups.mine, {
        type: "Public",
        name: "Name",
        owner: "ann",
        members: ["ann", "bob"],
        robots: [],
      });
    }));

  it("begins without its owner in a live group", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { Type: "AVChatRoom", Name: "n", GroupId: "mine", Owner_Account: "ann" };
      assert.equal(await client.code(create, body), 0);
      assert.deepEqual(stateOf(emulator).groups.mine?.members, []);
    }));

  for (const type of groupTypes.filter((each) => each !== "AVChatRoom")) {
    const isPlain = type === "Work" || type === "Private";
    it(`begins with ${isPlain ? "no admins" : "the admins of the call"} in a ${type} group`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        const MemberList = [
          { Member_Account: "ann", Role: "Admin" },
          { Member_Account: "bob", Role: "Member" },
          { Member_Account: "cy", Role: "" },
        ];
        const { GroupId } = await client.call(create, { Type: type, Name: "n", MemberList });
        const rolesNow = async () => {
          const { UserIdList } = await client.call(roles, { GroupId, User_Account: ["ann", "bob", "cy"] });
          return (UserIdList as { Role: string }[]).map(({ Role }) => Role);
        };
        const admin = isPlain ? "Member" : "Admin";
        assert.deepEqual(await rolesNow(), [admin, "Member", "Member"]);
        const listed = await client.call(info, { GroupId, MemberRoleFilter: ["Admin"] });
        assert.equal((listed.MemberList as unknown[]).length, isPlain ? 0 : 1);
        await client.call("group_open_http_svc/delete_group_member", {
          GroupId,
          MemberToDel_Account: ["ann"],
        });
        await client.call(add, { GroupId, MemberList: list("ann") });
        assert.deepEqual(await rolesNow(), ["Member", "Member", "Member"]);
        assert.equal(stateOf(emulator).groups[String(GroupId)]?.admins, undefined);
      }));
  }

  for (const type of groupTypes) {
    it(`gives a ${type} group an ID of its own where none is asked for`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        const answers = [];
        for (const Name of ["one", "two"]) answers.push(await client.call(create, { Type: type, Name }));
        const [one = "", two = ""] = answers.map((answer) => String(answer.GroupId));
        assert.notEqual(one, two);
        assert.match(one, type === "Community" ? /^@TGS#_/ : /^@TGS#[^_]/);
        assert.equal(stateOf(emulator).groups[two]?.type, type);
        assert.equal(answers[0]?.Type, type === "Community" ? "Community" : undefined);
      }));
  }

  it("ends with destroy_group, after which its ID is free", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const codes = [];
      for (const [command, body] of [
        [destroy, { GroupId: "team" }],
        [destroy, { GroupId: "team" }],
        [roles, { GroupId: "team", User_Account: ["ann"] }],
        [create, { Type: "Public", Name: "again", GroupId: "team" }],
      ] as const)
        codes.push(await client.code(command, body));
      assert.deepEqual(codes, [0, 10010, 10010, 0]);
      assert.deepEqual(stateOf(emulator).groups.team?.members, []);
    }));

  it("adds the accounts that are known, and gives Result 0 to the others", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { GroupId: "team", MemberList: list("nobody", "cy", "bob", "no one"), Silence: 1 };
      assert.deepEqual((await client.call(add, body)).MemberList, [
        { Member_Account: "nobody", Result: 0 },
        { Member_Account: "cy", Result: 1 },
        { Member_Account: "bob", Result: 2 },
        { Member_Account: "no one", Result: 0 },
      ]);
      assert.deepEqual(stateOf(emulator).groups.team?.members, ["bob", "cy"]);
    }));

  it("says whether the caller owns the group that has the ID", () =>
    emulating({ seed: world }, async (client) => {
      const again = async (body: object) =>
        client.call(create, { Type: "Public", Name: "n", GroupId: "mine", ...body });
      assert.equal((await again({ Owner_Account: identifier })).ErrorCode, 0);
      for (const Owner_Account of [undefined, identifier, "ann"])
        assert.equal((await again({ Owner_Account })).ErrorCode, 10025);
      for (const Owner_Account of [undefined, identifier, "ann"]) {
        const { ErrorCode, ErrorInfo } = await again({ GroupId: "team", Owner_Account });
        assert.equal(ErrorCode, 10021);
        assert.match(ErrorInfo, /group id has be used/);
      }
    }));

  it("takes 300 members in one call", () =>
    emulating({ seed: world }, async (client) => {
      const body = { GroupId: "team", MemberList: list(...users(300)) };
      assert.equal(await client.code(add, body), 0);
    }));

  it("tells the role of each account that is asked for, up to 500", () =>
    emulating({ seed: world }, async (client) => {
      const { UserIdList } = await client.call(roles, {
        GroupId: "team",
        User_Account: ["ann", "bob", "nobody"],
      });
      assert.deepEqual(UserIdList, [
        { Member_Account: "ann", Role: "Owner" },
        { Member_Account: "bob", Role: "Member" },
        { Member_Account: "nobody", Role: "NotMember" },
      ]);
      for (const [count, code] of [
        [500, 0],
        [501, 10004],
      ] as const)
        assert.equal(await client.code(roles, { GroupId: "team", User_Account: users(count) }), code);
    }));

  it("is without an owner once that one was removed", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { GroupId: "team", MemberToDel_Account: ["ann"] };
      assert.equal(await client.code("group_open_http_svc/delete_group_member", body), 0);
      assert.deepEqual(stateOf(emulator).groups.team, { type: "Public", members: ["bob"], robots: [] });
    }));

  it("answers 10018 rather than more than 1 MB of members", () => {
    const members = Array.from({ length: 6001 }, (_, index) => `${index}-`.padEnd(32, "x"));
    return emulating({ seed: seedOf({ groups: { big: { type: "Public", members } } }) }, async (client) => {
      assert.equal(await client.code(info, { GroupId: "big" }), 10018);
      const { MemberNum, ErrorCode } = await client.call(info, { GroupId: "big", Limit: 1000 });
      assert.deepEqual([ErrorCode, MemberNum], [0, 6001]);
      assert.equal(await client.code(info, { GroupId: "big", Limit: 6001 }), 10004);
    });
  });

  it("takes names of the language's own for ordinary IDs", () =>
    emulating({ seed: seedOf({ accounts: prototypeNames }) }, async (client, emulator) => {
      for (const GroupId of prototypeNames) {
        const body = { Type: "Public", Name: GroupId, GroupId, Owner_Account: GroupId };
        assert.equal(await client.code(create, body), 0);
        assert.equal(await client.code(create, body), 10021);
        assert.equal(await client.code(destroy, { GroupId }), 0);
      }
      assert.deepEqual(Object.keys(stateOf(emulator).groups), []);
    }));
});
