import assert from "node:assert/strict";
import { type Declaration, doors, Stack } from "./support/stack";

const replaced = ["create-replacement", "replace", "delete-replaced"];
const deletedFirst = ["delete-replaced", "replace", "create-replacement"];

const seed = {
  accounts: ["bot-a", "bot-b", "bot-c", "bot-d"],
  groups: {
    "live-1": { type: "AVChatRoom", members: ["viewer"], robots: ["not-ours"] },
    "live-2": { type: "AVChatRoom" },
    team: { type: "Work", members: ["bob", "test-1"] },
  },
  rooms: {
    "room-1": { type: "Conference" },
    "room-2": { type: "Conference" },
    "room-3": { type: "Conference", robots: ["not-ours"] },
    "room-4": { type: "Conference" },
    "show-1": { type: "Live" },
    "show-2": { type: "Live" },
  },
  friendLists: { alice: ["family", "old"] },
} as const;

type Program = Readonly<Record<string, Declaration>>;

const removal = (run: number): Declaration => ({
  type: "GroupMemberRemoval",
  args: { groupId: "team", memberAccounts: ["test-1"], triggers: [run] },
});
const deletion = (run: number): Declaration => ({
  type: "FriendListDeletion",
  args: { fromAccount: "alice", groupNames: ["old"], triggers: { run } },
});

/** A resource of each type, which the second program changes and the third one moves, or gives another name. */
const first: Program = {
  kept: { type: "ChatAccount", args: { userId: "bot-kept", nick: "One" } },
  temporary: { type: "ChatAccount", args: { userId: "bot-temporary", deleteOnDestroy: true } },
  guide: { type: "Chatbot", args: { userId: "@RBT#guide", nick: "One" } },
  clerk: { type: "Chatbot", args: { userId: "@RBT#clerk" } },
  stage: { type: "LiveGroup", args: { groupId: "live-new", name: "One" } },
  welcome: { type: "LiveGroupRobots", args: { groupId: "live-1", memberAccounts: ["bot-b", "bot-a"] } },
  hosts: { type: "LiveRoomRobots", args: { roomId: "show-1", memberAccounts: ["bot-a", "bot-b", "bot-c"] } },
  minutes: { type: "RoomRobot", args: { roomId: "room-1", memberAccount: "bot-a" } },
  rooms: { type: "RoomRobots", args: { rooms: { "room-3": ["bot-a", "bot-b"] } } },
  kick: removal(1),
  drop: deletion(1),
};
const second: Program = {
  ...first,
  kept: { type: "ChatAccount", args: { userId: "bot-kept", nick: "Two" } },
  guide: { type: "Chatbot", args: { userId: "@RBT#guide", nick: "Two" } },
  stage: { type: "LiveGroup", args: { groupId: "live-new", name: "Two" } },
  welcome: { type: "LiveGroupRobots", args: { groupId: "live-1", memberAccounts: ["bot-a", "bot-c"] } },
  hosts: { type: "LiveRoomRobots", args: { roomId: "show-1", memberAccounts: ["bot-b", "bot-c", "bot-d"] } },
  minutes: { type: "RoomRobot", args: { roomId: "room-2", memberAccount: "bot-b" } },
  rooms: { type: "RoomRobots", args: { rooms: { "room-3": ["bot-b"], "room-4": ["bot-a"] } } },
  kick: removal(2),
  drop: deletion(2),
};
const { clerk = assert.fail(), minutes = assert.fail(), rooms = assert.fail(), ...others } = second;
const third: Program = {
  ...others,
  guide: { type: "Chatbot", args: { userId: "@RBT#guide-2", nick: "Two" } },
  stage: { type: "LiveGroup", args: { groupId: "live-newer", name: "Two" } },
  welcome: { type: "LiveGroupRobots", args: { groupId: "live-2", memberAccounts: ["bot-a", "bot-c"] } },
  hosts: { type: "LiveRoomRobots", args: { roomId: "show-2", memberAccounts: ["bot-a"] } },
  assistant: clerk,
  protocol: minutes,
  allRooms: rooms,
};

