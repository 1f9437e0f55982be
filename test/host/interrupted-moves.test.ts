import assert from "node:assert/strict";
import { endsHalfWay } from "./support/failing";
import type { Host, Resource } from "./support/host";
import type { Properties } from "./support/host-error";
import type { ResourceType } from "./support/provider-texts";
import { commands, inWorld, type World, type WorldOptions } from "./support/world";

/*
 * Two robots were swapped between two resources, and the `up` ended after the first resource had taken over: by the state,
 * both have `b`. Then the program takes the swap back, for which the second resource needs no change.
 */

interface Kind {
  readonly type: ResourceType;
  readonly id: (account: string) => string;
  readonly inputs: (account: string) => Properties;
  readonly seed: WorldOptions["seed"];
  readonly robots: (world: World) => string[] | undefined;
}

const kinds: readonly Kind[] = [
  {
    type: "LiveGroupRobots",
    id: () => "@TGS#live",
    inputs: (account) => ({ groupId: "@TGS#live", memberAccounts: [account] }),
    seed: { groups: { "@TGS#live": { type: "AVChatRoom", robots: ["b"] } } },
    robots: (world) => world.robotsOfGroup("@TGS#live"),
  },
  {
    type: "RoomRobot",
    id: (account) => `room-1/${account}`,
    inputs: (account) => ({ roomId: "room-1", memberAccount: account }),
    seed: { rooms: { "room-1": { type: "Conference", robots: ["b"] } } },
    robots: (world) => world.robotsInRoom("room-1"),
  },
];

/** What the engine does with a resource of the state that the program declares so. */
async function up(host: Host, old: Resource, declared: Properties): Promise<Resource> {
  const inputs = await registered(host, old, declared);
  const { changes, replaces } = await host.diff(old, inputs);
  if (replaces.length > 0) {
    await host.delete(old);
    return host.create(old.type, inputs);
  }
  return changes === true ? host.update(old, inputs) : old;
}

async function registered(host: Host, { type, state }: Resource, declared: Properties): Promise<Properties> {
  const { memberAccounts, groupId, roomId, memberAccount } = state;
  const olds = type === "RoomRobot" ? { roomId, memberAccount } : { groupId, memberAccounts };
  return (await host.check(type, declared, olds)).inputs;
}

for (const { type, id, inputs, seed, robots } of kinds) {
  describe(`two ${type} that have the same robot after an interrupted swap`, () => {
    const both = (host: Host): [Resource, Resource] => [
      host.known(type, id("b"), inputs("b")),
      host.known(type, id("b"), inputs("b")),
    ];

    const settles = async (world: World, first: Resource, second: Resource): Promise<void> => {
      assert.deepEqual(robots(world), ["a", "b"]);
      const host = await world.host();
      const before = world.requests().length;
      assert.equal(await up(host, first, inputs("a")), first);
      assert.equal(await up(host, second, inputs("b")), second);
      assert.equal(world.requests().length, before, "The up after it is to call nothing.");
    };

    it("end as declared when the first is worked on first", () =>
      inWorld({ seed }, async (world) => {
        const host = await world.host();
        const [one, other] = both(host);
        const first = await up(host, one, inputs("a"));
        assert.deepEqual(robots(world), ["a"]);
        await settles(world, first, await up(host, other, inputs("b")));
      }));

    it("end as declared when the second is worked on first", () =>
      inWorld({ seed }, async (world) => {
        const host = await world.host();
        const [one, other] = both(host);
        const second = await up(host, other, inputs("b"));
        await settles(world, await up(host, one, inputs("a")), second);
      }));

    it("end as declared when the first deleted the robot in an up that was interrupted, too, and unrecorded", () =>
      inWorld({ seed }, async (world) => {
        const interrupted = await world.host();
        await up(interrupted, both(interrupted)[0], inputs("a"));
        const host = await world.host();
        const [one, other] = both(host);
        const second = await up(host, other, inputs("b"));
        await settles(world, await up(host, one, inputs("a")), second);
      }));

    for (const [order, firstOne] of [
      ["first", true],
      ["second", false],
    ] as const) {
      it(`end as declared when the first deleted the robot in an up that ended before the second, and the ${order} comes first in the next`, () =>
        inWorld({ seed }, async (world) => {
          const interrupted = await world.host();
          const [one, other] = both(interrupted);
          const first = await up(interrupted, one, inputs("a"));
          assert.deepEqual(robots(world), ["a"]);
          const host = await world.host();
          const work = [() => up(host, first, inputs("a")), () => up(host, other, inputs("b"))];
          if (!firstOne) work.reverse();
          const done: Resource[] = [];
          for (const each of work) done.push(await each());
          if (!firstOne) done.reverse();
          const [mended = first, second = other] = done;
          await settles(world, mended, second);
        }));
    }

    it("keep the robot when the first leaves the program", () =>
      inWorld({ seed }, async (world) => {
        const first = await world.host();
        await first.delete(both(first)[0]);
        assert.deepEqual(robots(world), []);
        const host = await world.host();
        const [one, other] = both(host);
        assert.equal(await up(host, other, inputs("b")), other);
        await host.delete(one);
        assert.deepEqual(robots(world), ["b"]);
      }));

    it("can be deleted when the group or room is gone", () =>
      inWorld({}, async (world) => {
        const host = await world.host();
        const [one, other] = both(host);
        assert.equal(await up(host, other, inputs("b")), other);
        await host.delete(one);
      }));
  });
}

