import assert from "node:assert/strict";
import { byText } from "../../provider/lifecycle/batches";
import { type Declaration, Stack } from "./support/stack";

const robots = (rooms: Readonly<Record<string, readonly string[]>>): Declaration => ({
  type: "RoomRobots",
  args: { rooms },
});

const robot = (roomId: string, memberAccount: string): Declaration => ({
  type: "RoomRobot",
  args: { roomId, memberAccount },
});

const addRobot = "room_engine_http_srv/add_robot";
const deleteRobot = "room_engine_http_srv/delete_robot";

const room = { type: "Conference" } as const;
const seed = { rooms: { "room-1": room, "room-2": room, "room-3": room } };

describe("RoomRobots in a stack", () => {
  it("takes over single robots, and goes over no change, update, a failure half-way, drift and rename to delete", async () => {
    const stack = await Stack.open({ seed });
    try {
      stack.write({ one: robot("room-1", "bot-a"), two: robot("room-2", "bot-a") });
      await stack.up();
      stack.requests();
      stack.write({ all: robots({ "room-1": ["bot-a", "bot-b"], "room-2": ["bot-a"] }) });
      assert.deepEqual((await stack.up()).operations, { all: ["create"], one: ["delete"], two: ["delete"] });
      assert.deepEqual(stack.requested(), [addRobot, addRobot, addRobot]);
      await stack.preview("--expect-no-changes");
      assert.deepEqual(stack.requested(), []);

      stack.write({ all: robots({ "room-1": ["bot-b"], "room-3": ["bot-a"] }) });
      assert.deepEqual((await stack.up()).operations, { all: ["update"] });
      assert.deepEqual(stack.requested().sort(byText), [addRobot, deleteRobot, deleteRobot]);
      assert.deepEqual(stack.outputsOf("all").rooms, { "room-1": ["bot-b"], "room-3": ["bot-a"] });

      const whole = { all: robots({ "room-1": ["bot-b"], "room-3": ["bot-a"], "room-4": ["bot-a"] }) };
      stack.write(whole);
      assert.match(
        await stack.fail("up", "--yes", "--skip-preview"),
        /The robots of 1 of 3 rooms are not as declared: room-4\./,
      );
      await stack.byHand("room_engine_http_srv/create_room", {
        RoomInfo: { RoomId: "room-4", RoomType: "Conference" },
      });
      assert.deepEqual((await stack.up()).operations, { all: ["update"] });
      assert.deepEqual(stack.robotsOf("room-4"), ["bot-a"]);

      await stack.byHand("room_engine_http_srv/destroy_room", { RoomId: "room-4" });
      assert.deepEqual((await stack.refresh()).operations, { all: ["update"] });
      assert.deepEqual(stack.outputsOf("all").rooms, { "room-1": ["bot-b"], "room-3": ["bot-a"] });

      stack.write({ renamed: robots({ "room-1": ["bot-b"], "room-3": ["bot-a"] }) });
      await stack.up();
      assert.deepEqual([stack.robotsOf("room-1"), stack.robotsOf("room-3")], [["bot-b"], ["bot-a"]]);

      await stack.destroy();
      assert.deepEqual([stack.robotsOf("room-1"), stack.robotsOf("room-3")], [[], []]);
    } finally {
      await stack.close();
    }
  });

  it("fails in the preview, with both names, beside a resource that owns one of its robots", async () => {
    const stack = await Stack.open({ seed });
    try {
      stack.write({ all: robots({ "room-1": ["bot-a", "bot-b"] }), single: robot("room-1", "bot-b") });
      assert.match(
        await stack.fail("preview"),
        /"all" and "single" both own the robot bot-b of room room-1\./,
      );
    } finally {
      await stack.close();
    }
  });
});
