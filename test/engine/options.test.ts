import assert from "node:assert/strict";
import { addRobots, delRobots, robot } from "./support/interrupted";
import { app, type Declaration, declaring, Stack } from "./support/stack";

const robots = (
  groupId: string,
  memberAccounts: readonly string[],
  options: Declaration["options"] = {},
): Declaration => ({ type: "LiveGroupRobots", args: { groupId, memberAccounts }, options });

const deleteRobot = "room_engine_http_srv/delete_robot";

const empty = {
  groups: { "live-1": { type: "AVChatRoom" }, "live-2": { type: "AVChatRoom" } },
  rooms: { "room-1": { type: "Conference" }, "room-2": { type: "Conference" } },
} as const;

describe("the engine's resource options", () => {
  let stack: Stack;
  let toTheStart: () => void;

  before(async () => {
    stack = await Stack.open({ seed: empty });
    toTheStart = stack.remember();
  });

  beforeEach(() => toTheStart());

  after(() => stack.close());

  const urnOf = (name: string): string => stack.stored(name)?.urn ?? assert.fail(`the stack has no ${name}`);

  it("protect: keeps the robots and says so, until they are no longer protected", async () => {
    stack.write({ hosts: robots("live-1", ["bot-a"], { protect: true }) });
    await stack.up();
    stack.requests();
    stack.write({});
    assert.match(await stack.fail("up", "--yes", "--skip-preview", "--json"), /protect/);
    assert.deepEqual(stack.requested(), []);
    await stack.succeed("state", "unprotect", "--yes", urnOf("hosts"));
    await stack.up();
    assert.deepEqual(stack.robotsOf("live-1"), []);
  });

  it("retainOnDelete: leaves the robots where they are when they leave the program or move to another group", async () => {
    stack.write({ hosts: robots("live-1", ["bot-a"], { retainOnDelete: true }) });
    await stack.up();
    stack.write({ hosts: robots("live-2", ["bot-a"], { retainOnDelete: true }) });
    await stack.up();
    stack.write({});
    await stack.up();
    assert.deepEqual(stack.requested(), [addRobots, addRobots]);
    assert.deepEqual([stack.robotsOf("live-1"), stack.robotsOf("live-2")], [["bot-a"], ["bot-a"]]);
    assert.equal(stack.stored("hosts"), undefined);
  });

  it("deletedWith: calls nothing for robots that go with something else", async () => {
    stack.write(`${declaring({})}
      const hall = new chat.RoomRobot("hall", { roomId: "room-1", memberAccount: "bot-h" });
      new chat.LiveGroupRobots("hosts", { groupId: "live-1", memberAccounts: ["bot-a"] }, { deletedWith: hall });`);
    await stack.up();
    stack.requests();
    await stack.destroy();
    assert.deepEqual(stack.requested(), [deleteRobot]);
  });

  it("ignoreChanges of memberAccounts: changes nothing, also in a preview, and a move to another group takes what is declared by then", async () => {
    const ignoring = { ignoreChanges: ["memberAccounts"] };
    stack.write({ hosts: robots("live-1", ["bot-a"], ignoring) });
    await stack.up();
    stack.write({ hosts: robots("live-1", ["bot-b", "bot-c"], ignoring) });
    await stack.preview("--expect-no-changes");
    await stack.up();
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a"]);
    stack.write({ hosts: robots("live-2", ["bot-b"], ignoring) });
    await stack.up();
    assert.deepEqual([stack.robotsOf("live-1"), stack.robotsOf("live-2")], [[], ["bot-b"]]);
  });

  it("ignoreChanges of an element: means the one at that index of the program, also after a refresh", async () => {
    stack.write({
      hosts: robots("live-1", ["bot-c", "bot-a"], { ignoreChanges: ["memberAccounts[0]"] }),
      rooms: {
        type: "RoomRobots",
        args: { rooms: { "room-1": ["bot-h", "bot-h", "bot-g", "bot-i"] } },
        options: { ignoreChanges: ['rooms["room-1"][2]'] },
      },
    });
    await stack.up();
    stack.requests();
    await stack.up("--expect-no-changes");
    await stack.refresh("--expect-no-changes");
    await stack.up("--expect-no-changes", "--refresh");
    const written = stack.requested().filter((command) => /\/(add|del)/.test(command));
    assert.deepEqual(written, []);
    assert.deepEqual(stack.outputsOf("hosts").memberAccounts, ["bot-c", "bot-a"]);
  });

  it("--target: works on that resource alone; a robot that moves is mended by the next whole up", async () => {
    stack.write({
      one: robots("live-1", ["bot-a", "bot-b"]),
      two: robots("live-1", ["bot-c"]),
      hall: robot("room-1", "bot-h"),
    });
    await stack.up();
    stack.requests();
    stack.write({
      one: robots("live-1", ["bot-a"]),
      two: robots("live-1", ["bot-b", "bot-c"]),
      hall: robot("room-2", "bot-h"),
    });
    const { operations } = await stack.up("--target", urnOf("one"));
    assert.deepEqual(operations.one, ["update"]);
    assert.deepEqual(stack.requested(), [delRobots]);
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-h"]);
    await stack.up();
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b", "bot-c"]);
    assert.deepEqual([stack.robotsOf("room-1"), stack.robotsOf("room-2")], [[], ["bot-h"]]);
    await stack.preview("--expect-no-changes");
  });

  it("--replace: ends with the robots of a group there, which are asked for again and never taken away", async () => {
    stack.write({ hosts: robots("live-1", ["bot-a"]) });
    await stack.up();
    stack.requests();
    await stack.up("--replace", urnOf("hosts"));
    assert.deepEqual(stack.requested(), [addRobots]);
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a"]);
    await stack.preview("--expect-no-changes");
  });
});

describe("a SecretKey that was replaced in the Chat console", () => {
  const before = { ...app, secretKey: "a1".repeat(32) };
  let stack: Stack;
  let after: Stack;

  // The service of two days: the same app with the old key, then with the new one.
  beforeEach(async () => {
    stack = await Stack.open({ seed: empty, emulator: { apps: [before] } });
    after = await Stack.open({ seed: empty });
    await stack.succeed("config", "set", "tencent-chat:endpoint", stack.emulator.url);
    await stack.succeed("config", "set", "--secret", "tencent-chat:secretKey", before.secretKey);
  });

  afterEach(async () => {
    await stack.close();
    await after.close();
  });

  it("is used by the next up without a change of any resource, and by a destroy that runs the program", async () => {
    stack.write({ hosts: robots("live-1", ["bot-a"]), hall: robot("room-1", "bot-h") });
    await stack.up();
    after.emulator.seed({ [app.sdkAppId]: stack.service });
    await stack.succeed("config", "set", "tencent-chat:endpoint", after.emulator.url);
    await stack.succeed("config", "set", "--secret", "tencent-chat:secretKey", app.secretKey);
    const { operations } = await stack.up();
    assert.deepEqual(operations, {});
    stack.write({ hosts: robots("live-1", ["bot-a", "bot-b"]), hall: robot("room-1", "bot-h") });
    await stack.up();
    assert.deepEqual(after.robotsOf("live-1"), ["bot-a", "bot-b"]);
    await stack.destroy("--run-program");
    assert.deepEqual([after.robotsOf("live-1"), after.robotsOf("room-1")], [[], []]);
  });
});
