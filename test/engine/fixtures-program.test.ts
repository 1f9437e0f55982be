import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { blocksOf } from "../support/markdown";
import { Stack } from "./support/stack";

const repository = resolve(__dirname, "../..");

const environment = `config:
  tencent-chat-fixtures:accounts:
    - userId: bot-host
      nick: Host
      deleteOnDestroy: true
  tencent-chat-fixtures:chatbots:
    - userId: "@RBT#guide"
      nick: Guide
  tencent-chat-fixtures:liveGroups:
    - groupId: live-1
      robots: [bot-a, bot-b, bot-a]
    - groupId: live-new
      create:
        name: Premiere
        ownerAccount: bot-host
      robots: [bot-host]
    - groupId: live-empty
      create:
        name: Nobody yet
  tencent-chat-fixtures:rooms:
    - roomId: room-1
      robots: [bot-a, bot-b, bot-a]
  tencent-chat-fixtures:liveRooms:
    - roomId: show
      robots: [bot-host, bot-a]
  tencent-chat-fixtures:groupMemberRemovals:
    - groupId: team
      members: [test-1]
      silence: true
      reason: over
      run: "1"
  tencent-chat-fixtures:friendListDeletions:
    - account: alice
      lists: [old]
`;

/** As it was written before there were more kinds of fixtures. */
const former = `config:
  tencent-chat-fixtures:liveGroups:
    - groupId: live-1
      robots: [bot-a, bot-b]
  tencent-chat-fixtures:rooms:
    - roomId: room-1
      robots: [bot-a]
`;

const created = ["create"];

