import assert from "node:assert/strict";
import { emulating, emulatingTime, ok, prototypeNames, seedOf, stateOf } from "./support";

const add = "room_engine_http_srv/add_robot";
const del = "room_engine_http_srv/delete_robot";
const list = "room_engine_http_srv/get_room_member_list";
const info = "room_engine_http_srv/get_room_info";

const world = seedOf({
  rooms: {
    meeting: { type: "Conference", members: ["ann"], robots: ["bot1"] },
    show: { type: "Live" },
  },
});

interface MemberPage {
  readonly Next: string;
  readonly MemberList: readonly { readonly Member_Account: string }[];
}

describe("rooms in the emulator", () => {
  it("adds a robot, also one that is there", () =>
    emulating({ seed: world }, async (client, emulator) => {
      for (const Member_Account of ["bot2", "bot2", "bot1"])
        assert.equal(await client.code(add, { RoomId: "meeting", Member_Account }), 0);
      assert.deepEqual(stateOf(emulator).rooms.meeting?.robots, ["bot1", "bot2"]);
    }));

  it("answers 100700 to one robot too many, but not to one that is there", () =>
    emulating({ seed: world, maxRoomRobots: 2 }, async (client) => {
      const answers = await client.codes(
        add,
        ["bot2", "bot3", "bot1"].map((Member_Account) => ({ RoomId: "meeting", Member_Account })),
      );
      assert.deepEqual(answers, [0, 100700, 0]);
    }));

  it("has room for 100 robots unless told otherwise", () =>
    emulating(
      {
        seed: seedOf({
          rooms: { full: { type: "Conference", robots: Array.from({ length: 99 }, (_, n) => `b${n}`) } },
        }),
      },
      async (client) => {
        assert.equal(await client.code(add, { RoomId: "full", Member_Account: "last" }), 0);
        assert.equal(await client.code(add, { RoomId: "full", Member_Account: "more" }), 100700);
      },
    ));

  it("deletes a robot once, and answers 100005 the second time and for a member who is no robot", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const answers = await client.codes(
        del,
        ["bot1", "bot1", "ann"].map((Member_Account) => ({ RoomId: "meeting", Member_Account })),
      );
      assert.deepEqual(answers, [0, 100005, 100005]);
      assert.deepEqual(stateOf(emulator).rooms.meeting, {
        type: "Conference",
        members: ["ann"],
        robots: [],
      });
    }));

  it("lists members and robots under Response", () =>
    emulating({ seed: world }, async (client) => {
      const { RequestId, ...answer } = await client.call(list, { RoomId: "meeting" });
      assert.equal(typeof RequestId, "string");
      assert.deepEqual(answer, {
        ...ok,
        Response: {
          Next: "",
          MemberList: ["ann", "bot1"].map((Member_Account) => ({
            Member_Account,
            NameCard: "",
            Role: "Member",
            Marks: [],
            CustomInfo: "",
          })),
        },
      });
    }));

  it("lists 50 in a page unless told otherwise, and each member once though one leaves in between", () => {
    const members = Array.from({ length: 120 }, (_, index) => `user${index}`);
    const seed = seedOf({ rooms: { meeting: { type: "Conference", robots: ["gone"], members } } });
    return emulating({ seed }, async (client) => {
      const listed: string[] = [];
      const sizes: number[] = [];
      let Next = "";
      do {
        const page = (await client.call(list, { RoomId: "meeting", Next })).Response as MemberPage;
        listed.push(...page.MemberList.map((member) => member.Member_Account));
        sizes.push(page.MemberList.length);
        Next = page.Next;
        await client.call(del, { RoomId: "meeting", Member_Account: "gone" });
      } while (Next !== "");
      assert.deepEqual(sizes, [50, 50, 20]);
      assert.deepEqual(listed, members);
    });
  });

  it("tells a room's type, how many are in it and when it was made", () =>
    emulatingTime({ seed: world }, async (client, clock) => {
      const { Response } = await client.call(info, { RoomId: "meeting" });
      assert.deepEqual(Response, {
        RoomInfo: {
          RoomId: "meeting",
          RoomName: "meeting",
          RoomType: "Conference",
          Owner_Account: "",
          RoomStatus: "Running",
          CreateTime: Math.floor(clock.now() / 1000),
          MemberCount: 2,
        },
      });
    }));

  it("takes names of the language's own for ordinary IDs", () =>
    emulating({}, async (client, emulator) => {
      for (const name of prototypeNames) {
        assert.equal(await client.code(add, { RoomId: name, Member_Account: name }), 100004);
        emulator.seed(JSON.parse(`{"1400000000":{"rooms":{"${name}":{"type":"Conference"}}}}`));
        assert.equal(await client.code(del, { RoomId: name, Member_Account: name }), 100005);
        assert.equal(await client.code(add, { RoomId: name, Member_Account: name }), 0);
        assert.equal(await client.code(del, { RoomId: name, Member_Account: name }), 0);
      }
    }));
});
