import assert from "node:assert/strict";
import { emulating, identifier, seedOf, stateOf, TestClock } from "./support";

const world = seedOf({
  accounts: ["ann", "bob"],
  groups: { team: { type: "Public" }, live: { type: "AVChatRoom" } },
  rooms: {
    meeting: { type: "Conference", members: ["ann"], robots: ["bot1"], owner: "ann" },
    show: { type: "Live", members: ["bob"], robots: ["bot1"], owner: "ann" },
  },
});

/** The two engines have the same commands for the life of a room. */
const engines = [
  { engine: "room_engine_http_srv", type: "Conference", own: "meeting" },
  { engine: "live_engine_http_srv", type: "Live", own: "show" },
] as const;

describe("the life of a room in the emulator", () => {
  for (const { engine, type, own } of engines) {
    const create = `${engine}/create_room`;
    const destroy = `${engine}/destroy_room`;

    it(`${create} makes an empty room of the caller's, unless another owner is named`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        for (const RoomInfo of [
          { RoomId: "mine", RoomType: type, RoomName: "" },
          { RoomId: "hers", RoomType: type, RoomName: "Hers", Owner_Account: "ann", MaxMemberCount: 9 },
        ])
          assert.equal(await client.code(create, { RoomInfo }), 0);
        const { mine, hers } = stateOf(emulator).rooms;
        assert.deepEqual(mine, { type, owner: identifier, members: [], robots: [] });
        assert.deepEqual(hers, {
          type,
          name: "Hers",
          owner: "ann",
          settings: { MaxMemberCount: 9 },
          members: [],
          robots: [],
        });
      }));

    it(`${destroy} ends a room, after which the ID is free`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        assert.deepEqual(await client.codes(destroy, [{ RoomId: own }, { RoomId: own }]), [0, 100004]);
        assert.equal(await client.code(create, { RoomInfo: { RoomId: own, RoomType: type } }), 0);
        assert.deepEqual(stateOf(emulator).rooms[own]?.robots, []);
      }));
  }

  it("gives an ID to a group or a live room, and to a live room or a conference, not to both", () =>
    emulating({}, async (client) => {
      const calls = [
        ["group_open_http_svc/create_group", { Type: "Public", Name: "n", GroupId: "one" }],
        ["room_engine_http_srv/create_room", { RoomInfo: { RoomId: "one", RoomType: "Conference" } }],
        ["live_engine_http_srv/create_room", { RoomInfo: { RoomId: "one", RoomType: "Live" } }],
        ["live_engine_http_srv/create_room", { RoomInfo: { RoomId: "two", RoomType: "Live" } }],
        ["group_open_http_svc/create_group", { Type: "Public", Name: "n", GroupId: "two" }],
        ["room_engine_http_srv/create_room", { RoomInfo: { RoomId: "two", RoomType: "Conference" } }],
      ] as const;
      const codes = [];
      for (const [command, body] of calls) codes.push(await client.code(command, body));
      assert.deepEqual(codes, [0, 0, 100010, 0, 10021, 100010]);
    }));

  it("shows in get_room_info what a conference was created with, and whether it has begun", () => {
    const clock = new TestClock();
    const now = Math.floor(clock.now() / 1000);
    return emulating({ seed: world, now: clock.now }, async (client) => {
      const given = {
        MaxMemberCount: 300,
        IsVideoDisabled: true,
        CustomInfo: "c",
        ScheduleStartTime: now + 60,
      };
      const RoomInfo = {
        RoomId: "mine",
        RoomType: "Conference",
        RoomName: "Mine",
        Owner_Account: "ann",
        ...given,
      };
      await client.call("room_engine_http_srv/create_room", { RoomInfo });
      const read = async () =>
        (await client.call("room_engine_http_srv/get_room_info", { RoomId: "mine" })).Response;
      const expected = {
        ...RoomInfo,
        ScheduleEndTime: now + 60 + 3600,
        RoomStatus: "NotStarted",
        CreateTime: now,
        MemberCount: 0,
      };
      assert.deepEqual(await read(), { RoomInfo: expected });
      clock.pass(60);
      assert.deepEqual(await read(), { RoomInfo: { ...expected, RoomStatus: "Running" } });
    });
  });

  for (const [what, end, code] of [
    ["299 seconds", 1299, 100002],
    ["300 seconds", 1300, 0],
    ["less than nothing", 1, 100002],
  ] as const) {
    it(`answers ${code} to a conference that is to last ${what}`, () =>
      emulating({}, async (client) => {
        const RoomInfo = {
          RoomId: "r",
          RoomType: "Conference",
          ScheduleStartTime: 1000,
          ScheduleEndTime: end,
        };
        assert.equal(await client.code("room_engine_http_srv/create_room", { RoomInfo }), code);
      }));
  }

  it("takes all that the page knows of a live room", () =>
    emulating({}, async (client) => {
      const own = { CoverURL: "c", Category: [1, 2, 3], IsPublicVisible: true, ActivityStatus: 1 };
      const RoomInfo = { RoomId: "r", RoomType: "Live", ...own };
      assert.equal(await client.code("live_engine_http_srv/create_room", { RoomInfo }), 0);
    }));

  it("removes members and robots from a conference, and takes accounts that are not in it", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { RoomId: "meeting", MemberList_Account: ["ann", "bot1", "nobody"], Reason: "why" };
      assert.equal(await client.code("room_engine_http_srv/kick_user_out", body), 0);
      const { meeting } = stateOf(emulator).rooms;
      assert.deepEqual(meeting, { type: "Conference", owner: "ann", members: [], robots: [] });
    }));

  it("forgets the marks of a robot that is deleted", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const bot = { Member_Account: "bot1", Marks: [1000] };
      const mark = { RoomId: "meeting", CommandType: 1, MemberList: [bot] };
      await client.call("room_engine_http_srv/mark_room_member", mark);
      const body = { RoomId: "meeting", Member_Account: "bot1" };
      assert.equal(await client.code("room_engine_http_srv/delete_robot", body), 0);
      assert.equal(stateOf(emulator).rooms.meeting?.marks, undefined);
    }));

  it("marks whoever is in a conference, and shows marks and the owner in the member list", () =>
    emulating({ seed: world }, async (client) => {
      const mark = (CommandType: number, ...MemberList: object[]) => ({
        RoomId: "meeting",
        CommandType,
        MemberList,
      });
      const ann = (...Marks: number[]) => ({ Member_Account: "ann", Marks });
      const bodies = [
        mark(1, ann(1000, 1001), { Member_Account: "bot1", Marks: [1000] }),
        mark(2, ann(1001)),
      ];
      assert.deepEqual(await client.codes("room_engine_http_srv/mark_room_member", bodies), [0, 0]);
      const answer = await client.call("room_engine_http_srv/get_room_member_list", { RoomId: "meeting" });
      const { MemberList } = answer.Response as { MemberList: Record<string, unknown>[] };
      assert.deepEqual(
        MemberList.map(({ Member_Account, Role, Marks }) => [Member_Account, Role, Marks]),
        [
          ["ann", "Owner", [1000]],
          ["bot1", "Member", [1000]],
        ],
      );
    }));
});
