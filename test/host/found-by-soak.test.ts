import assert from "node:assert/strict";
import { endsHalfWay, failureOf } from "./support/failing";
import { commands, inWorld } from "./support/world";

describe("what random runs have found", () => {
  it("a robot whose deletion in an update was never answered is added again when the program takes the change back", () => {
    const groupId = "@TGS#live";
    const robots = (...memberAccounts: string[]) => ({ groupId, memberAccounts });
    const held = { groups: { [groupId]: { type: "AVChatRoom", robots: ["a", "b"] } } } as const;
    return inWorld({ seed: held }, async (world) => {
      const first = await world.host();
      world.emulator.addFault({ command: commands.delRobots, kind: "resetAfter", times: 2 });
      const before = first.known("LiveGroupRobots", groupId, robots("a", "b"));
      const { resource } = await endsHalfWay("LiveGroupRobots", first.update(before, robots("b")));
      assert.deepEqual(world.robotsOfGroup(groupId), ["b"]);
      const second = await world.host();
      assert.equal((await second.diff(resource, robots("a", "b"))).changes, true);
      await second.update(resource, robots("a", "b"));
      assert.deepEqual(world.robotsOfGroup(groupId), ["a", "b"]);
    });
  });

  it("a robot that one resource deleted while another one had it is added again, also when the other one is updated for something else", () => {
    const groupId = "@TGS#live";
    const robots = (...memberAccounts: string[]) => ({ groupId, memberAccounts });
    const held = { groups: { [groupId]: { type: "AVChatRoom", robots: ["b"] } } } as const;
    return inWorld({ seed: held }, async (world) => {
      const host = await world.host();
      const added = [{ at: 1 }];
      const deleted = [{ at: 2, memberAccounts: ["a"] }];
      const one = host.known("LiveGroupRobots", groupId, { ...robots("a", "b"), added });
      const two = host.known("LiveGroupRobots", groupId, { ...robots("b"), added, deleted });
      // The engine takes both up before it works on either.
      await host.check("LiveGroupRobots", robots("a"), robots("a", "b"));
      assert.equal((await host.diff(one, robots("a"))).changes, true);
      await host.check("LiveGroupRobots", robots("b"), robots("b"));
      assert.equal((await host.diff(two, robots("b"))).changes, true);
      await host.update(one, robots("a"));
      await host.update(two, robots("b"));
      assert.deepEqual(world.robotsOfGroup(groupId), ["a", "b"]);
    });
  });

  it("a robot that is declared again after its update failed is added as the resource's own, or not at all", () => {
    const accounts = ["a", "b"];
    const seed = { accounts, rooms: { live: { type: "Live", robots: ["b"] } } } as const;
    return inWorld({ seed }, async (world) => {
      const host = await world.host();
      const robots = (...memberAccounts: string[]) => ({ roomId: "live", memberAccounts });
      const at = Date.now() - 1000;
      const deleted = [{ at, memberAccounts: ["a"] }];
      const known = host.known("LiveRoomRobots", "live", { ...robots("b"), deleted });
      // The engine's inputs are those of the update that failed.
      await host.check("LiveRoomRobots", robots("a"), robots("a"));
      await host.diff(known, robots("a"));
      world.emulator.addFault({ command: commands.delLiveRobots, kind: "errorCode", errorCode: 10016 });
      await failureOf(host.update(known, robots("a")));
      assert.deepEqual(world.robotsInRoom("live"), ["b"]);
    });
  });

  it("a robot that an update which failed had not added yet is not added for it by another resource", () => {
    const accounts = ["a", "b", "c"];
    const seed = { accounts, rooms: { live: { type: "Live", robots: ["b", "c"] } } } as const;
    return inWorld({ seed }, async (world) => {
      const host = await world.host();
      const robots = (...memberAccounts: string[]) => ({ roomId: "live", memberAccounts });
      const deleted = [{ at: Date.now() - 1000, memberAccounts: ["a"] }];
      const failed = host.known("LiveRoomRobots", "live", robots("b"));
      const other = host.known("LiveRoomRobots", "live", { ...robots("c"), deleted });
      // The engine's inputs are those of the update that failed.
      await host.check("LiveRoomRobots", robots("a"), robots("a"));
      await host.diff(failed, robots("a"));
      await host.check("LiveRoomRobots", robots("c"), robots("c"));
      assert.equal((await host.diff(other, robots("c"))).changes, false);
      assert.deepEqual(world.robotsInRoom("live"), ["b", "c"]);
    });
  });

  it("a robot that was deleted for a replacement is still known as deleted when the one that has it was not updated any more", () => {
    const room = (robots: string[]) => ({ type: "Conference", robots }) as const;
    return inWorld({ seed: { rooms: { one: room(["a"]), two: room([]) } } }, async (world) => {
      const inOne = { roomId: "one", memberAccount: "a" };
      const inTwo = { roomId: "two", memberAccount: "a" };
      const first = await world.host();
      const mover = first.known("RoomRobot", "one/a", { ...inOne, addedAt: 1 });
      const owner = first.known("RoomRobot", "one/a", { ...inOne, addedAt: 1 });
      await first.check("RoomRobot", inTwo, inOne);
      await first.diff(mover, inTwo);
      await first.delete(mover);
      await first.check("RoomRobot", inOne, inOne);
      assert.equal((await first.diff(owner, inOne)).changes, true);
      const moved = await first.create("RoomRobot", inTwo);
      assert.deepEqual(world.robotsInRoom("one"), []);
      // That was the end of the `up`.
      const second = await world.host();
      await second.check("RoomRobot", inTwo, inTwo);
      assert.equal((await second.diff(moved, inTwo)).changes, false);
      await second.check("RoomRobot", inOne, inOne);
      assert.equal((await second.diff(owner, inOne)).changes, true);
      await second.update(owner, inOne);
      assert.deepEqual(world.robotsInRoom("one"), ["a"]);
    });
  });
});
