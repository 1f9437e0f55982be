import assert from "node:assert/strict";
import { type Declaration, Stack } from "./support/stack";

const robots = (groupId: string, ...memberAccounts: string[]): Declaration => ({
  type: "LiveGroupRobots",
  args: { groupId, memberAccounts },
});

describe("LiveGroupRobots in a stack", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({
      seed: {
        groups: {
          "live-1": { type: "AVChatRoom", members: ["viewer"], robots: ["not-ours"] },
          "live-2": { type: "AVChatRoom", members: [], robots: [] },
        },
      },
    });
  });

  afterEach(() => stack.close());

  it("goes from create over no change, update and replacement to delete, and leaves other robots alone", async () => {
    stack.write({ welcome: robots("live-1", "bot-b", "bot-a") });
    assert.deepEqual((await stack.up()).operations, { welcome: ["create"] });
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b", "not-ours"]);

    stack.write({ welcome: robots("live-1", "bot-a", "bot-b", "bot-a") });
    stack.requested();
    assert.deepEqual((await stack.up()).operations, {});
    assert.deepEqual(stack.requested(), []);

    stack.write({ welcome: robots("live-1", "bot-a", "bot-c") });
    assert.deepEqual((await stack.up()).operations, { welcome: ["update"] });
    assert.deepEqual(stack.requested(), [
      "group_open_avchatroom_http_svc/add_robots",
      "group_open_avchatroom_http_svc/del_robots",
    ]);
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-c", "not-ours"]);

    stack.write({ welcome: robots("live-2", "bot-a", "bot-c") });
    const replaced = await stack.up();
    assert.deepEqual(replaced.operations, { welcome: ["create-replacement", "replace", "delete-replaced"] });
    assert.deepEqual(stack.robotsOf("live-1"), ["not-ours"]);
    assert.deepEqual(stack.robotsOf("live-2"), ["bot-a", "bot-c"]);

    stack.write({});
    assert.deepEqual((await stack.up()).operations, { welcome: ["delete"] });
    assert.deepEqual(stack.robotsOf("live-2"), []);
  });

  it("finds robots that were removed by hand in a refresh, and adds them again in the next up", async () => {
    stack.write({ welcome: robots("live-1", "bot-a", "bot-b") });
    await stack.up();
    await stack.byHand("group_open_avchatroom_http_svc/del_robots", {
      GroupId: "live-1",
      Member_Account: ["bot-a"],
    });

    assert.deepEqual((await stack.refresh()).operations, { welcome: ["update"] });
    assert.deepEqual(stack.outputsOf("welcome").memberAccounts, ["bot-b"]);
    assert.deepEqual((await stack.preview()).operations, { welcome: ["update"] });

    assert.deepEqual((await stack.up()).operations, { welcome: ["update"] });
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b", "not-ours"]);
  });

  it("forgets its robots in a refresh when all of them are gone, and creates them again in the next up", async () => {
    stack.write({ welcome: robots("live-1", "bot-a") });
    await stack.up();
    await stack.byHand("group_open_avchatroom_http_svc/del_robots", {
      GroupId: "live-1",
      Member_Account: ["bot-a"],
    });

    assert.deepEqual((await stack.refresh()).operations, { welcome: ["delete"] });
    assert.equal(stack.stored("welcome"), undefined);
    assert.deepEqual((await stack.up()).operations, { welcome: ["create"] });
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "not-ours"]);
  });

  it("is deleted without an error when its group was dissolved", async () => {
    stack.write({ welcome: robots("live-1", "bot-a") });
    await stack.up();
    stack.emulator.reset();

    assert.deepEqual((await stack.destroy()).operations, { welcome: ["delete"] });
  });

  it("keeps its robots when it is renamed in the program", async () => {
    stack.write({ welcome: robots("live-1", "bot-a", "bot-b") });
    await stack.up();

    stack.write({ greeters: robots("live-1", "bot-a", "bot-b") });
    assert.deepEqual((await stack.up()).operations, { greeters: ["create"], welcome: ["delete"] });
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b", "not-ours"]);

    assert.deepEqual((await stack.destroy()).operations, { greeters: ["delete"] });
    assert.deepEqual(stack.robotsOf("live-1"), ["not-ours"]);
  });

  it("takes over robots that are in the group already", async () => {
    stack.write({ welcome: robots("live-1", "not-ours") });
    await stack.up();
    await stack.destroy();
    assert.deepEqual(stack.robotsOf("live-1"), []);
  });

  it("keeps the batches that were done when a later one fails, and does only the rest in the next up", async () => {
    const accounts = Array.from({ length: 1_200 }, (_, at) => `bot-${String(at).padStart(4, "0")}`);
    stack.write({ welcome: robots("live-2", ...accounts) });
    stack.emulator.addFault({
      command: "group_open_avchatroom_http_svc/add_robots",
      kind: "errorCode",
      errorCode: 10004,
      skip: 1,
    });

    const told = await stack.fail("up", "--yes", "--skip-preview", "--json");
    assert.match(told, /done: bot-0000.*not added: bot-0500.*10004/s);
    assert.equal(stack.robotsOf("live-2").length, 500);

    stack.requested();
    assert.deepEqual((await stack.up()).operations, { welcome: ["update"] });
    assert.equal(stack.requested().length, 2);
    assert.deepEqual(stack.robotsOf("live-2"), accounts);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
  });
});
