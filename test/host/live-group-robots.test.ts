import assert from "node:assert/strict";
import { outputsOf } from "./support/host";
import { commands, inWorld, type WorldOptions } from "./support/world";

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
});
