import assert from "node:assert/strict";
import { soakInLanes } from "./random/property";
import { endsHalfWay } from "./support/failing";
import { commands, inWorld } from "./support/world";

/** The same programs each time, so that what a change breaks is the change's; `npm run soak` looks for new ones. */
const seed = 20261121;

describe("random programs, faults and kills", function () {
  this.timeout(300_000);

  it("end as declared after one more up, 475 times", () =>
    soakInLanes({ driver: "in process", runs: 475, seed }, 5));

  it("end as declared after one more up in the SDK's host, killed by the real signal, 25 times", () =>
    soakInLanes({ driver: "host process", runs: 25, seed }, 3));
});

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
});
