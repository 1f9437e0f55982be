import assert from "node:assert/strict";
import { type Declaration, Stack } from "./support/stack";

const robot = (roomId: string, memberAccount: string): Declaration => ({
  type: "RoomRobot",
  args: { roomId, memberAccount },
});

const addRobot = "room_engine_http_srv/add_robot";
const deleteRobot = "room_engine_http_srv/delete_robot";

const seed = {
  rooms: {
    "room-1": { type: "Conference", members: ["host"], robots: [] },
    "room-2": { type: "Conference", members: [], robots: [] },
  },
} as const;

describe("RoomRobot in a stack", () => {
  let stack: Stack;

  afterEach(() => stack.close());

  it("goes from create over no change and replacement to delete", async () => {
    stack = await Stack.open({ seed });
    stack.write({ minutes: robot("room-1", "bot-a") });
    assert.deepEqual((await stack.up()).operations, { minutes: ["create"] });
    assert.equal(stack.stored("minutes")?.id, "room-1/bot-a");
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-a"]);

    stack.requests();
    assert.deepEqual((await stack.up()).operations, {});
    assert.deepEqual(stack.requested(), []);

    stack.write({ minutes: robot("room-2", "bot-b") });
    assert.deepEqual((await stack.up()).operations, {
      minutes: ["delete-replaced", "replace", "create-replacement"],
    });
    assert.deepEqual(stack.requested(), [deleteRobot, addRobot]);
    assert.deepEqual(stack.robotsOf("room-1"), []);
    assert.deepEqual(stack.robotsOf("room-2"), ["bot-b"]);

    stack.write({});
    assert.deepEqual((await stack.up()).operations, { minutes: ["delete"] });
    assert.deepEqual(stack.robotsOf("room-2"), []);
  });

  it("is replaced in a room that has no place for a second robot", async () => {
    stack = await Stack.open({ seed, emulator: { maxRoomRobots: 1 } });
    stack.write({ minutes: robot("room-1", "bot-a") });
    await stack.up();
    stack.write({ minutes: robot("room-1", "bot-b") });
    await stack.up();
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-b"]);
  });

  it("is deleted without an error when the robot or its room is gone already", async () => {
    stack = await Stack.open({ seed });
    stack.write({ one: robot("room-1", "bot-a"), other: robot("room-2", "bot-a") });
    await stack.up();
    stack.emulator.reset();
    stack.emulator.seed({ 1400009999: { rooms: { "room-1": { type: "Conference" } } } });

    assert.deepEqual((await stack.destroy()).operations, { one: ["delete"], other: ["delete"] });
    assert.deepEqual(new Set(stack.requests().map(({ errorCode }) => errorCode)), new Set([100004, 100005]));
  });

  it("is forgotten in a refresh when its room is gone, and created again once there is a room", async () => {
    stack = await Stack.open({ seed });
    stack.write({ minutes: robot("room-1", "bot-a") });
    await stack.up();
    stack.emulator.reset();
    assert.deepEqual((await stack.refresh()).operations, { minutes: ["delete"] });
    assert.equal(stack.stored("minutes"), undefined);

    stack.emulator.seed({ 1400009999: { rooms: { "room-1": { type: "Conference" } } } });
    assert.deepEqual((await stack.up()).operations, { minutes: ["create"] });
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-a"]);
  });

  it("is found gone by the member list where the configuration says that the list shows robots, and mended by up", async () => {
    stack = await Stack.open({ seed, env: { TENCENT_CHAT_ROOM_ROBOTS_IN_MEMBER_LIST: "true" } });
    stack.write({ minutes: robot("room-1", "bot-a"), timer: robot("room-1", "bot-b") });
    await stack.up();
    await stack.byHand(deleteRobot, { RoomId: "room-1", Member_Account: "bot-a" });

    assert.deepEqual((await stack.refresh()).operations, { minutes: ["delete"] });
    assert.equal(stack.stored("minutes"), undefined);
    assert.deepEqual((await stack.up()).operations, { minutes: ["create"] });
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-a", "bot-b"]);
  });

  it("is not taken as gone for its absence from the member list otherwise", async () => {
    stack = await Stack.open({ seed });
    stack.write({ minutes: robot("room-1", "bot-a") });
    await stack.up();
    await stack.byHand(deleteRobot, { RoomId: "room-1", Member_Account: "bot-a" });

    assert.deepEqual((await stack.refresh()).operations, {});
    assert.equal(stack.stored("minutes")?.id, "room-1/bot-a");
  });

  it("keeps the robot when it is renamed in the program", async () => {
    stack = await Stack.open({ seed });
    stack.write({ minutes: robot("room-1", "bot-a") });
    await stack.up();
    stack.write({ protocol: robot("room-1", "bot-a") });
    assert.deepEqual((await stack.up()).operations, { protocol: ["create"], minutes: ["delete"] });
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-a"]);
  });

  it("is kept in the state when no answer came, asked for again in the next up, also after a refresh", async () => {
    stack = await Stack.open({ seed, env: { TENCENT_CHAT_MAX_ATTEMPTS: "2" } });
    stack.write({ minutes: robot("room-1", "bot-a") });
    stack.emulator.addFault({ command: addRobot, kind: "resetBefore", times: 1 });
    stack.emulator.addFault({ command: addRobot, kind: "resetAfter", times: 1 });
    const told = await stack.fail("up", "--yes", "--skip-preview", "--json");
    assert.match(told, /not known whether the robot bot-a is in room room-1.*2 attempts/s);
    assert.equal(stack.outputsOf("minutes").unconfirmed, true);

    await stack.refresh();
    assert.deepEqual((await stack.up()).operations, { minutes: ["update"] });
    assert.equal(stack.outputsOf("minutes").unconfirmed, undefined);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
    await stack.destroy();
    assert.deepEqual(stack.robotsOf("room-1"), []);
  });
});
