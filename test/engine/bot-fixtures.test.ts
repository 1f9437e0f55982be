import assert from "node:assert/strict";
import { Stack } from "./support/stack";

/** A whole environment, as the arguments of a `BotFixtures`. */
const environment = {
  accounts: { host: { userId: "bot-host", nick: "Host", deleteOnDestroy: true }, "bot-guide": {} },
  chatbots: { "@RBT#guide": { nick: "Guide" } },
  liveGroups: {
    stage: {
      groupId: "live-stage",
      create: { name: "Stage", ownerAccount: "host" },
      robots: ["host", "bot-guide"],
    },
    "live-main": { robots: ["bot-guide", "bot-elsewhere"] },
  },
  rooms: { "room-1": { robots: ["host"] } },
  liveRooms: { show: { roomId: "live-show", robots: ["bot-guide"] } },
} as const;

const seed = {
  groups: { "live-main": { type: "AVChatRoom", robots: ["not-ours"] } },
  rooms: {
    "room-1": { type: "Conference" },
    "room-2": { type: "Conference" },
    "live-show": { type: "Live" },
  },
} as const;

const program = (args: object, more = ""): string => `
  const pulumi = require("@pulumi/pulumi");
  const chat = require("pulumi-tencent-chat");
  const fixtures = new chat.BotFixtures("dev", ${JSON.stringify(args)});
  ${more}
`;

const created = ["create"];

