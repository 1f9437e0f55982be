import assert from "node:assert/strict";
import { type Declaration, Stack } from "./support/stack";

const robots = (roomId: string, ...memberAccounts: string[]): Declaration => ({
  type: "LiveRoomRobots",
  args: { roomId, memberAccounts },
});

const addRobot = "live_engine_http_srv/add_robot";
const delRobot = "live_engine_http_srv/del_robot";

const seed = {
  accounts: ["bot-a", "bot-b", "bot-c", "bot-d"],
  rooms: { "live-1": { type: "Live" }, "live-2": { type: "Live" } },
} as const;

describe("LiveRoomRobots in a stack", () => {
  it("goes from create over no change, update in a full room, drift and replacement to delete", async () => {
    const stack = await Stack.open({ seed });
    try {
      stack.write({ hosts: robots("live-1", "bot-a", "bot-b", "bot-c") });
      assert.deepEqual((await stack.up()).operations, { hosts: ["create"] });
      stack.requests();
      await stack.preview("--expect-no-changes");
      assert.deepEqual(stack.requested(), []);

      stack.write({ hosts: robots("live-1", "bot-b", "bot-c", "bot-d") });
      assert.deepEqual((await stack.up()).operations, { hosts: ["update"] });
      assert.deepEqual(stack.requested(), [delRobot, addRobot]);

      await stack.byHand(delRobot, { RoomId: "live-1", RobotList_Account: ["bot-b"] });
      assert.deepEqual((await stack.refresh()).operations, { hosts: ["update"] });
      assert.deepEqual(stack.outputsOf("hosts").memberAccounts, ["bot-c", "bot-d"]);
      assert.deepEqual((await stack.up()).operations, { hosts: ["update"] });
      assert.deepEqual(stack.robotsOf("live-1"), ["bot-b", "bot-c", "bot-d"]);

      stack.write({ hosts: robots("live-2", "bot-a") });
      await stack.up();
      assert.deepEqual([stack.robotsOf("live-1"), stack.robotsOf("live-2")], [[], ["bot-a"]]);

      await stack.destroy();
      assert.deepEqual(stack.robotsOf("live-2"), []);
    } finally {
      await stack.close();
    }
  });
});
