import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/own-files";
import { Stack } from "./support/stack";

describe("ownership in a stack", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({
      seed: {
        groups: {
          "live-1": { type: "AVChatRoom", robots: ["not-ours"] },
          "live-2": { type: "AVChatRoom" },
        },
        rooms: { "room/1": { type: "Conference" } },
        chatbots: ["@RBT#theirs"],
      },
      emulator: { maxRoomRobots: 2 },
    });
  });

  afterEach(() => stack.close());

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

  for (const register of ["registerStackTransformation", "registerResourceTransform"]) {
    it(`is judged by what the engine is told, after ${register}`, async () => {
      const programWith = (groups: Readonly<Record<string, string>>): string => `
        const pulumi = require("@pulumi/pulumi");
        const chat = require("pulumi-tencent-chat");
        const groups = ${JSON.stringify(groups)};
        pulumi.runtime.${register}(({ name, props, opts }) =>
          name in groups ? { props: { ...props, groupId: groups[name] }, opts } : undefined);
        for (const [name, groupId] of [["one", "live-1"], ["other", "live-1"], ["third", "live-2"]])
          new chat.LiveGroupRobots(name, { groupId, memberAccounts: ["bot-a"] });
      `;
      stack.write(programWith({ other: "live-3" }));
      await stack.preview();
      stack.write(programWith({ other: "live-2" }));
      assert.match(await stack.fail("preview", "--json"), /both own the robot bot-a of group live-2/);
    });
  }

  it("is judged in a program with two copies of the package, too", async () => {
    const copy = join(stack.folder, "node_modules/library/node_modules/pulumi-tencent-chat");
    for (const part of ["dist", "package.json"]) {
      cpSync(join(repository, part), join(copy, part), { recursive: true });
    }
    writeFileSync(
      join(stack.folder, "node_modules/library/index.js"),
      'module.exports = require("pulumi-tencent-chat");',
    );
    stack.write(`
      const [one, two] = [require("pulumi-tencent-chat"), require("library")];
      if (one === two) throw new Error("one copy");
      new one.LiveGroupRobots("same", { groupId: "live-1", memberAccounts: ["bot-a"] });
      new two.LiveGroupRobots("other", { groupId: "live-1", memberAccounts: ["bot-a"] });
    `);
    assert.match(
      await stack.fail("preview", "--json"),
      /"same" and "other" both own the robot bot-a of group live-1/,
    );
  });

  it("is judged apart for two components that call their parts the same, and for a resource that is replaced", async () => {
    const programWith = (groupId: string, ...accounts: readonly string[]): string => `
      const pulumi = require("@pulumi/pulumi");
      const chat = require("pulumi-tencent-chat");
      const accounts = ${JSON.stringify(accounts)};
      accounts.forEach((account, at) => {
        const parent = new pulumi.ComponentResource("test:index:Part" + at, "part");
        const memberAccounts = [account];
        new chat.LiveGroupRobots("hosts", { groupId: "${groupId}", memberAccounts }, { parent });
      });
    `;
    stack.write(programWith("live-1", "bot-a", "bot-b"));
    await stack.up();
    stack.write(programWith("live-2", "bot-b", "bot-a"));
    await stack.up();
    assert.deepEqual(stack.robotsOf("live-2"), ["bot-a", "bot-b"]);
    stack.write(programWith("live-2", "bot-b", "bot-b"));
    assert.match(
      await stack.fail("preview", "--json"),
      /"hosts" and "hosts \(2\)" both own the robot bot-b of group live-2/,
    );
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

  it("lets no preview look right that reads by get what is not there", async () => {
    stack.write(`
      const chat = require("pulumi-tencent-chat");
      chat.RoomRobot.get("gone", "nowhere/nobody");
      new chat.ChatAccount("given", { userId: "nobody", nick: "Nobody" }, { id: "nobody" });
    `);
    assert.match(await stack.fail("preview", "--json"), /A \w+ with the id "[^"]+" cannot be read/);
    const told = await stack.fail("up", "--yes", "--skip-preview", "--json", "--continue-on-error");
    assert.match(told, /A RoomRobot with the id "nowhere\/nobody" cannot be read/);
    assert.match(told, /A ChatAccount with the id "nobody" cannot be read/);
  });
});
