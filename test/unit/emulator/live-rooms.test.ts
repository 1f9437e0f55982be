import assert from "node:assert/strict";
import { type Answer, emulating, emulatingTime, ok, seedOf, stateOf } from "./support";

const add = "live_engine_http_srv/add_robot";
const del = "live_engine_http_srv/del_robot";
const get = "live_engine_http_srv/get_robot";
const list = "live_engine_http_srv/get_member_list";

const world = seedOf({
  accounts: ["bot1", "bot2", "bot3", "bot4"],
  rooms: {
    show: { type: "Live", members: ["ann"], robots: ["bot1"] },
    meeting: { type: "Conference" },
  },
});

interface Members {
  readonly Next: string;
  readonly MemberCount: number;
  readonly MemberList: readonly { readonly Member_Account: string }[];
}

const membersIn = (answer: Answer) => answer.Response as Members;

describe("live rooms in the emulator", () => {
  it("hold three robots: 100700 to a fourth, and none of that call is added", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const lists = [["bot2", "bot3", "bot4"], ["bot2", "bot3"], ["bot4"], ["bot1", "bot2"]];
      const bodies = lists.map((RobotList_Account) => ({ RoomId: "show", RobotList_Account }));
      assert.deepEqual(await client.codes(add, bodies), [100700, 0, 100700, 0]);
      assert.deepEqual(stateOf(emulator).rooms.show?.robots, ["bot1", "bot2", "bot3"]);
    }));

  it("list their robots in the order in which they came, and lose those that are deleted", () =>
    emulating({ seed: world }, async (client) => {
      await client.call(add, { RoomId: "show", RobotList_Account: ["bot3", "bot2"] });
      const body = { RoomId: "show", RobotList_Account: ["bot3", "bot4"] };
      assert.equal(await client.code(del, body), 0);
      const { RequestId, ...answer } = await client.call(get, { RoomId: "show" });
      assert.equal(typeof RequestId, "string");
      assert.deepEqual(answer, {
        ...ok,
        Response: { RobotList_Account: ["bot1", "bot2"] },
      });
    }));

  it("list who is in them from a snapshot, the newest first", () =>
    emulatingTime({ seed: world }, async (client, clock) => {
      const read = async () => membersIn(await client.call(list, { RoomId: "show", Next: "" }));
      const both = {
        Next: "",
        MemberCount: 2,
        MemberList: ["bot1", "ann"].map((Member_Account) => ({ Member_Account })),
      };
      assert.deepEqual(await read(), both);
      await client.call(add, { RoomId: "show", RobotList_Account: ["bot2"] });
      assert.deepEqual(await read(), both);
      clock.pass(10);
      assert.equal((await read()).MemberCount, 3);
    }));

  it("list 1000 at most, in pages, and count all", () => {
    const members = Array.from({ length: 1003 }, (_, index) => `user${index}`);
    const seed = seedOf({ rooms: { show: { type: "Live", members } } });
    return emulating({ seed }, async (client) => {
      const listed: string[] = [];
      let Next = "";
      do {
        const page = membersIn(await client.call(list, { RoomId: "show", Next }));
        assert.equal(page.MemberCount, 1003);
        listed.push(...page.MemberList.map((member) => member.Member_Account));
        Next = page.Next;
      } while (Next !== "");
      assert.deepEqual(listed, members.toReversed().slice(0, 1000));
    });
  });
});
