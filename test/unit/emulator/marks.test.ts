import assert from "node:assert/strict";
import { accountsIn, emulating, ok, seedOf, sorted, stateOf } from "./support";

const command = "group_open_avchatroom_http_svc/modify_user_info";
const members = "group_open_avchatroom_http_svc/get_members";

const many = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);

const world = seedOf({
  groups: {
    live: { type: "AVChatRoom", members: ["ann", "bob"], robots: ["bot1"] },
    big: { type: "AVChatRoom", members: many(1001) },
    team: { type: "Public", members: ["ann"] },
  },
});

const marked = (Member_Account: unknown, ...Marks: unknown[]) => ({ Member_Account, Marks });

describe("marks in the emulator's live groups", () => {
  it("are set for those who are online, and the answer names them with the command", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const MemberList = [marked("ann", 1000, 1001), marked("cy", 1000), marked("bot1", 1002)];
      assert.deepEqual(await client.call(command, { GroupId: "live", CommandType: 1, MemberList }), {
        ...ok,
        CommandType: 1,
        MemberList: [marked("ann", 1000, 1001), marked("bot1", 1002)],
      });
      assert.deepEqual(stateOf(emulator).groups.live?.marks, { ann: [1000, 1001], bot1: [1002] });
    }));

  it("are deleted, also those that are not held", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const set = { GroupId: "live", CommandType: 1, MemberList: [marked("ann", 1000, 1001)] };
      await client.call(command, set);
      const unset = { ...set, CommandType: 2, MemberList: [marked("ann", 1001, 1005), marked("bob", 1000)] };
      assert.equal(await client.code(command, unset), 0);
      assert.deepEqual(stateOf(emulator).groups.live?.marks, { ann: [1000] });
    }));

  it("choose who is listed, and 600 hides who is not asked for by it", () =>
    emulating({ seed: world, listDelaySeconds: 0 }, async (client) => {
      const MemberList = [marked("ann", 1000), marked("bob", 600)];
      await client.call(command, { GroupId: "live", CommandType: 1, MemberList });
      const listed = async (Mark?: number) => {
        const answer = await client.call(members, { GroupId: "live", Timestamp: 0, Mark });
        return sorted(accountsIn(answer));
      };
      assert.deepEqual(
        [await listed(), await listed(1000), await listed(600), await listed(500)],
        [["ann", "bot1"], ["ann"], ["bob"], ["bot1"]],
      );
    }));

  it("make a robot of anybody with mark 500, whom another mark of the same call then reaches", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const MemberList = [marked("new", 1000, 500)];
      await client.call(command, { GroupId: "live", CommandType: 1, MemberList });
      assert.deepEqual(stateOf(emulator).groups.live, {
        type: "AVChatRoom",
        members: ["ann", "bob"],
        robots: ["bot1", "new"],
        marks: { new: [1000] },
      });
    }));

  for (const [how, end, body] of [
    ["by mark 500", command, { GroupId: "live", CommandType: 2, MemberList: [marked("bot1", 500)] }],
    [
      "by del_robots",
      "group_open_avchatroom_http_svc/del_robots",
      { GroupId: "live", Member_Account: ["bot1"] },
    ],
  ] as const) {
    it(`end with the robot that is deleted ${how}`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        const MemberList = [marked("bot1", 1000)];
        await client.call(command, { GroupId: "live", CommandType: 1, MemberList });
        assert.equal(await client.code(end, body), 0);
        assert.deepEqual(stateOf(emulator).groups.live, {
          type: "AVChatRoom",
          members: ["ann", "bob"],
          robots: [],
        });
      }));
  }

  it("are ten different ones in a group, special ones not counted, over all calls", () =>
    emulating({ seed: world }, async (client) => {
      const set = async (...marks: number[]) =>
        await client.code(command, {
          GroupId: "live",
          CommandType: 1,
          MemberList: [marked("ann", ...marks)],
        });
      const ten = Array.from({ length: 10 }, (_, index) => 2000 + index);
      assert.deepEqual(
        [await set(...ten), await set(500, 600), await set(2000), await set(3000)],
        [0, 0, 0, 10004],
      );
    }));

  it("are held by 1000 members each, robots by any number", () =>
    emulating({ seed: world }, async (client) => {
      const codes = [];
      for (const [from, to, mark] of [
        [0, 500, 1000],
        [500, 1000, 1000],
        [1000, 1001, 1000],
        [1000, 1001, 1001],
        [0, 500, 500],
        [501, 1001, 500],
      ] as const) {
        const MemberList = many(1001)
          .slice(from, to)
          .map((user) => marked(user, mark));
        codes.push(await client.code(command, { GroupId: "big", CommandType: 1, MemberList }));
      }
      assert.deepEqual(codes, [0, 0, 10004, 0, 0, 0]);
    }));
});
