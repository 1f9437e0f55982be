import assert from "node:assert/strict";
import { type Declaration, Stack, type StackOptions } from "./support/stack";

const robots = (groupId: string, ...memberAccounts: string[]): Declaration => ({
  type: "LiveGroupRobots",
  args: { groupId, memberAccounts },
});
const robot = (roomId: string, memberAccount: string): Declaration => ({
  type: "RoomRobot",
  args: { roomId, memberAccount },
});

const getMembers = "group_open_avchatroom_http_svc/get_members";
const delRobots = "group_open_avchatroom_http_svc/del_robots";

const seed: StackOptions["seed"] = {
  groups: { "live-1": { type: "AVChatRoom", members: ["viewer"], robots: ["not-ours"] } },
  rooms: { "room-1": { type: "Conference" } },
};
const program = { welcome: robots("live-1", "bot-a", "bot-b"), minutes: robot("room-1", "bot-m") };
const refresh = ["refresh", "--yes", "--skip-preview", "--json"];

const accounts = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `bot-${String(at).padStart(4, "0")}`);

describe("drift", () => {
  let stack: Stack;

  afterEach(() => stack.close());

  it("is not seen in a refresh right after an up, while the online list still shows what was before", async () => {
    stack = await Stack.open({
      seed,
      // Longer than the service's 10 to 40 s, so that the list is old however slow the machine.
      emulator: { listDelaySeconds: 600 },
      env: { TENCENT_CHAT_LIST_DELAY_SECONDS: undefined },
    });
    await stack.byHand(getMembers, { GroupId: "live-1", Timestamp: 0, Mark: 500 });
    stack.write(program);
    await stack.up();
    stack.requests();
    assert.deepEqual((await stack.refresh()).operations, {});
    assert.ok(stack.requested().includes(getMembers));
    assert.deepEqual(stack.outputsOf("welcome").memberAccounts, ["bot-a", "bot-b"]);

    stack.write({ ...program, welcome: robots("live-1", "bot-a", "bot-c") });
    await stack.up();
    assert.deepEqual((await stack.refresh()).operations, {});
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
  });

  it("is mended by up --refresh, of some robots as of all", async () => {
    stack = await Stack.open({ seed });
    stack.write(program);
    await stack.up();
    for (const lost of [["bot-a"], ["bot-a", "bot-b"]]) {
      await stack.byHand(delRobots, { GroupId: "live-1", Member_Account: lost });
      await stack.up("--refresh");
      assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b", "not-ours"]);
      assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
    }
  });

  it("takes the robots of what is no longer declared away in up --refresh, too", async () => {
    stack = await Stack.open({ seed });
    stack.write(program);
    await stack.up();
    stack.write({});
    await stack.up("--refresh");
    assert.deepEqual(stack.robotsOf("live-1"), ["not-ours"]);
    assert.deepEqual(stack.robotsOf("room-1"), []);
  });

  it("is no matter of a service that is down: refresh fails, says so and forgets nothing", async () => {
    stack = await Stack.open({
      seed,
      env: { TENCENT_CHAT_TIMEOUT_SECONDS: "1", TENCENT_CHAT_MAX_ATTEMPTS: "2" },
    });
    stack.write(program);
    await stack.up();
    // The engine writes down anew where a resource comes from; what it knows of the resource has to stay.
    const known = (): unknown =>
      stack.state.resources.map(({ urn, id, inputs, outputs }) => ({ urn, id, inputs, outputs }));
    const resources = known();
    // The engine ends with the first failure, whichever of the two resources has it.
    const asked = /(get_members|get_room_info)/;

    stack.emulator.addFault({ command: "*", kind: "errorCode", errorCode: 10002, times: 1000 });
    const failing = await stack.fail(...refresh);
    assert.match(failing, asked);
    assert.match(failing, /10002|100001/);
    assert.deepEqual(known(), resources);

    const { service } = stack;
    stack.emulator.reset();
    stack.emulator.seed({ 1400009999: service });
    stack.emulator.addFault({ command: "*", kind: "hang", times: 1000 });
    const hanging = await stack.fail(...refresh);
    assert.match(hanging, asked);
    assert.deepEqual(known(), resources);

    await stack.emulator.stop();
    const down = await stack.fail(...refresh);
    assert.match(down, /ECONNREFUSED/);
    assert.deepEqual(known(), resources);
  });

  it("of a group that was dissolved is forgotten on refresh, and mended by up once there is a group", async () => {
    stack = await Stack.open({ seed });
    stack.write(program);
    await stack.up();
    stack.emulator.reset();
    assert.deepEqual((await stack.refresh()).operations, { welcome: ["delete"], minutes: ["delete"] });
    assert.match(await stack.fail("up", "--yes", "--skip-preview", "--json"), /10010/);

    stack.emulator.seed({ 1400009999: { ...seed } });
    await stack.up();
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b", "not-ours"]);
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-m"]);
  });

  it("is found among more than 500 robots, of which all pages are read", async () => {
    stack = await Stack.open({ seed });
    const many = accounts(750);
    stack.write({ welcome: robots("live-1", ...many) });
    await stack.up();
    const lost = [many[0], many[400], many[749]] as string[];
    await stack.byHand(delRobots, { GroupId: "live-1", Member_Account: lost });
    stack.requests();
    assert.deepEqual((await stack.refresh()).operations, { welcome: ["update"] });
    assert.ok(stack.requested().filter((command) => command === getMembers).length > 1);
    assert.deepEqual(
      stack.outputsOf("welcome").memberAccounts,
      many.filter((account) => !lost.includes(account)),
    );
    await stack.up();
    assert.deepEqual(stack.robotsOf("live-1"), [...many, "not-ours"]);
  });

  it("is not concluded from the list of a group that has more than the 1,000 robots that it shows", async () => {
    stack = await Stack.open({ seed });
    const many = accounts(1_200);
    stack.write({ welcome: robots("live-1", ...many) });
    await stack.up();
    stack.requests();
    assert.deepEqual((await stack.refresh()).operations, {});
    assert.ok(stack.requested().includes(getMembers));
    assert.deepEqual(stack.outputsOf("welcome").memberAccounts, many);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
  });
});
