import assert from "node:assert/strict";
import { type Declaration, Stack } from "./support/stack";

const robots = (groupId: string, ...memberAccounts: string[]): Declaration => ({
  type: "LiveGroupRobots",
  args: { groupId, memberAccounts },
});
const robot = (roomId: string, memberAccount: string): Declaration => ({
  type: "RoomRobot",
  args: { roomId, memberAccount },
});

describe("ownership in a stack", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({
      seed: {
        groups: {
          "live-1": { type: "AVChatRoom", robots: ["not-ours"] },
          "live-2": { type: "AVChatRoom" },
          team: { type: "Work" },
        },
        rooms: { "room/1": { type: "Conference" } },
        chatbots: ["@RBT#theirs"],
      },
      emulator: { maxRoomRobots: 2 },
    });
  });

  afterEach(() => stack.close());

  it("is refused in a preview for two resources of one robot, with the names of both", async () => {
    stack.write({ one: robots("live-1", "bot-a", "bot-b"), other: robots("live-1", "bot-c", "bot-b") });
    assert.match(
      await stack.fail("preview", "--json"),
      /"one" and "other" both own the robot bot-b of group live-1/,
    );
    stack.write({
      all: { type: "RoomRobots", args: { rooms: { "room/1": ["bot-a", "bot-b"] } } },
      single: robot("room/1", "bot-b"),
    });
    assert.match(
      await stack.fail("up", "--yes", "--skip-preview", "--json"),
      /"all" and "single" both own the robot bot-b of room room\/1/,
    );
  });

  it("is refused in a preview for two resources of one account, chatbot or group, with the names of both", async () => {
    const things: readonly (readonly [Declaration["type"], Declaration["args"], string])[] = [
      ["ChatAccount", { userId: "bot-a" }, "the account bot-a"],
      ["Chatbot", { userId: "@RBT#a" }, "the chatbot @RBT#a"],
      ["LiveGroup", { groupId: "live-3", name: "Three" }, "the live group live-3"],
    ];
    // What is thrown at once would end the program at the first of them.
    const pairs = things.map(
      ([type, args]) => `
      new chat.${type}("one ${type}", ${JSON.stringify(args)});
      try { new chat.${type}("other ${type}", ${JSON.stringify(args)}); } catch ({ message }) { pulumi.log.error(message); }`,
    );
    stack.write(`
      const pulumi = require("@pulumi/pulumi");
      const chat = require("pulumi-tencent-chat");
      ${pairs.join("")}
    `);
    const told = (await stack.preview()).diagnostics.map(({ message }) => message).join("\n");
    for (const [type, , thing] of things) {
      assert.ok(told.includes(`"one ${type}" and "other ${type}" both own ${thing}`), told);
    }
  });

  it("is refused as well when the robots come out of another resource", async () => {
    stack.write(`
      const chat = require("pulumi-tencent-chat");
      const one = new chat.LiveGroupRobots("one", { groupId: "live-1", memberAccounts: ["bot-a"] });
      new chat.LiveGroupRobots("other", { groupId: one.groupId, memberAccounts: one.memberAccounts });
    `);
    const told = await stack.fail("up", "--yes", "--skip-preview", "--json");
    assert.match(told, /"one" and "other" both own the robot bot-a of group live-1/);
    assert.doesNotMatch(told, /^ {4}at /m);
  });

  it("is not taken by get, which reads what is there and never deletes it", async () => {
    await stack.byHand("room_engine_http_srv/add_robot", { RoomId: "room/1", Member_Account: "bot-x" });
    stack.requests();
    stack.write(`
      const chat = require("pulumi-tencent-chat");
      exports.found = chat.LiveGroupRobots.get("found", "live-1").memberAccounts;
      exports.account = chat.RoomRobot.get("there", "room/1/bot-x").memberAccount;
      exports.chatbot = chat.Chatbot.get("guide", "@RBT#theirs").userId;
    `);
    await stack.up();
    const { stdout } = await stack.pulumi("stack", "output", "--json");
    assert.deepEqual(JSON.parse(stdout), {
      found: ["not-ours"],
      account: "bot-x",
      chatbot: "@RBT#theirs",
    });
    assert.deepEqual(
      new Set(stack.requested()),
      new Set([
        "group_open_avchatroom_http_svc/get_members",
        "room_engine_http_srv/get_room_info",
        "openim_robot_http_svc/get_all_robots",
      ]),
    );
    await stack.destroy();
    assert.deepEqual(stack.robotsOf("live-1"), ["not-ours"]);
    assert.deepEqual(stack.robotsOf("room/1"), ["bot-x"]);
  });

  it("says which robots this stack declares for a room that takes no more", async () => {
    stack.write({ a: robot("room/1", "bot-a"), b: robot("room/1", "bot-b") });
    await stack.up();
    stack.write({ a: robot("room/1", "bot-a"), b: robot("room/1", "bot-b"), c: robot("room/1", "bot-c") });
    assert.match(
      await stack.fail("up", "--yes", "--skip-preview", "--json"),
      /Room room\/1 takes no more robots\. This stack declares 3 in it: bot-a, bot-b, bot-c\..*100700/s,
    );
  });
});
