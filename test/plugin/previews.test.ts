import assert from "node:assert/strict";
import { samples, types, unknown } from "../host/support/samples";
import { inWorld } from "../host/support/world";
import { Plugin } from "./support/plugin";

/** What only the service tells. */
const told = {
  GroupMemberRemoval: { removedAccounts: unknown },
  FriendListDeletion: { deletedGroupNames: unknown, currentSequence: unknown },
} as const satisfies Partial<Record<(typeof types)[number], object>>;

describe("a preview of native resources", () => {
  it("shows every output that is known, and calls nothing, without credentials", () =>
    inWorld({}, async (world) => {
      const plugin = await Plugin.start(world, { sdkAppId: undefined, secretKey: undefined });
      for (const type of types) {
        const expected = { ...samples[type], ...(told as Partial<Record<typeof type, object>>)[type] };
        const created = await plugin.create(type, samples[type], { preview: true });
        assert.deepEqual([created.id, created.state], ["", expected]);
        const old = { type, id: "id", state: {} };
        assert.deepEqual((await plugin.update(old, samples[type], { preview: true })).state, expected);
      }
      assert.deepEqual(world.requests(), []);
    }));

  it("leaves unknown what depends on something that is not there yet", () =>
    inWorld({}, async (world) => {
      const plugin = await Plugin.start(world);
      const inputs = { groupId: unknown, memberAccounts: ["bot-a", unknown] };
      assert.deepEqual((await plugin.create("LiveGroupRobots", inputs, { preview: true })).state, inputs);
      assert.deepEqual(world.requests(), []);
    }));
});