describe("a RoomRobot that was deleted to be replaced in an interrupted up", () => {
  it("gives the robot back to the one that has it, too, when it is created", () =>
    inWorld({ seed: { rooms: { "room-1": { type: "Conference" } } } }, async (world) => {
      const host = await world.host();
      const known = host.known("RoomRobot", "room-1/b", { roomId: "room-1", memberAccount: "b" });
      const wanted = { roomId: "room-1", memberAccount: "a" };
      assert.equal(await up(host, known, { roomId: "room-1", memberAccount: "b" }), known);
      await host.create("RoomRobot", await registered(host, known, wanted));
      assert.deepEqual(world.robotsInRoom("room-1"), ["a", "b"]);
    }));

  it("tries it again in the next up when that fails", () =>
    inWorld({ seed: { rooms: { "room-1": { type: "Conference" } } } }, async (world) => {
      const of = (memberAccount: string) => ({ roomId: "room-1", memberAccount });
      const addedAt = Date.now() - 1000;
      const deleted = [{ ...of("c"), at: addedAt + 1 }];
      const host = await world.host();
      const owner = host.known("RoomRobot", "room-1/c", { ...of("c"), addedAt });
      const known = host.known("RoomRobot", "room-1/b", { ...of("b"), addedAt, deleted });
      assert.equal(await up(host, owner, of("c")), owner);
      const inputs = await registered(host, known, of("a"));
      await host.diff(known, inputs);
      world.emulator.addFault({ command: commands.addRobot, kind: "errorCode", errorCode: 100002, skip: 1 });
      const { resource } = await endsHalfWay("RoomRobot", host.create("RoomRobot", inputs));
      assert.deepEqual(world.robotsInRoom("room-1"), ["a"]);
      const next = await world.host();
      assert.equal(await up(next, owner, of("c")), owner);
      const mended = await up(next, resource, of("a"));
      assert.deepEqual(world.robotsInRoom("room-1"), ["a", "c"]);
      assert.equal(mended.id, "room-1/a");
    }));

  it("still gives it back after it was replaced once more", () =>
    inWorld({ seed: { rooms: { "room-1": { type: "Conference" } } } }, async (world) => {
      const of = (memberAccount: string) => ({ roomId: "room-1", memberAccount });
      const added = Date.now() - 1000;
      const deleted = [{ ...of("c"), at: added + 1 }];
      const first = await world.host();
      const known = first.known("RoomRobot", "room-1/b", { ...of("b"), addedAt: added, deleted });
      const inputs = await registered(first, known, of("a"));
      await first.diff(known, inputs);
      await first.delete(known);
      const replaced = await first.create("RoomRobot", inputs);
      const second = await world.host();
      const owner = second.known("RoomRobot", "room-1/c", { ...of("c"), addedAt: added });
      assert.equal(await up(second, replaced, of("a")), replaced);
      assert.notEqual(await up(second, owner, of("c")), owner);
      assert.deepEqual(world.robotsInRoom("room-1"), ["a", "c"]);
    }));

  it("takes out what was left in its place for it, when it becomes another after all", () =>
    inWorld({ seed: { rooms: { "room-1": { type: "Conference", robots: ["a"] } } } }, async (world) => {
      const of = (memberAccount: string) => ({ roomId: "room-1", memberAccount });
      const first = await world.host();
      const known = first.known("RoomRobot", "room-1/a", of("a"));
      // It was deleted, and is to be created again; the engine asks the same as of one that is there.
      await registered(first, known, of("a"));
      const other = first.known("RoomRobot", "room-1/a", of("a"));
      await first.diff(other, await registered(first, other, of("b")));
      await first.delete(other);
      assert.deepEqual(world.robotsInRoom("room-1"), ["a"]);
      const second = await world.host();
      const inputs = await registered(second, known, of("c"));
      await second.diff(known, inputs);
      await second.create("RoomRobot", inputs);
      assert.deepEqual(world.robotsInRoom("room-1"), ["c"]);
    }));
});
