import assert from "node:assert/strict";
import { outputsOf } from "./support/host";
import { commands, inWorld, names, type World, type WorldOptions } from "./support/world";

const type = "LiveGroupRobots";
const groupId = "@TGS#live";

/** With listDelaySeconds 0 nothing counts as "just added": the list alone decides. */
const trustingTheList = { listDelaySeconds: "0" };

const group = (robots: readonly string[]) => ({
  groups: { [groupId]: { type: "AVChatRoom" as const, robots } },
});

async function created(world: World, memberAccounts: readonly string[]) {
  return (await world.host()).create(type, { groupId, memberAccounts });
}

describe("refresh of LiveGroupRobots, in the SDK's host", () => {
  const config: WorldOptions = { seed: group([]), config: trustingTheList };

  it("finds that a robot was removed by hand, and the next update brings it back", () =>
    inWorld(config, async (world) => {
      const resource = await created(world, ["a", "b"]);
      world.becomes(group(["b"]));
      const host = await world.host();
      const read = await host.read(resource);
      assert.ok(read);
      assert.deepEqual(read.state.memberAccounts, ["b"]);
      // The engine keeps the inputs of the program then, which an index in `ignoreChanges` counts in.
      assert.deepEqual(read.inputs, {});
      const declared = { groupId, memberAccounts: ["a", "b"] };
      assert.equal((await host.diff(read, declared)).changes, true);
      await host.update(read, declared);
      assert.deepEqual(world.robotsOfGroup(groupId), ["a", "b"]);
      assert.deepEqual(world.requests(commands.addRobots)[0]?.body, {
        GroupId: groupId,
        Member_Account: ["a"],
      });
    }));

  it("finds it gone when all of its robots were removed, though a member has the same name", () =>
    inWorld(config, async (world) => {
      const resource = await created(world, ["a", "b"]);
      world.becomes({ groups: { [groupId]: { type: "AVChatRoom", members: ["a"], robots: ["stranger"] } } });
      assert.equal(await (await world.host()).read(resource), undefined);
    }));

  it("finds it gone when the group was dissolved, however new it is", () =>
    inWorld({ seed: group([]) }, async (world) => {
      const resource = await created(world, ["a"]);
      world.becomes({});
      assert.equal(await (await world.host()).read(resource), undefined);
    }));

  it("takes absence from a full list of 1,000 for no proof", () =>
    inWorld({ ...config, seed: group(["old", ...names("robot", 1000)]) }, async (world) => {
      const host = await world.host();
      const resource = host.known(type, groupId, { groupId, memberAccounts: ["old"] });
      assert.deepEqual((await host.read(resource))?.state.memberAccounts, ["old"]);
      world.becomes(group(names("robot", 999)));
      assert.equal(await (await world.host()).read(resource), undefined);
    }));

  describe("while the online list is behind", () => {
    const behind: WorldOptions = { seed: group(["first"]), emulator: { listDelaySeconds: 3600 } };

    /** Makes the service take its list now, which then stays as it is. */
    const takeList = async (world: World): Promise<void> => {
      const host = await world.host();
      await host.read(host.known(type, groupId, { groupId, memberAccounts: ["first"] }));
    };

    it("sees no ghost of a drift in robots that were just created", () =>
      inWorld(behind, async (world) => {
        await takeList(world);
        const resource = await created(world, ["a", "b"]);
        const read = await (await world.host()).read(resource);
        assert.deepEqual(read?.state, resource.state);
      }));

    it("believes the list when listDelaySeconds is 0", () =>
      inWorld({ ...behind, config: trustingTheList }, async (world) => {
        await takeList(world);
        const resource = await created(world, ["a", "b"]);
        assert.equal(await (await world.host()).read(resource), undefined);
      }));

    it("sees no ghost in what an update just added, and drift in what was there for long", () =>
      inWorld(behind, async (world) => {
        await takeList(world);
        const host = await world.host();
        const before = host.known(type, groupId, { groupId, memberAccounts: ["old"] });
        const after = await host.update(before, { groupId, memberAccounts: ["new", "old"] });
        assert.deepEqual((await host.read(after))?.state.memberAccounts, ["new"]);
      }));

    it("believes the list once an addition is as old as listDelaySeconds", () =>
      inWorld(behind, async (world) => {
        await takeList(world);
        const host = await world.host();
        const now = Date.now();
        const aged = (seconds: number) =>
          host.known(type, groupId, {
            groupId,
            memberAccounts: ["a"],
            added: [{ at: now - seconds * 1000 }],
          });
        assert.deepEqual(outputsOf((await host.read(aged(30))) ?? { state: {} }).memberAccounts, ["a"]);
        assert.equal(await host.read(aged(61)), undefined);
      }));
  });
});
