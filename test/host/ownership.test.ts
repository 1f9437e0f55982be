import assert from "node:assert/strict";
import type { Host, Resource } from "./support/host";
import { commands, inWorld, type World, type WorldOptions } from "./support/world";

const groupId = "@TGS#live";

const group = (robots: readonly string[]): WorldOptions => ({
  seed: { groups: { [groupId]: { type: "AVChatRoom", robots } } },
});
const room = (robots: readonly string[]): WorldOptions => ({
  seed: { rooms: { "room-1": { type: "Conference", robots } } },
});

const robots = (...memberAccounts: string[]) => ({ groupId, memberAccounts });
const ofGroup = (host: Host, ...memberAccounts: string[]): Resource =>
  host.known("LiveGroupRobots", groupId, robots(...memberAccounts));

const inRoom = { roomId: "room-1", memberAccount: "a" };
const ofRoom = (host: Host): Resource => host.known("RoomRobot", "room-1/a", inRoom);

/** The engine's calls in one order and in the other, one after the other and both on the wire at once. */
const orders: Readonly<
  Record<string, (one: () => Promise<unknown>, other: () => Promise<unknown>) => Promise<unknown>>
> = {
  "one first": async (one, other) => [await one(), await other()],
  "the other first": async (one, other) => [await other(), await one()],
  "both at once, one first": (one, other) => Promise.all([one(), other()]),
  "both at once, the other first": (one, other) => Promise.all([other(), one()]),
};

describe("who owns a robot, in the SDK's host", () => {
  it("a delete takes only what nothing else declares", () =>
    inWorld(group(["a", "b", "c"]), async (world) => {
      const host = await world.host();
      await host.create("LiveGroupRobots", robots("b"));
      await host.delete(ofGroup(host, "a", "b", "c"));
      assert.deepEqual(world.requests(commands.delRobots)[0]?.body, {
        GroupId: groupId,
        Member_Account: ["a", "c"],
      });
    }));

  it("a create that the service refused has no claim: a delete after it deletes", () =>
    inWorld(group(["a"]), async (world) => {
      const host = await world.host();
      world.emulator.addFault({ command: commands.addRobots, kind: "errorCode", errorCode: 10004 });
      await assert.rejects(host.create("LiveGroupRobots", robots("a")));
      await host.delete(ofGroup(host, "a"));
      assert.deepEqual(world.robotsOfGroup(groupId), []);
    }));

  it("a create whose answer was lost has a claim: a delete after it leaves its robots", () =>
    inWorld({ seed: { ...group(["a"]).seed, ...room(["a"]).seed } }, async (world) => {
      const host = await world.host();
      world.emulator.addFault({ command: "*", kind: "resetAfter", times: 4 });
      await assert.rejects(host.create("LiveGroupRobots", robots("a")));
      await assert.rejects(host.create("RoomRobot", inRoom));
      await host.delete(ofGroup(host, "a"));
      await host.delete(ofRoom(host));
      assert.deepEqual(world.robotsOfGroup(groupId), ["a"]);
      assert.deepEqual(world.robotsInRoom("room-1"), ["a"]);
    }));

  for (const [order, run] of Object.entries(orders)) {
    describe(`with ${order}`, () => {
      const ends = (
        options: WorldOptions,
        one: (host: Host) => Promise<unknown>,
        other: (host: Host) => Promise<unknown>,
        then: (world: World) => void,
      ) =>
        inWorld(options, async (world) => {
          const host = await world.host();
          await run(
            () => one(host),
            () => other(host),
          );
          then(world);
        });

      const groupHolds =
        (...expected: string[]) =>
        (world: World) =>
          assert.deepEqual(world.robotsOfGroup(groupId), expected);

      it("a create and a delete of the same robots of a group end with the robots there", () =>
        ends(
          group(["a", "b"]),
          (host) => host.create("LiveGroupRobots", robots("a", "b")),
          (host) => host.delete(ofGroup(host, "a", "b")),
          groupHolds("a", "b"),
        ));

      it("a create and a delete of the same robot of a room end with the robot there", () =>
        ends(
          room(["a"]),
          (host) => host.create("RoomRobot", inRoom),
          (host) => host.delete(ofRoom(host)),
          (world) => assert.deepEqual(world.robotsInRoom("room-1"), ["a"]),
        ));

      it("a robot that moves from one resource to another stays", () =>
        ends(
          group(["a", "b", "c"]),
          (host) => host.update(ofGroup(host, "a", "b"), robots("a")),
          (host) => host.update(ofGroup(host, "c"), robots("b", "c")),
          groupHolds("a", "b", "c"),
        ));

      it("a resource that is split into two keeps all robots", () =>
        ends(
          group(["a", "b"]),
          (host) => host.update(ofGroup(host, "a", "b"), robots("a")),
          (host) => host.create("LiveGroupRobots", robots("b")),
          groupHolds("a", "b"),
        ));

      it("two resources that become one keep all robots", () =>
        ends(
          group(["a", "b"]),
          (host) => host.update(ofGroup(host, "a"), robots("a", "b")),
          (host) => host.delete(ofGroup(host, "b")),
          groupHolds("a", "b"),
        ));
    });
  }
});
