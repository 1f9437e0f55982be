import assert from "node:assert/strict";
import type { Properties } from "../host/support/host-error";
import type { ResourceType } from "../host/support/provider-texts";
import { startWorld, type World } from "../host/support/world";
import { Plugin } from "./support/plugin";

const room = { roomId: "r", memberAccount: "bot" };

/** Two declarations of one thing. */
const pairs: readonly (readonly [
  thing: string,
  one: readonly [ResourceType, Properties],
  other: readonly [ResourceType, Properties],
])[] = [
  ["the account u", ["ChatAccount", { userId: "u" }], ["ChatAccount", { userId: "u", nick: "N" }]],
  ["the chatbot @RBT#u", ["Chatbot", { userId: "@RBT#u" }], ["Chatbot", { userId: "@RBT#u" }]],
  [
    "the live group g",
    ["LiveGroup", { groupId: "g", name: "a" }],
    ["LiveGroup", { groupId: "g", name: "b" }],
  ],
  [
    "the robot b of group g",
    ["LiveGroupRobots", { groupId: "g", memberAccounts: ["a", "b"] }],
    ["LiveGroupRobots", { groupId: "g", memberAccounts: ["b", "c"] }],
  ],
  [
    "the robot b of live room r",
    ["LiveRoomRobots", { roomId: "r", memberAccounts: ["a", "b"] }],
    ["LiveRoomRobots", { roomId: "r", memberAccounts: ["b"] }],
  ],
  ["the robot bot of room r", ["RoomRobot", room], ["RoomRobots", { rooms: { r: ["bot"], s: ["bot"] } }]],
];

describe("two native resources that own one thing", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.end());

  for (const [thing, [type, inputs], [otherType, otherInputs]] of pairs) {
    it(`are refused with both names: ${thing}`, async () => {
      const plugin = await Plugin.start(world);
      assert.deepEqual((await plugin.check(type, "first", inputs)).failures, []);
      const { failures } = await plugin.check(otherType, "second", otherInputs);
      assert.equal(failures.length, 1);
      assert.match(
        failures[0]?.reason ?? "",
        new RegExp(`^"first" and "second" both own ${thing}\\. .*declare it in only one`),
      );
    });
  }

  it("are two things in two apps, and no conflict", async () => {
    const apps = { one: { sdkAppId: 1 }, other: { sdkAppId: 2 } };
    const plugin = await Plugin.start(world, { apps: JSON.stringify(apps) });
    for (const app of ["one", "other"]) {
      assert.deepEqual((await plugin.check("RoomRobot", app, { ...room, app })).failures, []);
    }
    const { failures } = await plugin.check("RoomRobot", "third", { ...room, app: "one" });
    assert.match(failures[0]?.reason ?? "", /both own the robot bot of room r of the app one\. /);
  });

  it("are no conflict once the first one has let it go, in the order of the checks", async () => {
    const plugin = await Plugin.start(world);
    await plugin.check("RoomRobot", "first", room);
    await plugin.check("RoomRobot", "first", { ...room, memberAccount: "other" });
    assert.deepEqual((await plugin.check("RoomRobot", "second", room)).failures, []);
  });

  it("are none when one of them is checked twice, as for a replacement", async () => {
    const plugin = await Plugin.start(world);
    for (let times = 0; times < 2; times++) {
      assert.deepEqual((await plugin.check("RoomRobot", "first", room)).failures, []);
    }
  });

  it("are told apart by their URNs where their names are the same", async () => {
    const plugin = await Plugin.start(world);
    await plugin.check("RoomRobot", "same", room);
    const { failures } = await plugin.check("RoomRobots", "same", { rooms: { r: ["bot"] } });
    assert.match(failures[0]?.reason ?? "", /index:RoomRobot::same" and ".*index:RoomRobots::same" both own/);
  });
});