/** What the service holds that a program could be about. */
function held({ service }: Stack): unknown {
  const robots = Object.entries({ ...service.groups, ...service.rooms }).map(([id, place]) => [
    id,
    place.robots,
  ]);
  return {
    accounts: service.accounts.filter((account) => /^bot-(kept|temporary)$/.test(account)),
    chatbots: service.chatbots ?? [],
    ...Object.fromEntries(robots.filter(([, held]) => held?.length !== 0)),
    team: service.groups.team?.members,
    alice: service.friendLists.alice,
  };
}

for (const door of doors) {
  describe(`the life of a resource of each type, in one stack of ${door} ones`, () => {
    let stack: Stack;

    beforeEach(async () => {
      stack = await Stack.open({ seed, door });
    });

    afterEach(() => stack.close());

    it("goes from create over no change, update, drift, replacement and rename to delete, and spares what others have", async () => {
      stack.write(first);
      const created = Object.fromEntries(Object.keys(first).map((name) => [name, ["create"]]));
      assert.deepEqual((await stack.up()).operations, created);
      const clean = { team: ["bob"], alice: ["family"] };
      assert.deepEqual(held(stack), {
        ...clean,
        accounts: ["bot-kept", "bot-temporary"],
        chatbots: ["@RBT#clerk", "@RBT#guide"],
        "live-1": ["bot-a", "bot-b", "not-ours"],
        "room-1": ["bot-a"],
        "room-3": ["bot-a", "bot-b", "not-ours"],
        "show-1": ["bot-a", "bot-b", "bot-c"],
      });
      assert.equal(stack.stored("minutes")?.id, "room-1/bot-a");

      stack.requests();
      assert.deepEqual((await stack.up()).operations, {});
      stack.write(second);
      await stack.preview();
      assert.deepEqual(stack.requested(), []);

      const { minutes: moved, ...changed } = (await stack.up()).operations;
      assert.deepEqual(moved?.toSorted(), replaced.toSorted());
      assert.deepEqual(changed, {
        ...Object.fromEntries(
          ["kept", "guide", "stage", "welcome", "hosts", "rooms"].map((name) => [name, ["update"]]),
        ),
        kick: replaced,
        drop: replaced,
      });
      const requested = stack.requested();
      const of = (service: string): string[] =>
        requested
          .filter((command) => command.startsWith(service))
          .map((command) => command.split("/")[1] ?? "");
      assert.deepEqual(of("group_open_avchatroom_http_svc"), ["add_robots", "del_robots"]);
      assert.deepEqual(of("live_engine_http_srv"), ["del_robot", "add_robot"]);
      const afterUpdate = {
        ...clean,
        accounts: ["bot-kept", "bot-temporary"],
        chatbots: ["@RBT#clerk", "@RBT#guide"],
        "live-1": ["bot-a", "bot-c", "not-ours"],
        "room-2": ["bot-b"],
        "room-3": ["bot-b", "not-ours"],
        "room-4": ["bot-a"],
        "show-1": ["bot-b", "bot-c", "bot-d"],
      };
      assert.deepEqual(held(stack), afterUpdate);
      const { groups, profiles = {} } = stack.service;
      assert.deepEqual(
        [groups["live-new"]?.name, profiles["bot-kept"]?.nick, profiles["@RBT#guide"]?.nick],
        ["Two", "Two", "Two"],
      );

      const room = { RoomId: "room-4" };
      await stack.byHand("openim_robot_http_svc/delete_robot", { Robot_Account: "@RBT#clerk" });
      await stack.byHand("group_open_http_svc/destroy_group", { GroupId: "live-new" });
      await stack.byHand("group_open_avchatroom_http_svc/del_robots", {
        GroupId: "live-1",
        Member_Account: ["bot-a"],
      });
      await stack.byHand("live_engine_http_srv/del_robot", {
        RoomId: "show-1",
        RobotList_Account: ["bot-b"],
      });
      await stack.byHand("room_engine_http_srv/destroy_room", room);
      const lost = { clerk: ["delete"], stage: ["delete"] };
      const fewer = { welcome: ["update"], hosts: ["update"], rooms: ["update"] };
      assert.deepEqual((await stack.refresh()).operations, { ...lost, ...fewer });
      assert.deepEqual(stack.outputsOf("welcome").memberAccounts, ["bot-c"]);
      assert.deepEqual(stack.outputsOf("rooms").rooms, { "room-3": ["bot-b"] });
      assert.equal(stack.stored("clerk"), undefined);
      await stack.byHand("room_engine_http_srv/create_room", {
        RoomInfo: { ...room, RoomType: "Conference" },
      });
      const mended = { clerk: ["create"], stage: ["create"], ...fewer };
      assert.deepEqual((await stack.up()).operations, mended);
      assert.deepEqual(held(stack), afterUpdate);

      stack.write(third);
      const { guide, stage, ...moves } = (await stack.up()).operations;
      for (const operations of [guide, stage]) assert.deepEqual(operations, deletedFirst);
      assert.deepEqual(moves, {
        ...Object.fromEntries(["welcome", "hosts"].map((name) => [name, replaced])),
        ...Object.fromEntries(["assistant", "protocol", "allRooms"].map((name) => [name, ["create"]])),
        ...Object.fromEntries(["clerk", "minutes", "rooms"].map((name) => [name, ["delete"]])),
      });
      const { "live-1": _1, "show-1": _2, ...stays } = afterUpdate;
      assert.deepEqual(held(stack), {
        ...stays,
        chatbots: ["@RBT#clerk", "@RBT#guide-2"],
        "live-1": ["not-ours"],
        "live-2": ["bot-a", "bot-c"],
        "show-2": ["bot-a"],
      });
      assert.deepEqual(Object.keys(stack.service.groups).sort(), ["live-1", "live-2", "live-newer", "team"]);

      await stack.destroy();
      assert.deepEqual(held(stack), {
        ...clean,
        accounts: ["bot-kept"],
        chatbots: [],
        "live-1": ["not-ours"],
        "room-3": ["not-ours"],
      });
      assert.deepEqual(Object.keys(stack.service.groups).sort(), ["live-1", "live-2", "team"]);
    });

    it("keeps the batches that were done when a later one fails, and does only the rest in the next up", async () => {
      const memberAccounts = Array.from({ length: 1_200 }, (_, at) => `bot-${String(at).padStart(4, "0")}`);
      stack.write({ welcome: { type: "LiveGroupRobots", args: { groupId: "live-2", memberAccounts } } });
      const addRobots = "group_open_avchatroom_http_svc/add_robots";
      stack.emulator.addFault({ command: addRobots, kind: "errorCode", errorCode: 10004, skip: 1 });
      const told = await stack.fail("up", "--yes", "--skip-preview", "--json");
      assert.match(told, /done: bot-0000.*not added: bot-0500.*10004/s);
      assert.equal(stack.robotsOf("live-2").length, 500);

      stack.requested();
      assert.deepEqual((await stack.up()).operations, { welcome: ["update"] });
      assert.equal(stack.requested().length, 2);
      assert.deepEqual(stack.robotsOf("live-2"), memberAccounts);
      assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
    });

    it("is mended by up --refresh, which also takes away what is declared no more", async () => {
      stack.write({ welcome: first.welcome ?? assert.fail(), minutes: first.minutes ?? assert.fail() });
      await stack.up();
      await stack.byHand("group_open_avchatroom_http_svc/del_robots", {
        GroupId: "live-1",
        Member_Account: ["bot-a", "bot-b"],
      });
      stack.write({ welcome: first.welcome ?? assert.fail() });
      await stack.up("--refresh");
      assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b", "not-ours"]);
      assert.deepEqual(stack.robotsOf("room-1"), []);
      assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
    });
  });
}
