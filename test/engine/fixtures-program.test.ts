import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Stack } from "./support/stack";

const repository = resolve(__dirname, "../..");

const environment = `config:
  tencent-chat-fixtures:liveGroups:
    - groupId: live-1
      robots: [bot-a, bot-b, bot-a]
  tencent-chat-fixtures:rooms:
    - roomId: room-1
      robots: [bot-a, bot-b]
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

describe("the fixtures program", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({
      seed: {
        groups: { "live-1": { type: "AVChatRoom" }, team: { type: "Work", members: ["bob", "test-1"] } },
        rooms: { "room-1": { type: "Conference" } },
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

  it("declares what the environment's configuration says, counts it, and runs a clean-up again for a new run", async () => {
    configure(environment);
    await stack.up();
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b"]);
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-a", "bot-b"]);
    assert.deepEqual(stack.service.groups.team?.members, ["bob"]);
    assert.deepEqual(stack.service.friendLists.alice, ["family"]);
    const { stdout } = await stack.pulumi("stack", "output", "counts", "--json");
    assert.deepEqual(JSON.parse(stdout), {
      liveGroups: 1,
      liveGroupRobots: 2,
      rooms: 1,
      roomRobots: 2,
      groupMemberRemovals: 1,
      friendListDeletions: 1,
    });
    await stack.preview("--expect-no-changes");

    configure(environment.replace('run: "1"', 'run: "2"'));
    assert.deepEqual(Object.keys((await stack.up()).operations), ["team"]);
  });

  const mistakes: readonly [string, string, RegExp][] = [
    [
      "a value of the wrong type, with its place",
      environment.replace("[bot-a, bot-b, bot-a]", "bot-a"),
      /Pulumi\.test\.yaml, tencent-chat-fixtures:liveGroups\[0\]\.robots: .*expected array/,
    ],
    [
      "a key that does not exist",
      environment.replace("groupId: live-1", "groupID: live-1"),
      /liveGroups\[0\]\.groupId: .*expected string.*liveGroups\[0\]: .*groupID/,
    ],
    [
      "two entries for the same group",
      environment.replace("  tencent-chat-fixtures:rooms:", "    - groupId: live-1\n      robots: [x]\n$&"),
      /liveGroups: "live-1" has two entries; make them one/,
    ],
    [
      "a list without anybody in it",
      environment.replace("[test-1]", "[]"),
      /groupMemberRemovals\[0\]\.members/,
    ],
  ];
  for (const [name, text, message] of mistakes) {
    it(`refuses ${name}, before anything is declared`, async () => {
      configure(text);
      assert.match(await stack.fail("preview", "--json"), message);
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