describe("BotFixtures in a stack", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({ seed });
  });

  afterEach(() => stack.close());

  it("brings a whole environment up in the order of its needs, changes what changes, and takes all of it away", async () => {
    stack.write(
      program(
        environment,
        "exports.stage = fixtures.liveGroups.stage.groupId; exports.host = fixtures.accounts.host.userId;",
      ),
    );
    assert.deepEqual((await stack.up()).operations, {
      dev: created,
      "dev-host": created,
      "dev-bot-guide": created,
      "dev-@RBT#guide": created,
      // The group, and the robots in it.
      "dev-stage": [...created, ...created],
      "dev-live-main": created,
      "dev-rooms": created,
      "dev-show": created,
    });
    const { stdout } = await stack.pulumi("stack", "output", "--json");
    assert.deepEqual(JSON.parse(stdout), { stage: "live-stage", host: "bot-host" });
    assert.deepEqual(stack.robotsOf("live-stage"), ["bot-guide", "bot-host"]);
    assert.deepEqual(stack.robotsOf("live-main"), ["bot-elsewhere", "bot-guide", "not-ours"]);
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-host"]);
    assert.deepEqual(stack.robotsOf("live-show"), ["bot-guide"]);
    assert.equal(stack.service.groups["live-stage"]?.owner, "bot-host");
    assert.deepEqual(stack.service.chatbots, ["@RBT#guide"]);
    await stack.preview("--expect-no-changes");

    const { liveGroups, ...others } = environment;
    const { stage } = liveGroups;
    const more = {
      ...others,
      accounts: { "bot-first": {}, ...environment.accounts },
      liveGroups: { ...liveGroups, stage: { ...stage, robots: [...stage.robots, "bot-first"] } },
      rooms: { "room-1": { robots: ["host", "bot-guide"] }, "room-2": { robots: ["host"] } },
    };
    stack.write(program(more));
    const { stdout: preview } = await stack.succeed("preview", "--diff");
    assert.match(preview, /~ room-1: \[\s+\[0\]: "bot-host"\s+\+ \[1\]: "bot-guide"/);
    assert.match(preview, /\+ room-2: \[\s+\+ +\[0\]: "bot-host"\s+\]/);
    assert.deepEqual((await stack.up()).operations, {
      "dev-bot-first": created,
      "dev-stage": ["update"],
      "dev-rooms": ["update"],
    });

    await stack.byHand("openim_robot_http_svc/delete_robot", { Robot_Account: "@RBT#guide" });
    await stack.byHand("live_engine_http_srv/del_robot", {
      RoomId: "live-show",
      RobotList_Account: ["bot-guide"],
    });
    assert.deepEqual((await stack.refresh()).operations, {
      "dev-@RBT#guide": ["delete"],
      "dev-show": ["delete"],
    });
    assert.deepEqual((await stack.up()).operations, { "dev-@RBT#guide": created, "dev-show": created });

    await stack.destroy();
    assert.deepEqual(Object.keys(stack.service.groups), ["live-main"]);
    assert.deepEqual(stack.robotsOf("live-main"), ["not-ours"]);
    assert.deepEqual([...stack.robotsOf("room-1"), ...stack.robotsOf("live-show")], []);
    assert.deepEqual(stack.service.chatbots ?? [], []);
    const { accounts } = stack.service;
    assert.ok(accounts.includes("bot-guide"));
    assert.ok(!accounts.includes("bot-host"));
  });

  it("takes over what a program declared by hand, when it says what that was called", async () => {
    stack.write(`
      const chat = require("pulumi-tencent-chat");
      const { groupId } = new chat.LiveGroup("stage", { groupId: "live-stage", name: "Stage" });
      new chat.LiveGroupRobots("hosts", { groupId, memberAccounts: ["bot-a"] });
      new chat.RoomRobot("room-1/bot-a", { roomId: "room-1", memberAccount: "bot-a" });
    `);
    await stack.up();
    stack.requests();
    const args = {
      liveGroups: { stage: { groupId: "live-stage", create: { name: "Stage" }, robots: ["bot-a"] } },
      rooms: { "room-1": { robots: ["bot-a"] } },
    };
    stack.write(`
      const pulumi = require("@pulumi/pulumi");
      const chat = require("pulumi-tencent-chat");
      const formerly = { "dev-stage": ["stage", "hosts"], "dev-room-1/bot-a": ["room-1/bot-a"] };
      const transformations = [({ name, props, opts }) => {
        const aliases = formerly[name]?.map((old) => ({ name: old, parent: pulumi.rootStackResource }));
        return aliases && { props, opts: pulumi.mergeOptions(opts, { aliases }) };
      }];
      new chat.BotFixtures("dev", ${JSON.stringify(args)}, { transformations });
    `);
    assert.deepEqual((await stack.up()).operations, {
      dev: created,
      "dev-rooms": created,
      "room-1/bot-a": ["delete"],
    });
    // Nobody leaves the room: its robot is taken over from a resource of another type.
    assert.deepEqual(stack.requested(), ["room_engine_http_srv/add_robot"]);
    await stack.preview("--expect-no-changes");
  });

  it("takes over the stack of a component that declared a resource for each robot of a room", async () => {
    const robots = (all: object): string => `
      const pulumi = require("@pulumi/pulumi");
      const chat = require("pulumi-tencent-chat");
      class Former extends pulumi.ComponentResource {
        constructor(name, rooms) {
          super("tencent-chat:index:BotFixtures", name);
          for (const [room, robots] of Object.entries(rooms)) {
            for (const memberAccount of robots) {
              new chat.RoomRobot(\`\${name}-\${room}/\${memberAccount}\`, { roomId: room, memberAccount }, { parent: this });
            }
          }
        }
      }
      new Former("dev", ${JSON.stringify(all)});
    `;
    stack.write(robots({ "room-1": ["bot-a", "bot-b", "bot-old"], "room-2": ["bot-a"] }));
    await stack.up();
    stack.requests();
    stack.write(
      program({
        rooms: { "room-1": { robots: ["bot-a", "bot-b"] }, "room-2": { robots: ["bot-a", "bot-new"] } },
      }),
    );
    assert.deepEqual((await stack.up()).operations, {
      "dev-rooms": created,
      "dev-room-1/bot-a": ["delete"],
      "dev-room-1/bot-b": ["delete"],
      "dev-room-1/bot-old": ["delete"],
      "dev-room-2/bot-a": ["delete"],
    });
    const deleted = stack.requests().filter(({ command }) => command.endsWith("/delete_robot"));
    assert.deepEqual(
      deleted.map(({ body }) => body),
      [{ RoomId: "room-1", Member_Account: "bot-old" }],
    );
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-a", "bot-b"]);
    assert.deepEqual(stack.robotsOf("room-2"), ["bot-a", "bot-new"]);
    await stack.preview("--expect-no-changes");
  });

  it("previews values that only an up makes known, wherever they are", async () => {
    stack.write(`
      const pulumi = require("@pulumi/pulumi");
      const chat = require("pulumi-tencent-chat");
      const first = new chat.RoomRobot("first", { roomId: "room-1", memberAccount: "live-main" });
      const group = first.id.apply((id) => id.split("/")[1]);
      const account = first.id.apply((id) => "bot-" + id.length);
      new chat.BotFixtures("dev", {
        accounts: { later: { userId: account, nick: account } },
        liveGroups: {
          main: { groupId: group, robots: [account] },
          stage: { create: { name: account }, robots: account.apply((one) => [one + "-x", "later"]) },
        },
        rooms: {
          room: { roomId: first.roomId, robots: ["later", account.apply((one) => one + "-y")] },
          again: { roomId: "room-1", robots: account.apply((one) => [one + "-z"]) },
        },
      });
    `);
    const expected = {
      first: created,
      dev: created,
      "dev-later": created,
      "dev-main": created,
      "dev-stage": [...created, ...created],
      "dev-rooms": created,
    };
    assert.deepEqual((await stack.preview()).operations, expected);
    assert.deepEqual((await stack.up()).operations, expected);
    assert.deepEqual(stack.robotsOf("live-main"), ["bot-16", "not-ours"]);
    assert.deepEqual(stack.robotsOf("stage"), ["bot-16", "bot-16-x"]);
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-16", "bot-16-y", "bot-16-z", "live-main"]);
  });
});
