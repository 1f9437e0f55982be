import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { diagnosticsOf } from "../../../support/compiler";
import { atDesk, type Desk, sdkAppId, secretKey } from "./support";

const seed = {
  groups: {
    live: { type: "AVChatRoom", robots: ["bot-b", 'bot "a"'], members: ["viewer"] },
    quiet: { type: "AVChatRoom" },
  },
  rooms: {
    stage: { type: "Live", robots: ["bot-a"] },
    standup: { type: "Conference", members: ["alice"], robots: ["bot-a"] },
  },
} as const;

/** What is printed, which has to be a program. */
async function printed(desk: Desk, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await desk.run(["snapshot", ...args], env);
  assert.deepEqual([code, stderr], [0, ""]);
  const file = join(resolve(__dirname, "../../../.."), "snapshot.ts");
  assert.deepEqual(diagnosticsOf(new Map([[file, stdout]])), new Map([[file, []]]));
  return stdout;
}

const withoutComments = (program: string): string => program.replace(/^ *\/\/.*\n/gm, "");

describe("pulumi-tencent-chat snapshot", () => {
  it("declares the robots of a live group, and nobody else", () =>
    atDesk(async (desk) => {
      const program = await printed(desk, ["--group", "live"]);
      assert.equal(
        withoutComments(program),
        [
          'import { LiveGroupRobots } from "pulumi-tencent-chat";',
          "",
          'new LiveGroupRobots("live", {',
          '  groupId: "live",',
          "  memberAccounts: [",
          '    "bot \\"a\\"",',
          '    "bot-b",',
          "  ],",
          "});",
          "",
        ].join("\n"),
      );
      assert.match(program, /^\/\/ The service's list may not show yet .* the last 40 s/m);
    }, seed));

  it("declares the robots of a live room of a named app", () =>
    atDesk(async (desk) => {
      const env = { TENCENT_CHAT_APPS: JSON.stringify({ staging: { sdkAppId, secretKey } }) };
      const program = await printed(desk, ["--live-room", "stage", "--app", "staging"], env);
      assert.match(program, /^new LiveRoomRobots\("stage", \{\n {2}app: "staging",\n {2}roomId: "stage",/m);
      assert.match(program, /^ {4}"bot-a",$/m);
    }, seed));

  it("leaves a declaration to fill in where there are no robots", () =>
    atDesk(async (desk) => {
      const program = await printed(desk, ["--group", "quiet"]);
      assert.match(program, /^\/\/ The group "quiet" has no robots now\. Name at least one:$/m);
      assert.doesNotMatch(withoutComments(program), /LiveGroupRobots\(/);
    }, seed));

  it("says that nobody lists the robots of a room of type Conference, and declares none", () =>
    atDesk(async (desk) => {
      const program = await printed(desk, ["--room", "standup"]);
      assert.match(program, /^\/\/ The service has no list of the robots of a room of type Conference/m);
      assert.match(program, /^const robots: string\[\] = \[\n\];$/m);
      assert.doesNotMatch(program, /alice|bot-a/);
    }, seed));

  it("shows the members of such a room where they may be robots, to choose from", () =>
    atDesk(async (desk) => {
      const env = { TENCENT_CHAT_ROOM_ROBOTS_IN_MEMBER_LIST: "true" };
      const program = await printed(desk, ["--room", "standup"], env);
      assert.match(program, /^ {2}\/\/ "alice",$/m);
      assert.match(program, /^ {2}\/\/ "bot-a",$/m);
    }, seed));

  it("declares the robots of a live group in YAML, where a name is no reference", () =>
    atDesk(
      async (desk) => {
        const { stdout } = await desk.run(["snapshot", "--group", "live", "--format", "yaml"]);
        assert.match(stdout, /^# The service's list may not show yet .* the last 40 s/);
        assert.deepEqual(parse(stdout), {
          resources: {
            live: {
              type: "tencent-chat:LiveGroupRobots",
              properties: { groupId: "live", memberAccounts: [`$\${a.id}`, "bot: #b"] },
            },
          },
        });
      },
      { groups: { live: { type: "AVChatRoom", robots: [`\${a.id}`, "bot: #b"] } } },
    ));

  it("declares in YAML nobody of a group without robots, nor of a room, until a person names them", () =>
    atDesk(async (desk) => {
      const env = { TENCENT_CHAT_ROOM_ROBOTS_IN_MEMBER_LIST: "true" };
      for (const [place, properties] of [
        ["--group quiet", { groupId: "quiet", memberAccounts: null }],
        ["--room standup", { rooms: { standup: ["alice", "bot-a"] } }],
      ] as const) {
        const { stdout } = await desk.run(["snapshot", ...place.split(" "), "--format", "yaml"], env);
        assert.equal(parse(stdout), null);
        const [, program = ""] = stdout.replaceAll(/^# /gm, "").split(/^(?=resources:)/m);
        const { resources } = parse(program) as { resources: Record<string, { properties: unknown }> };
        assert.deepEqual(Object.values(resources)[0]?.properties, properties);
      }
    }, seed));

  it("lists what pulumi import reads, and nothing that has no robots", () =>
    atDesk(async (desk) => {
      const listed = async (...place: string[]): Promise<unknown> =>
        JSON.parse((await desk.run(["snapshot", ...place, "--format", "import"])).stdout);
      const type = "tencent-chat:index:LiveRoomRobots";
      assert.deepEqual(await listed("--live-room", "stage"), {
        resources: [{ type, name: "stage", id: "stage" }],
      });
      assert.deepEqual(await listed("--group", "quiet"), { resources: [] });
    }, seed));

  const whole = {
    ...seed,
    chatbots: ["@RBT#guide"],
    groups: { ...seed.groups, "a-show": { type: "AVChatRoom", robots: ["bot-a"] }, team: { type: "Work" } },
  } as const;

  it("declares the robots of all live groups and the chatbots of an app where no container is named", () =>
    atDesk(async (desk) => {
      const program = await printed(desk, []);
      assert.equal(
        program,
        [
          'import { Chatbot, LiveGroupRobots } from "pulumi-tencent-chat";',
          "",
          "// The service's list may not show yet what was added or deleted in the last 40 s.",
          "// No document says whether creating an existing chatbot changes its profile. An import creates nothing.",
          "// Live groups without robots are left out.",
          "// The service does not list the rooms of an app: name each with --live-room or --room.",
          'new LiveGroupRobots("live", {',
          '  groupId: "live",',
          "  memberAccounts: [",
          '    "bot \\"a\\"",',
          '    "bot-b",',
          "  ],",
          "});",
          'new LiveGroupRobots("a-show", {',
          '  groupId: "a-show",',
          "  memberAccounts: [",
          '    "bot-a",',
          "  ],",
          "});",
          'new Chatbot("@RBT#guide", {',
          '  userId: "@RBT#guide",',
          "});",
          "",
        ].join("\n"),
      );
    }, whole));

  it("declares them in YAML and lists them for an import, each under a name of its own", () =>
    atDesk(
      async (desk) => {
        const { stdout } = await desk.run(["snapshot", "--format", "yaml"]);
        const { resources } = parse(stdout) as { resources: Record<string, { type: string }> };
        const types = Object.entries(resources).map(([name, { type }]) => [name, type]);
        const [robots, chatbot] = ["tencent-chat:LiveGroupRobots", "tencent-chat:Chatbot"];
        assert.deepEqual(types, [
          ["@RBT#guide", robots],
          ["chatbot @RBT#guide", chatbot],
        ]);
        const { stdout: file } = await desk.run(["snapshot", "--format", "import"]);
        assert.deepEqual(JSON.parse(file), {
          resources: [
            { type: "tencent-chat:index:LiveGroupRobots", name: "@RBT#guide", id: "@RBT#guide" },
            { type: "tencent-chat:index:Chatbot", name: "chatbot @RBT#guide", id: "@RBT#guide" },
          ],
        });
      },
      {
        chatbots: ["@RBT#guide"],
        groups: { "@RBT#guide": { type: "AVChatRoom", robots: ["bot-a"] } },
      },
    ));

  it("declares nothing of an app that has nothing, and says so", () =>
    atDesk(async (desk) => {
      const told = "The app has no robots in live groups, and no chatbots.";
      assert.ok((await printed(desk, [])).startsWith(`// ${told}\n`));
      const { stdout } = await desk.run(["snapshot", "--format", "yaml"]);
      assert.equal(parse(stdout), null);
      assert.deepEqual(JSON.parse((await desk.run(["snapshot", "--format", "import"])).stdout), {
        resources: [],
      });
    }));

  it("asks only what reads", () =>
    atDesk(async (desk) => {
      const before = desk.emulator.state();
      await printed(desk, ["--group", "live"]);
      await printed(desk, ["--live-room", "stage"]);
      await printed(desk, ["--room", "standup"]);
      await printed(desk, []);
      assert.deepEqual(desk.emulator.state(), before);
      assert.deepEqual(
        desk.emulator.requests().map(({ command }) => command.split("/")[1]),
        [
          ...["get_members", "get_robot", "get_room_info"],
          ...["get_appid_group_list", "get_members", "get_members", "get_all_robots"],
        ],
      );
    }, seed));

  for (const [args, message] of [
    [["--group", "missing"], 'There is no group "missing" in the app 1400000000. Check the ID, and --app.'],
    [
      ["--live-room", "missing"],
      'There is no live room "missing" in the app 1400000000. Check the ID, and --app.',
    ],
    [["--room", "missing"], 'There is no room "missing" in the app 1400000000. Check the ID, and --app.'],
  ] as const) {
    it(`ends with 1 and a line where there is none: ${args.join(" ")}`, () =>
      atDesk(async (desk) => {
        const { code, stdout, stderr } = await desk.run(["snapshot", ...args]);
        assert.deepEqual([code, stdout, stderr], [1, "", `pulumi-tencent-chat: ${message}\n`]);
      }, seed));
  }

  it("says in one line what the service says, and what is not configured", () =>
    atDesk(async (desk) => {
      const other = await desk.run(["snapshot", "--group", "live"], { TENCENT_CHAT_IDENTIFIER: "somebody" });
      assert.equal(other.code, 1);
      assert.match(other.stderr, /^pulumi-tencent-chat: \S+get_members: error 60010, .*\n$/);
      const none = await desk.run(["snapshot", "--group", "live"], { TENCENT_CHAT_SECRET_KEY: "" });
      assert.equal(none.code, 1);
      assert.match(
        none.stderr,
        /^pulumi-tencent-chat: Tencent Cloud Chat cannot be called\. Not set: tencent-chat:secretKey/,
      );
    }, seed));

  it("names the keys of the app that it was asked about", () =>
    atDesk(async (desk) => {
      const staging = { sdkAppId, secretKey, identifier: "somebody" };
      const env = { TENCENT_CHAT_APPS: JSON.stringify({ staging }) };
      const { stderr } = await desk.run(["snapshot", "--group", "live", "--app", "staging"], env);
      assert.match(stderr, /error 60010, .* Set tencent-chat:apps\.staging\.identifier to an app admin/);
    }, seed));
});
