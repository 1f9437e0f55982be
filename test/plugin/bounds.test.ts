import assert from "node:assert/strict";
import { endsHalfWay, failureOf } from "../host/support/failing";
import { commands, inWorld, names, type World } from "../host/support/world";
import { Plugin } from "./support/plugin";

const groupId = "live";
const seed = { groups: { [groupId]: { type: "AVChatRoom" } } } as const;
/** Two requests of `add_robots`. */
const many = { groupId, memberAccounts: names("bot", 501) };
/** For one request, longer than any of these tests takes. */
const patient = { timeoutSeconds: "60", maxAttempts: "20" };

const began = async (world: World, command: string, count: number): Promise<void> => {
  while (world.requests(command).length < count) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe("customTimeouts of a native resource", () => {
  it("end a create as a whole, with what was done; the next up does the rest", () =>
    inWorld({ seed }, async (world) => {
      const plugin = await Plugin.start(world, patient);
      world.emulator.addFault({ command: commands.addRobots, kind: "hang", skip: 1, times: 1 });
      const { resource, message } = await endsHalfWay(
        "LiveGroupRobots",
        plugin.create("LiveGroupRobots", many, { timeout: 2 }),
      );
      assert.match(
        message,
        /the time limit of the work was reached.* raise the resource option customTimeouts/,
      );
      assert.equal(world.requests(commands.addRobots).length, 2);
      world.emulator.clearFaults();
      const next = await Plugin.start(world);
      assert.equal((await next.diff(resource, many)).changes, true);
      const { state } = await next.update(resource, many);
      assert.deepEqual(state.memberAccounts, many.memberAccounts);
      assert.equal(world.robotsOfGroup(groupId)?.length, 501);
    }));

  it("end an update and a delete, too, whatever the pauses between attempts are", () =>
    inWorld({ seed: { groups: { [groupId]: { type: "AVChatRoom", robots: ["a"] } } } }, async (world) => {
      const plugin = await Plugin.start(world, patient);
      const old = {
        type: "LiveGroupRobots",
        id: groupId,
        state: { groupId, memberAccounts: ["a"] },
      } as const;
      world.emulator.addFault({ command: "*", kind: "status", times: 1000 });
      const news = { groupId, memberAccounts: ["a", "b"] };
      const { message } = await failureOf(plugin.update(old, news, { timeout: 1.5 }));
      assert.match(message, /the time limit of the work was reached \(.*HTTP 502/);
      // Another run: in this one, the update has said that it keeps the robot.
      const next = await Plugin.start(world, patient);
      assert.match(
        (await failureOf(next.delete(old, 1.5))).message,
        /del_robots: the time limit of the work/,
      );
    }));

  it("leave the work of other resources alone", () =>
    inWorld(
      { seed: { groups: { one: { type: "AVChatRoom" }, two: { type: "AVChatRoom" } } } },
      async (world) => {
        const plugin = await Plugin.start(world, patient);
        world.emulator.addFault({
          command: commands.addRobots,
          kind: "latency",
          milliseconds: 600,
          times: 2,
        });
        const [short, long] = await Promise.allSettled([
          plugin.create("LiveGroupRobots", { groupId: "one", memberAccounts: ["a"] }, { timeout: 0.2 }),
          plugin.create("LiveGroupRobots", { groupId: "two", memberAccounts: ["a"] }),
        ]);
        assert.deepEqual([short.status, long.status], ["rejected", "fulfilled"]);
      },
    ));
});

describe("a cancelled run of native resources", () => {
  it("begins nothing new, lets the request on the wire end, and keeps what was done", () =>
    inWorld({ seed }, async (world) => {
      const plugin = await Plugin.start(world, patient);
      world.emulator.addFault({ command: commands.addRobots, kind: "latency", milliseconds: 400, times: 1 });
      const creating = endsHalfWay("LiveGroupRobots", plugin.create("LiveGroupRobots", many));
      await began(world, commands.addRobots, 1);
      await plugin.cancel();
      const { resource, message } = await creating;
      assert.match(message, /add_robots: the run was cancelled/);
      assert.equal((resource.state.memberAccounts as string[]).length, 500);
      assert.equal(world.robotsOfGroup(groupId)?.length, 500);
      assert.equal(world.requests(commands.addRobots).length, 1);
      const other = { type: "RoomRobot", id: "r/b", state: { roomId: "r", memberAccount: "b" } } as const;
      for (const work of [
        plugin.host.create(other.type, other.state),
        plugin.host.delete(other),
        plugin.host.read(other),
      ]) {
        assert.match((await failureOf(work)).message, /the run was cancelled/);
      }
      assert.equal(world.requests().length, 1);
    }));
});
