import assert from "node:assert/strict";
import { groupTypes } from "../../../emulator/limits";
import { emulating, prototypeNames, seedOf, stateOf } from "./support";

const create = "group_open_http_svc/create_group";
const destroy = "group_open_http_svc/destroy_group";
const add = "group_open_http_svc/add_group_member";
const roles = "group_open_http_svc/get_role_in_group";

const users = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);
const list = (...accounts: unknown[]) => accounts.map((Member_Account) => ({ Member_Account }));

const world = seedOf({
  accounts: ["ann", "bob", "cy", ...users(301)],
  groups: {
    team: { type: "Public", members: ["bob"], owner: "ann" },
    small: { type: "Public", members: ["bob"], maxMemberCount: 2 },
    live: { type: "AVChatRoom", members: ["bob"], robots: ["bot1"] },
  },
  rooms: { show: { type: "Live" } },
});

const creations: readonly { readonly what: string; readonly fields: object; readonly code: number }[] = [
  { what: "no Type", fields: { Type: undefined }, code: 10004 },
  { what: "an unknown Type", fields: { Type: "Secret" }, code: 10004 },
  { what: "no Name", fields: { Name: undefined }, code: 10004 },
  { what: "a Name of 31 bytes", fields: { Name: "n".repeat(31) }, code: 10004 },
  { what: "an Introduction of 241 bytes", fields: { Introduction: "n".repeat(241) }, code: 10004 },
  { what: "a Notification of 301 bytes", fields: { Notification: "n".repeat(301) }, code: 10004 },
  { what: "a FaceUrl of 101 bytes", fields: { FaceUrl: "n".repeat(101) }, code: 10004 },
  { what: "an unknown ApplyJoinOption", fields: { ApplyJoinOption: "Ask" }, code: 10004 },
  { what: "a SupportTopic of 2", fields: { SupportTopic: 2 }, code: 10004 },
  { what: "a MaxMemberCount that is text", fields: { MaxMemberCount: "9" }, code: 10004 },
  { what: "a GroupId of 49 bytes", fields: { GroupId: "g".repeat(49) }, code: 10015 },
  { what: "a GroupId like one of the service's own", fields: { GroupId: "@TGS#mine" }, code: 10004 },
  {
    what: "a Community with an ordinary GroupId",
    fields: { Type: "Community", GroupId: "mine" },
    code: 10004,
  },
  { what: "an owner who is a number", fields: { Owner_Account: 7 }, code: 60015 },
  { what: "an owner nobody imported", fields: { Owner_Account: "nobody" }, code: 10019 },
  { what: "a member nobody imported", fields: { MemberList: list("ann", "nobody") }, code: 10019 },
  { what: "101 members", fields: { MemberList: list(...users(101)) }, code: 10005 },
  { what: "members of an AVChatRoom", fields: { Type: "AVChatRoom", MemberList: list("ann") }, code: 10007 },
  {
    what: "more members than it holds",
    fields: { MaxMemberCount: 1, MemberList: list("ann", "bob") },
    code: 10014,
  },
  { what: "the GroupId of another owner's group", fields: { GroupId: "team" }, code: 10021 },
  {
    what: "the GroupId of a group of the same owner",
    fields: { GroupId: "team", Owner_Account: "ann" },
    code: 10025,
  },
  { what: "the GroupId of a room", fields: { GroupId: "show" }, code: 10021 },
];

const additions: readonly { readonly what: string; readonly fields: object; readonly code: number }[] = [
  { what: "no GroupId", fields: { GroupId: undefined }, code: 10004 },
  { what: "a group that is not there", fields: { GroupId: "none" }, code: 10010 },
  { what: "a live group", fields: { GroupId: "live" }, code: 10007 },
  { what: "an empty MemberList", fields: { MemberList: [] }, code: 10004 },
  { what: "301 members", fields: { MemberList: list(...users(301)) }, code: 10005 },
  { what: "a UserID that is a number", fields: { MemberList: list(7) }, code: 60015 },
  { what: "an account nobody imported", fields: { MemberList: list("cy", "nobody") }, code: 10019 },
  {
    what: "more than the group holds",
    fields: { GroupId: "small", MemberList: list("ann", "cy") },
    code: 10014,
  },
];

