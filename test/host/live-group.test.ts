import assert from "node:assert/strict";
import { endsHalfWay, failureOf } from "./support/failing";
import { outputsOf, type Resource } from "./support/host";
import { commands, inWorld, maxAttempts, type World } from "./support/world";

const type = "LiveGroup";
const groupId = "live-main";
const declared = { groupId, name: "Main stage" };

const create = async (world: World, inputs: object = declared): Promise<Resource> =>
  (await world.host()).create(type, { ...inputs });

/** The name and type of the group now, or undefined when there is none. */
const groupIn = ({ state }: World, id = groupId) => {
  const { name, type } = state.groups[id] ?? {};
  return type === undefined ? undefined : { name, type };
};

const ours = { name: "Main stage", type: "AVChatRoom" };
const theirs = { groups: { [groupId]: { type: "AVChatRoom", name: "Theirs", robots: ["bot"] } } } as const;

describe("LiveGroup, in the SDK's host", () => {
  it("creates a live group with its name and owner", () =>
    inWorld({ seed: { accounts: ["host"] } }, async (world) => {
      const resource = await create(world, { ...declared, ownerAccount: "host" });
      assert.equal(resource.id, groupId);
      const { createTime, ...state } = outputsOf(resource);
      assert.deepEqual(state, { ...declared, ownerAccount: "host", created: true });
      assert.equal(typeof createTime, "number");
      assert.deepEqual(groupIn(world), ours);
      assert.deepEqual(world.requests(commands.createGroup)[0]?.body, {
        Type: "AVChatRoom",
        GroupId: groupId,
        Name: "Main stage",
        Owner_Account: "host",
      });
    }));

  it("fails over a live room with the same ID, and keeps nothing", () =>
    inWorld({ seed: { rooms: { [groupId]: { type: "Live" } } } }, async (world) => {
      const failure = await failureOf(create(world));
      assert.equal(failure.partial, undefined);
      assert.match(failure.message, /or a live room has its ID.*create_group: error 10021, /s);
    }));

  it("keeps nothing of a create that the service refuses, and says why", () =>
    inWorld({}, async (world) => {
      const failure = await failureOf(create(world, { ...declared, ownerAccount: "nobody" }));
      assert.equal(failure.partial, undefined);
      assert.match(failure.message, /create_group: error 10019, .*ownerAccount "nobody" has to be imported/);
    }));

  it("keeps nothing of a create that could not even look", () =>
    inWorld({}, async (world) => {
      world.emulator.addFault({ command: commands.getGroupInfo, kind: "resetAfter", times: maxAttempts });
      assert.equal((await failureOf(create(world))).partial, undefined);
      assert.equal(groupIn(world), undefined);
    }));

  it("is renamed in place", () =>
    inWorld({}, async (world) => {
      const before = await create(world);
      const after = await (await world.host()).update(before, { groupId, name: "New stage" });
      assert.deepEqual(outputsOf(after), { ...outputsOf(before), name: "New stage" });
      assert.deepEqual(groupIn(world), { ...ours, name: "New stage" });
    }));

  it("takes the robots along when it is replaced, also of a resource that sees no call after its check", () =>
    inWorld({}, async (world) => {
      const group = await create(world);
      const inGroup = (...memberAccounts: string[]) => ({ groupId, memberAccounts });
      const robots = await (await world.host()).create("LiveGroupRobots", inGroup("a", "b"));
      const host = await world.host();
      await host.check("LiveGroupRobots", inGroup("a", "b"), inGroup("a", "b"));
      assert.equal((await host.diff(robots, inGroup("a", "b"))).changes, false);
      await host.check(type, declared);
      await host.delete(group);
      assert.equal((await host.diff(robots, inGroup("a", "b"))).changes, false);
      await host.create(type, declared);
      assert.deepEqual(world.robotsOfGroup(groupId), ["a", "b"]);
    }));

  it("leaves its robots to resources that are looked at after it was replaced", () =>
    inWorld({}, async (world) => {
      const group = await create(world);
      const inGroup = (...memberAccounts: string[]) => ({ groupId, memberAccounts });
      const robots = await (await world.host()).create("LiveGroupRobots", inGroup("a", "b"));
      const host = await world.host();
      await host.check(type, declared);
      await host.delete(group);
      await host.create(type, declared);
      assert.deepEqual(world.robotsOfGroup(groupId), []);
      await host.check("LiveGroupRobots", inGroup("a", "b"), inGroup("a", "b"));
      assert.equal((await host.diff(robots, inGroup("a", "b"))).changes, true);
      await host.update(robots, inGroup("a", "b"));
      assert.deepEqual(world.robotsOfGroup(groupId), ["a", "b"]);
    }));

  describe("deleted", () => {
    it("leaves alone a group that it did not create", () =>
      inWorld({ seed: theirs }, async (world) => {
        const host = await world.host();
        await host.delete(host.known(type, groupId, declared));
        assert.deepEqual(world.log, []);
        assert.ok(groupIn(world));
      }));

    it("leaves alone a group that somebody made under its ID since, at another time or of another type", () =>
      inWorld({}, async (world) => {
        const { state, ...resource } = await create(world);
        const host = await world.host();
        const older = { ...resource, state: { ...state, createTime: Number(state.createTime) - 60 } };
        await host.delete(older);
        assert.deepEqual(groupIn(world), ours);
        assert.equal(await host.read(older), undefined);
        world.becomes({ groups: { [groupId]: { type: "Work" } } });
        await host.delete({ ...resource, state });
        assert.equal(groupIn(world)?.type, "Work");
      }));
  });

  describe("read", () => {
    it("finds another name, and the next update brings the declared one back", () =>
      inWorld({}, async (world) => {
        const resource = await create(world);
        world.becomes({ groups: { [groupId]: { type: "AVChatRoom", name: "By hand" } } });
        const host = await world.host();
        const read = await host.read(resource);
        assert.ok(read);
        assert.equal(read.inputs.name, "By hand");
        assert.equal((await host.diff(read, declared)).changes, true);
        await host.update(read, declared);
        assert.deepEqual(groupIn(world), ours);
      }));

    it("by its id alone gives the group, which it then does not own", () =>
      inWorld({ seed: theirs }, async (world) => {
        const host = await world.host();
        const read = await host.read(host.known(type, groupId, {}));
        assert.ok(read);
        assert.deepEqual(outputsOf(read), { groupId, name: "Theirs" });
        await host.delete(read);
        assert.ok(groupIn(world));
      }));

    it("by its id alone refuses a group that is no live group", () =>
      inWorld({ seed: { groups: { work: { type: "Work" } } } }, async (world) => {
        const host = await world.host();
        await assert.rejects(
          host.read(host.known(type, "work", {})),
          /Group work is no live group: .* type Work/,
        );
      }));
  });

  describe("when an answer is lost", () => {
    it("gives the group the name that is declared by the next run, in which it learns its time", () =>
      inWorld({}, async (world) => {
        world.emulator.addFault({ command: commands.createGroup, kind: "resetAfter", times: maxAttempts });
        const { resource } = await endsHalfWay(type, create(world));
        const after = await (await world.host()).update(resource, { groupId, name: "New stage" });
        assert.equal(typeof after.state.createTime, "number");
        assert.deepEqual(groupIn(world), { ...ours, name: "New stage" });
      }));

    it("keeps the group when it was created and could not be looked at", () =>
      inWorld({}, async (world) => {
        world.emulator.addFault({
          command: commands.getGroupInfo,
          kind: "resetBefore",
          skip: 1,
          times: maxAttempts,
        });
        const { resource } = await endsHalfWay(type, create(world));
        assert.equal(resource.state.unconfirmed, true);
        await (await world.host()).update(resource, declared);
        assert.deepEqual(groupIn(world), ours);
      }));

    it("makes sure of a rename in the next run, also where the program takes it back", () =>
      inWorld({}, async (world) => {
        const before = await create(world);
        world.emulator.addFault({ command: commands.modifyGroup, kind: "resetAfter", times: maxAttempts });
        const update = (await world.host()).update(before, { groupId, name: "New stage" });
        const { resource } = await endsHalfWay(type, update);
        const host = await world.host();
        assert.equal((await host.diff(resource, declared)).changes, true);
        await host.update(resource, declared);
        assert.deepEqual(groupIn(world), ours);
      }));
  });
});
