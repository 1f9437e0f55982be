import assert from "node:assert/strict";
import type { Host } from "./support/host";
import { commands, inWorld, type World } from "./support/world";

/** So much longer than all else that takes place meanwhile that the order of arrival tells who waited for whom. */
const slowMilliseconds = 1500;

const seed = {
  groups: { one: { type: "AVChatRoom" }, two: { type: "AVChatRoom" } },
  rooms: { one: { type: "Conference" }, two: { type: "Conference" } },
} as const;

/** Where each request went, in the order of arrival. */
const order = (world: World): string[] =>
  world.requests().map(({ command, body }) => {
    const [place, account] = Object.values(body as Record<string, string | string[]>);
    return `${command.split("/")[1]} ${place} ${account}`;
  });

/** How long after the first request the last one arrived. */
function span(world: World): number {
  const times = world.requests().map(({ at }) => Date.parse(at));
  return Math.max(...times) - Math.min(...times);
}

interface Place {
  readonly what: string;
  readonly command: string;
  readonly create: (host: Host, place: string, account: string) => Promise<unknown>;
}

const places: readonly Place[] = [
  {
    what: "group",
    command: commands.addRobots,
    create: (host, groupId, account) =>
      host.create("LiveGroupRobots", { groupId, memberAccounts: [account] }),
  },
  {
    what: "room",
    command: commands.addRobot,
    create: (host, roomId, memberAccount) => host.create("RoomRobot", { roomId, memberAccount }),
  },
];

for (const { what, command, create } of places) {
  const add = command.split("/")[1];

  describe(`work on a ${what}, in the SDK's host`, () => {
    it(`waits for the work on the same ${what}, and not for that on another`, () =>
      inWorld({ seed }, async (world) => {
        const host = await world.host();
        world.emulator.addFault({ command, kind: "latency", milliseconds: slowMilliseconds });
        await Promise.all([
          create(host, "one", "a"),
          create(host, "one", "b"),
          create(host, "two", "c"),
          create(host, "two", "d"),
        ]);
        assert.deepEqual(order(world), [`${add} one a`, `${add} two c`, `${add} two d`, `${add} one b`]);
        assert.ok(span(world) >= slowMilliseconds, `The last request came after ${span(world)} ms.`);
      }));
  });
}

describe("work on a live group, in the SDK's host", () => {
  it("adds and deletes in the order asked for", () =>
    inWorld({ seed }, async (world) => {
      const host = await world.host();
      world.emulator.addFault({ command: "*", kind: "latency", milliseconds: 300 });
      await Promise.all([
        host.create("LiveGroupRobots", { groupId: "one", memberAccounts: ["a"] }),
        host.delete(host.known("LiveGroupRobots", "one", { groupId: "one", memberAccounts: ["b"] })),
        host.create("LiveGroupRobots", { groupId: "one", memberAccounts: ["c"] }),
      ]);
      assert.deepEqual(order(world), ["add_robots one a", "del_robots one b", "add_robots one c"]);
    }));
});
