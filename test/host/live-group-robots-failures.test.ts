import assert from "node:assert/strict";
import { endsHalfWay } from "./support/failing";
import type { Resource } from "./support/host";
import { commands, inWorld, maxAttempts, names, type World, type WorldOptions } from "./support/world";

const type = "LiveGroupRobots";
const groupId = "@TGS#live";
const options: WorldOptions = {
  seed: { groups: { [groupId]: { type: "AVChatRoom", robots: ["stranger"] } } },
};

const refusal = { kind: "errorCode", errorCode: 10004 } as const;
/** Does the work, and breaks the connection, as often as the client asks. */
const silence = { kind: "resetAfter", times: maxAttempts } as const;

const sentBy = (world: World, command: string): string[][] =>
  world.requests(command).map(({ body }) => (body as { Member_Account: string[] }).Member_Account);

describe("failures of LiveGroupRobots, in the SDK's host", () => {
  describe("when the second of three batches is refused", () => {
    const robots = names("robot", 1200);
    const declared = { groupId, memberAccounts: robots };

    const halfWay = async (world: World) => {
      world.emulator.addFault({ command: commands.addRobots, ...refusal, skip: 1 });
      return endsHalfWay(type, (await world.host()).create(type, declared));
    };

    it("keeps what was added, and says how far it came and why it ended", () =>
      inWorld(options, async (world) => {
        const { resource, message } = await halfWay(world);
        assert.equal(resource.id, groupId);
        assert.deepEqual(resource.state.memberAccounts, robots.slice(0, 500));
        assert.match(
          message,
          /^The robots of group @TGS#live are only partly as declared \(done: robot-0001, /,
        );
        assert.match(message, /robot-0020 and 480 more; not added: robot-0501, .* and 680 more\)\. /);
        assert.match(message, /The next `pulumi up` does the rest\. .*add_robots: error 10004, /);
      }));

    it("can be read and destroyed at once, without a run in between", () =>
      inWorld(options, async (world) => {
        const { resource } = await halfWay(world);
        const host = await world.host();
        assert.deepEqual((await host.read(resource))?.state.memberAccounts, robots.slice(0, 500));
        await host.delete(resource);
        assert.deepEqual(world.robotsOfGroup(groupId), ["stranger"]);
      }));
  });

  describe("when an update has added, and may not delete", () => {
    const declared = { groupId, memberAccounts: ["b", "c"] };

    const halfWay = async (world: World) => {
      const first = await (await world.host()).create(type, { groupId, memberAccounts: ["a", "b"] });
      world.emulator.addFault({ command: commands.delRobots, ...refusal });
      return endsHalfWay(type, (await world.host()).update(first, declared));
    };

    it("owns both the new and the old, says so, and only deletes in the next run", () =>
      inWorld(options, async (world) => {
        const { resource, message } = await halfWay(world);
        assert.deepEqual(resource.state.memberAccounts, ["b", "c", "a"]);
        assert.match(message, /\(done: b, c; not deleted: a\)/);
        const host = await world.host();
        assert.equal((await host.diff(resource, declared)).changes, true);
        await host.update(resource, declared);
        assert.deepEqual(sentBy(world, commands.addRobots), [["a", "b"], ["c"]]);
        assert.deepEqual(sentBy(world, commands.delRobots), [["a"], ["a"]]);
        assert.deepEqual(world.robotsOfGroup(groupId), ["b", "c", "stranger"]);
      }));
  });

  describe("when the answer is lost as often as the client asks", () => {
    const declared = { groupId, memberAccounts: ["a", "b"] };

    const halfWay = async (world: World): Promise<Resource> => {
      world.emulator.addFault({ command: commands.addRobots, ...silence });
      const { resource, message } = await endsHalfWay(type, (await world.host()).create(type, declared));
      assert.match(
        message,
        /\(not known whether done: a, b\).*add_robots: the connection broke .*2 attempts/,
      );
      assert.equal(world.requests(commands.addRobots).length, maxAttempts);
      return resource;
    };

    it("deletes those that are declared no more", () =>
      inWorld(options, async (world) => {
        const resource = await halfWay(world);
        const after = await (await world.host()).update(resource, { groupId, memberAccounts: ["b"] });
        assert.deepEqual(world.robotsOfGroup(groupId), ["b", "stranger"]);
        assert.deepEqual(after.state.memberAccounts, ["b"]);
      }));

    it("keeps them unconfirmed where a refresh does not show them", () =>
      inWorld(options, async (world) => {
        const resource = await halfWay(world);
        world.becomes({ groups: { [groupId]: { type: "AVChatRoom", robots: ["b"] } } });
        const host = await world.host();
        const read = await host.read(resource);
        assert.ok(read);
        assert.deepEqual(read.state.unconfirmed, ["a"]);
        await host.update(read, declared);
        assert.deepEqual(sentBy(world, commands.addRobots), [["a"]]);
        assert.deepEqual(world.robotsOfGroup(groupId), ["a", "b"]);
      }));
  });
});
