import assert from "node:assert/strict";
import { app, type Declaration, Stack } from "./support/stack";

/** The app that the stack calls staging, beside its own. */
const staging = {
  sdkAppId: 1400009998,
  secretKey: "c0a7d2f4e6b8193a5c7e9f0b2d4f6a8c0e1b3d5f7a9c1e3b5d7f9a0c2e4b6d8f",
  identifier: "administrator",
};
const groups = { "live-1": { type: "AVChatRoom" } } as const;

const robots = (groupId: string, memberAccounts: readonly string[], of?: string): Declaration => ({
  type: "LiveGroupRobots",
  args: { groupId, memberAccounts, ...(of === undefined ? {} : { app: of }) },
});

describe("several apps in one stack", () => {
  let stack: Stack;
  let toTheStart: () => void;

  before(async () => {
    stack = await Stack.open({
      seed: { groups },
      emulator: { apps: [app, staging] },
      secrets: [staging.secretKey],
    });
    stack.emulator.seed({ [staging.sdkAppId]: { groups } });
    await set("sdkAppId", String(staging.sdkAppId));
    await set("secretKey", staging.secretKey, "--secret");
    toTheStart = stack.remember();
  });

  beforeEach(() => toTheStart());

  after(() => stack.close());

  const set = (key: string, value: string, ...flags: string[]) =>
    stack.succeed("config", "set", ...flags, "--path", `tencent-chat:apps.staging.${key}`, value);
  const fleet = (): (readonly string[])[] => [
    stack.robotsOf("live-1"),
    stack.robotsOf("live-1", staging.sdkAppId),
  ];

  it("work side by side on groups of the same ID, with a nested secret that is nowhere in clear", async () => {
    stack.write({ own: robots("live-1", ["bot-a"]), other: robots("live-1", ["bot-a"], "staging") });
    assert.deepEqual((await stack.preview()).operations, { own: ["create"], other: ["create"] });
    await stack.up();
    assert.deepEqual(fleet(), [["bot-a"], ["bot-a"]]);
    assert.equal(stack.outputsOf("other").app, "staging");
    assert.ok(!("app" in stack.outputsOf("own")));
    stack.requests();
    assert.deepEqual((await stack.up()).operations, {});
    assert.deepEqual(stack.requested(), []);
    await stack.refresh("--expect-no-changes");
    assert.deepEqual(
      new Set(stack.requests().map(({ sdkAppId }) => sdkAppId)),
      new Set([app.sdkAppId, staging.sdkAppId]),
    );
    await stack.destroy();
    assert.deepEqual(fleet(), [[], []]);
  });

  it("each have fixtures of their own, all of them in the app that the fixtures name", async () => {
    stack.write(`
      const chat = require("pulumi-tencent-chat");
      for (const app of [undefined, "staging"]) {
        new chat.BotFixtures(app ?? "own", {
          app,
          accounts: { host: { userId: "bot-a" } },
          chatbots: { "@RBT#a": {} },
          liveGroups: { "live-1": { robots: ["host"] }, stage: { create: { name: "Stage" } } },
        });
      }
    `);
    await stack.up();
    assert.deepEqual(fleet(), [["bot-a"], ["bot-a"]]);
    for (const { sdkAppId } of [app, staging]) {
      const { accounts, chatbots, groups } = stack.emulator.state()[sdkAppId] ?? assert.fail();
      assert.ok(accounts.includes("bot-a"));
      assert.deepEqual(chatbots, ["@RBT#a"]);
      assert.equal(groups.stage?.name, "Stage");
    }
    await stack.preview("--expect-no-changes");
  });
});
