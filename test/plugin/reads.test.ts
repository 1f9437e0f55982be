import assert from "node:assert/strict";
import type { ResourceType } from "../host/support/provider-texts";
import { inWorld, type World } from "../host/support/world";
import { Plugin } from "./support/plugin";

const seed = {
  accounts: ["alice", "bot-a", "bot-b"],
  chatbots: ["@RBT#guide"],
  groups: { live: { type: "AVChatRoom", name: "Stage", robots: ["bot-a"] } },
  rooms: {
    meeting: { type: "Conference", robots: ["bot-a"] },
    show: { type: "Live", robots: ["bot-b", "bot-a"] },
  },
} as const;

/** What a program declares of each, by the id alone. */
const found: readonly (readonly [ResourceType, id: string, inputs: object])[] = [
  ["ChatAccount", "alice", { userId: "alice" }],
  ["Chatbot", "@RBT#guide", { userId: "@RBT#guide" }],
  ["LiveGroup", "live", { groupId: "live", name: "Stage" }],
  ["LiveGroupRobots", "live", { groupId: "live", memberAccounts: ["bot-a"] }],
  ["LiveRoomRobots", "show", { roomId: "show", memberAccounts: ["bot-a", "bot-b"] }],
  ["RoomRobot", "meeting/bot-a", { roomId: "meeting", memberAccount: "bot-a" }],
];

describe("an import of a native resource", () => {
  const importing = (world: World, type: ResourceType, id: string) =>
    Plugin.start(world).then(({ host }) => host.read({ type, id, state: {} }));

  for (const [type, id, inputs] of found) {
    it(`gives the inputs that declare it: ${type}`, () =>
      inWorld({ seed }, async (world) => {
        const read = await importing(world, type, id);
        assert.deepEqual([read?.id, read?.inputs], [id, inputs]);
        const plugin = await Plugin.start(world);
        const old = { type, id, state: read?.state ?? {} };
        assert.equal((await plugin.diff(old, { ...inputs })).changes, false);
      }));
  }
});
