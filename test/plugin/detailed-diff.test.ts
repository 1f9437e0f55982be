import assert from "node:assert/strict";
import type { Properties } from "../host/support/host-error";
import type { ResourceType } from "../host/support/provider-texts";
import { samples, types, unknown } from "../host/support/samples";
import { startWorld, type World } from "../host/support/world";
import { type Details, Plugin } from "./support/plugin";

interface Case {
  readonly title: string;
  readonly type: ResourceType;
  readonly before: Properties;
  readonly after: Properties;
  readonly details: Details;
}

const group = (...memberAccounts: string[]): Properties => ({ groupId: "g", memberAccounts });
const rooms = (all: Readonly<Record<string, readonly string[]>>): Properties => ({ rooms: all });

const cases: readonly Case[] = [
  {
    title: "a robot that comes, at its place in the program",
    type: "LiveGroupRobots",
    before: group("a", "c"),
    after: group("a", "b", "c"),
    details: { "memberAccounts[1]": "ADD" },
  },
  {
    title: "a robot that goes, at its place in the state",
    type: "LiveGroupRobots",
    before: group("a", "b", "c"),
    after: group("a", "b"),
    details: { "memberAccounts[2]": "DELETE" },
  },
  {
    title: "a robot in place of another",
    type: "LiveRoomRobots",
    before: { roomId: "r", memberAccounts: ["a", "b"] },
    after: { roomId: "r", memberAccounts: ["a", "c"] },
    details: { "memberAccounts[1]": "UPDATE" },
  },
  {
    title: "robots that are not known yet",
    type: "LiveGroupRobots",
    before: group("a"),
    after: group("a", unknown),
    details: { "memberAccounts[1]": "ADD" },
  },
  {
    title: "another group, for which the resource is replaced",
    type: "LiveGroupRobots",
    before: group("a"),
    after: { groupId: "h", memberAccounts: ["a"] },
    details: { groupId: "UPDATE_REPLACE" },
  },
  {
    title: "another app, for which the resource is replaced",
    type: "LiveGroupRobots",
    before: group("a"),
    after: { ...group("a"), app: "staging" },
    details: { app: "ADD_REPLACE" },
  },
  {
    title: "rooms that come, go and change, each by its key",
    type: "RoomRobots",
    before: rooms({ same: ["a"], changed: ["a"], 'go"ne': ["a"] }),
    after: rooms({ same: ["a"], changed: ["a", "b"], new: ["a"] }),
    details: { 'rooms["changed"]': "UPDATE", 'rooms["go\\"ne"]': "DELETE", 'rooms["new"]': "ADD" },
  },
  {
    title: "an optional input that comes",
    type: "ChatAccount",
    before: { userId: "u" },
    after: { userId: "u", nick: "Host" },
    details: { nick: "ADD" },
  },
  {
    title: "an optional input that goes",
    type: "ChatAccount",
    before: { userId: "u", nick: "Host" },
    after: { userId: "u" },
    details: { nick: "DELETE" },
  },
  {
    title: "any input of a one-shot, which runs again",
    type: "FriendListDeletion",
    before: { fromAccount: "u", groupNames: ["a"], deletedGroupNames: ["a"], triggers: [1] },
    after: { fromAccount: "u", groupNames: ["a", "b"], triggers: [2] },
    details: { "groupNames[1]": "ADD_REPLACE", triggers: "UPDATE_REPLACE" },
  },
];

describe("the diff of a native resource", () => {
  let world: World;
  let plugin: Plugin;
  before(async () => {
    world = await startWorld();
    plugin = await Plugin.start(world);
  });
  after(() => world.end());

  for (const { title, type, before: state, after: news, details } of cases) {
    it(`names ${title}`, async () => {
      const found = await plugin.diff({ type, id: "id", state }, news);
      assert.deepEqual([found.changes, found.details], [true, details]);
    });
  }

  it("names nothing where nothing differs, nor where only the order does", async () => {
    for (const type of types) {
      const done = { removedAccounts: ["user-1", "user-2"], deletedGroupNames: ["family", "work"] };
      const { changes, details } = await plugin.diff(
        { type, id: "id", state: { ...samples[type], ...done } },
        samples[type],
      );
      assert.deepEqual([changes, details], [false, {}]);
    }
    const found = await plugin.diff(
      { type: "LiveGroupRobots", id: "g", state: group("a", "b") },
      group("b", "a"),
    );
    assert.deepEqual([found.changes, found.details], [false, {}]);
  });
});
