import assert from "node:assert/strict";
import { outputsOf } from "./support/host";
import { commands, inWorld, names, type WorldOptions } from "./support/world";

const type = "LiveGroupRobots";
const groupId = "@TGS#live";

const groupWith = (robots: readonly string[], options: WorldOptions = {}): WorldOptions => ({
  ...options,
  seed: { groups: { [groupId]: { type: "AVChatRoom", members: ["viewer"], robots } } },
});

describe("LiveGroupRobots, in the SDK's host", () => {
  it("adds the declared robots, and keeps them as its state, in the order of the program", () =>
    inWorld(groupWith([]), async (world) => {
      const host = await world.host();
      const resource = await host.create(type, { groupId, memberAccounts: ["b", "a", "b"] });
      assert.equal(resource.id, groupId);
      const { added, ...state } = outputsOf(resource);
      assert.deepEqual(state, { groupId, memberAccounts: ["b", "a"] });
      assert.equal((added as unknown[]).length, 1);
      assert.deepEqual(world.robotsOfGroup(groupId), ["a", "b"]);
      assert.deepEqual(world.log, ["add_robots"]);
    }));

  it("adds before it deletes, sends only what differs, and leaves other robots alone", () =>
    inWorld(groupWith(["a", "b", "stranger"]), async (world) => {
      const host = await world.host();
      const before = host.known(type, groupId, { groupId, memberAccounts: ["a", "b"] });
      const after = await host.update(before, { groupId, memberAccounts: ["b", "c"] });
      assert.deepEqual(
        world.requests().map(({ command, body }) => ({ command, body })),
        [
          { command: commands.addRobots, body: { GroupId: groupId, Member_Account: ["c"] } },
          { command: commands.delRobots, body: { GroupId: groupId, Member_Account: ["a"] } },
        ],
      );
      assert.deepEqual(after.state.memberAccounts, ["b", "c"]);
      assert.deepEqual(world.robotsOfGroup(groupId), ["b", "c", "stranger"]);
    }));

  it("sends 1,200 robots in 3 requests of at most 500, to add and to delete", () =>
    inWorld(groupWith([]), async (world) => {
      const memberAccounts = names("robot", 1200);
      const resource = await (await world.host()).create(type, { groupId, memberAccounts });
      assert.equal(world.robotsOfGroup(groupId)?.length, 1200);
      await (await world.host()).delete(resource);
      assert.deepEqual(world.robotsOfGroup(groupId), []);
      for (const command of [commands.addRobots, commands.delRobots]) {
        const bodies = world.requests(command).map(({ body }) => body as { Member_Account: string[] });
        assert.deepEqual(
          bodies.map(({ Member_Account }) => Member_Account.length),
          [500, 500, 200],
        );
        assert.deepEqual(
          bodies.flatMap(({ Member_Account }) => Member_Account),
          memberAccounts,
        );
      }
    }));

  it("keeps nothing of a create that the service refuses, and says why", () =>
    inWorld({ seed: { groups: { work: { type: "Work" } } } }, async (world) => {
      const host = await world.host();
      for (const [group, code, hint] of [
        ["missing", 10010, /Check groupId/],
        ["work", 10007, /Pro, Pro Plus or Enterprise plan/],
      ] as const) {
        await assert.rejects(host.create(type, { groupId: group, memberAccounts: ["a"] }), {
          name: "HostError",
          partial: undefined,
          message: hint,
        });
        await assert.rejects(
          host.create(type, { groupId: group, memberAccounts: ["a"] }),
          new RegExp(`add_robots: error ${code}, `),
        );
      }
    }));
});