describe("the fixtures program", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({
      // `npm run types` checks the types.
      env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
      seed: {
        accounts: ["bot-a", "bot-b"],
        groups: { "live-1": { type: "AVChatRoom" }, team: { type: "Work", members: ["bob", "test-1"] } },
        rooms: { "room-1": { type: "Conference" }, show: { type: "Live" } },
        friendLists: { alice: ["family", "old"] },
      },
    });
    for (const file of ["Pulumi.yaml", "index.ts"]) {
      copyFileSync(join(repository, file), join(stack.folder, file));
    }
    await stack.succeed("stack", "init", "test");
  });

  afterEach(() => stack.close());

  const configure = (text: string): void => writeFileSync(join(stack.folder, "Pulumi.test.yaml"), text);
  const output = async (name: string): Promise<unknown> =>
    JSON.parse((await stack.pulumi("stack", "output", name, "--json")).stdout);

  it("declares what the environment's configuration says, counts it, runs a clean-up again for a new run, and takes all of it away", async () => {
    configure(environment);
    assert.deepEqual((await stack.up()).operations, {
      bots: created,
      "bots-bot-host": created,
      "bots-@RBT#guide": created,
      "bots-live-1": created,
      // The group, and the robots in it.
      "bots-live-new": [...created, ...created],
      "bots-live-empty": created,
      "bots-rooms": created,
      "bots-show": created,
      team: created,
      alice: created,
    });
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b"]);
    assert.deepEqual(stack.robotsOf("live-new"), ["bot-host"]);
    assert.equal(stack.service.groups["live-new"]?.owner, "bot-host");
    assert.deepEqual(stack.robotsOf("live-empty"), []);
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-a", "bot-b"]);
    assert.deepEqual(stack.robotsOf("show"), ["bot-a", "bot-host"]);
    assert.deepEqual(stack.service.chatbots, ["@RBT#guide"]);
    assert.equal(stack.service.profiles?.["bot-host"]?.nick, "Host");
    assert.deepEqual(stack.service.groups.team?.members, ["bob"]);
    assert.deepEqual(stack.service.friendLists.alice, ["family"]);
    assert.deepEqual(await output("counts"), {
      accounts: 1,
      chatbots: 1,
      liveGroups: 3,
      liveGroupRobots: 3,
      rooms: 1,
      roomRobots: 2,
      liveRooms: 1,
      liveRoomRobots: 2,
      groupMemberRemovals: 1,
      friendListDeletions: 1,
    });
    await stack.preview("--expect-no-changes");

    configure(environment.replace('run: "1"', 'run: "2"'));
    assert.deepEqual(Object.keys((await stack.up()).operations), ["team"]);

    await stack.destroy();
    assert.deepEqual(Object.keys(stack.service.groups), ["live-1", "team"]);
    for (const place of ["live-1", "room-1", "show"]) assert.deepEqual(stack.robotsOf(place), []);
    assert.deepEqual(stack.service.chatbots ?? [], []);
    assert.ok(!stack.service.accounts.includes("bot-host"));
  });

  it("takes a configuration that has robots alone", async () => {
    configure(former);
    assert.deepEqual((await stack.up()).operations, {
      bots: created,
      "bots-live-1": created,
      "bots-rooms": created,
    });
    assert.deepEqual(await output("declared"), {
      accounts: [],
      chatbots: [],
      liveGroups: [{ groupId: "live-1", robots: ["bot-a", "bot-b"] }],
      rooms: [{ roomId: "room-1", robots: ["bot-a"] }],
      liveRooms: [],
      groupMemberRemovals: [],
      friendListDeletions: [],
    });
  });

  it("takes all that its documentation shows", async () => {
    const [shown = ""] = blocksOf("docs/resources/BotFixtures.md", "yaml");
    configure(shown);
    assert.deepEqual((await stack.preview()).operations, {
      bots: created,
      "bots-bot-host": created,
      "bots-@RBT#guide": created,
      "bots-live-main": created,
      "bots-live-stage": [...created, ...created],
      "bots-rooms": created,
      "bots-live-show": created,
      "work-team": created,
      alice: created,
    });
  });

  // What stands in one list is told of all its entries at once; what spans entries, once each of them is right.
  const mistakes: readonly [string, string, readonly RegExp[]][] = [
    [
      "every entry that is wrong, all at once and each with its place",
      `config:
  tencent-chat-fixtures:accounts:
    - userId: bot-host
      nik: Host
  tencent-chat-fixtures:liveGroups:
    - groupId: live-1
      robots: bot-a
    - groupID: live-1
      robots: [bot-a]
    - groupId: live-new
      create:
        title: Premiere
  tencent-chat-fixtures:groupMemberRemovals:
    - groupId: team
      members: []
`,
      [
        /Pulumi\.test\.yaml, tencent-chat-fixtures:accounts\[0\]: .*nik/,
        /liveGroups\[0\]\.robots: .*expected array/,
        /liveGroups\[1\]\.groupId: .*expected string.*liveGroups\[1\]: .*groupID/,
        /liveGroups\[2\]\.create\.name: .*expected string.*liveGroups\[2\]\.create: .*title/,
        /groupMemberRemovals\[0\]\.members/,
      ],
    ],
    [
      "a live group that is neither created nor has robots",
      environment.replace("      robots: [bot-a, bot-b, bot-a]\n", ""),
      [/liveGroups\[0\]\.robots: a group that is not created here needs robots/],
    ],
    [
      "two entries for the same group",
      environment.replace("  tencent-chat-fixtures:rooms:", "    - groupId: live-1\n      robots: [x]\n$&"),
      [/liveGroups: "live-1" has two entries; make them one/],
    ],
  ];
  for (const [name, text, messages] of mistakes) {
    it(`refuses ${name}, before anything is declared`, async () => {
      configure(text);
      const told = await stack.fail("preview", "--json");
      for (const message of messages) assert.match(told, message);
      assert.deepEqual(stack.requested(), []);
    });
  }

  for (const name of ["staging", "production"]) {
    it(`can be previewed for ${name} without credentials`, async () => {
      copyFileSync(join(repository, `Pulumi.${name}.yaml`), join(stack.folder, "Pulumi.test.yaml"));
      const { operations } = await stack.preview();
      assert.ok(Object.keys(operations).length >= 2);
      assert.deepEqual(stack.requested(), []);
    });
  }
});
