import assert from "node:assert/strict";
import { type Declaration, Stack } from "./support/stack";

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}-${String(at).padStart(4, "0")}`);

/** Requests that a run has made, by the last part of their commands. */
function counted(commands: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const command of commands.map((path) => path.split("/")[1] ?? "")) {
    counts[command] = (counts[command] ?? 0) + 1;
  }
  return counts;
}

const rooms = names("room", 3);
const sharing = names("sharing", 4);
const owned = names("live", 5);

const seed = {
  groups: Object.fromEntries(
    ["large", "shared", ...owned].map((id) => [id, { type: "AVChatRoom" as const }]),
  ),
  rooms: Object.fromEntries(rooms.map((id) => [id, { type: "Conference" as const }])),
};

/** A large group, groups with a resource each, a group that four resources share, and two robots in each room. */
function program(accounts: number): Readonly<Record<string, Declaration>> {
  const robots = (groupId: string, memberAccounts: readonly string[]): Declaration => ({
    type: "LiveGroupRobots",
    args: { groupId, memberAccounts },
  });
  return {
    large: robots("large", names("bot", accounts)),
    ...Object.fromEntries(owned.map((id) => [id, robots(id, ["a", "b"])])),
    ...Object.fromEntries(sharing.map((name) => [name, robots("shared", [name])])),
    ...Object.fromEntries(
      rooms.flatMap((roomId) =>
        ["a", "b"].map((memberAccount): [string, Declaration] => [
          `${roomId}-${memberAccount}`,
          { type: "RoomRobot", args: { roomId, memberAccount } },
        ]),
      ),
    ),
  };
}

describe("what a stack costs", () => {
  let stack: Stack;

  afterEach(() => stack.close());

  it("is the least requests that each command can do with", async () => {
    stack = await Stack.open({ seed });
    const run = async (command: "up" | "refresh" | "destroy") => {
      await stack[command]();
      return counted(stack.requested());
    };
    stack.write(program(1200));
    // 500 accounts to a request: three for the large group.
    assert.deepEqual(await run("up"), { add_robots: 3 + owned.length + sharing.length, add_robot: 6 });
    assert.deepEqual(await run("up"), {});
    stack.write(program(1201));
    assert.deepEqual(await run("up"), { add_robots: 1 });
    // Pages of 500, of a list that shows 1,000; and one listing for all who share a group or a room.
    assert.deepEqual(await run("refresh"), {
      get_members: 2 + owned.length + 1,
      get_room_info: rooms.length,
    });
    assert.deepEqual(await run("destroy"), {
      del_robots: 3 + owned.length + sharing.length,
      delete_robot: 6,
    });
  });

  it("is a state with each input twice, as the SDK has it, one time, and the program's own position", async () => {
    stack = await Stack.open({ seed });
    stack.write({ robot: { type: "RoomRobot", args: { roomId: "room-0000", memberAccount: "a" } } });
    await stack.up();
    const { inputs, outputs, sourcePosition } = stack.stored("robot") ?? assert.fail("there is no robot");
    assert.deepEqual(Object.keys(inputs ?? {}).sort(), ["__provider", "memberAccount", "roomId"]);
    const { addedAt: _, ...repeated } = outputs ?? {};
    assert.deepEqual(repeated, inputs);
    assert.ok(Buffer.byteLength(String(inputs?.__provider)) <= 150);
    // Older engines keep no position.
    if (sourcePosition !== undefined) assert.match(sourcePosition, /program\.js/);
  });
});