describe("the life of a group in the emulator", () => {
  for (const { what, fields, code } of creations) {
    it(`${create} answers ${code} to ${what}, and creates nothing`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        const before = stateOf(emulator);
        assert.equal((await client.call(create, { Type: "Public", Name: "new", ...fields })).ErrorCode, code);
        assert.deepEqual(stateOf(emulator), before);
      }));
  }

  for (const { what, fields, code } of additions) {
    it(`${add} answers ${code} to ${what}, and adds nobody`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        const before = stateOf(emulator);
        assert.equal(
          (await client.call(add, { GroupId: "team", MemberList: list("cy"), ...fields })).ErrorCode,
          code,
        );
        assert.deepEqual(stateOf(emulator), before);
      }));
  }

  it("begins with the owner and the members of the call", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const answer = await client.call(create, {
        Type: "Public",
        Name: "Name",
        GroupId: "mine",
        Owner_Account: "ann",
        MemberList: list("bob", "bob"),
      });
      assert.deepEqual(answer, { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "", GroupId: "mine" });
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
      assert.equal((await client.call(create, body)).ErrorCode, 0);
      assert.deepEqual(stateOf(emulator).groups.mine?.members, []);
    }));

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
        codes.push((await client.call(command, body)).ErrorCode);
      assert.deepEqual(codes, [0, 10010, 10010, 0]);
      assert.deepEqual(stateOf(emulator).groups.team?.members, []);
    }));

  it("says of each added member whether it was there", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const { MemberList } = await client.call(add, {
        GroupId: "team",
        MemberList: list("bob", "cy"),
        Silence: 1,
      });
      assert.deepEqual(MemberList, [
        { Member_Account: "bob", Result: 2 },
        { Member_Account: "cy", Result: 1 },
      ]);
      assert.deepEqual(stateOf(emulator).groups.team?.members, ["bob", "cy"]);
    }));

  it("takes 300 members in one call", () =>
    emulating({ seed: world }, async (client) => {
      const body = { GroupId: "team", MemberList: list(...users(300)) };
      assert.equal((await client.call(add, body)).ErrorCode, 0);
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
        assert.equal(
          (await client.call(roles, { GroupId: "team", User_Account: users(count) })).ErrorCode,
          code,
        );
    }));

  it("is without an owner once that one was removed", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { GroupId: "team", MemberToDel_Account: ["ann"] };
      assert.equal((await client.call("group_open_http_svc/delete_group_member", body)).ErrorCode, 0);
      assert.deepEqual(stateOf(emulator).groups.team, { type: "Public", members: ["bob"], robots: [] });
    }));

  it("answers 10018 rather than more than 1 MB of members", () => {
    const members = Array.from({ length: 6001 }, (_, index) => `${index}-`.padEnd(32, "x"));
    return emulating({ seed: seedOf({ groups: { big: { type: "Public", members } } }) }, async (client) => {
      const info = "group_open_http_svc/get_group_member_info";
      assert.equal((await client.call(info, { GroupId: "big" })).ErrorCode, 10018);
      const { MemberNum, ErrorCode } = await client.call(info, { GroupId: "big", Limit: 1000 });
      assert.deepEqual([ErrorCode, MemberNum], [0, 6001]);
      assert.equal((await client.call(info, { GroupId: "big", Limit: 6001 })).ErrorCode, 10004);
    });
  });

  it("takes names of the language's own for ordinary IDs", () =>
    emulating({ seed: seedOf({ accounts: prototypeNames }) }, async (client, emulator) => {
      for (const GroupId of prototypeNames) {
        const body = { Type: "Public", Name: GroupId, GroupId, Owner_Account: GroupId };
        assert.equal((await client.call(create, body)).ErrorCode, 0);
        assert.equal((await client.call(create, body)).ErrorCode, 10025);
        assert.equal((await client.call(destroy, { GroupId })).ErrorCode, 0);
      }
      assert.deepEqual(Object.keys(stateOf(emulator).groups), []);
    }));
});
