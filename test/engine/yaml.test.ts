import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { blocksOf } from "../support/markdown";
import { addRobots, robots } from "./support/interrupted";
import { Family, until } from "./support/processes";
import { hasYaml, startPulumi } from "./support/pulumi";
import { app, type Declaration, Stack, yamlProgram } from "./support/stack";

const seed = {
  accounts: ["alice"],
  chatbots: ["@RBT#guide"],
  groups: {
    "live-1": { type: "AVChatRoom", name: "Stage", robots: ["bot-a"] },
    "live-2": { type: "AVChatRoom" },
  },
  rooms: {
    lobby: { type: "Conference", robots: ["bot-a"] },
    meeting: { type: "Conference", robots: ["bot-a"] },
    show: { type: "Live", robots: ["bot-a"] },
  },
} as const;

/** What is imported of each resource that can be read, by its ID alone. */
const readable: Readonly<Record<string, readonly [id: string, declaration: Declaration]>> = {
  account: ["alice", { type: "ChatAccount", args: { userId: "alice" } }],
  guide: ["@RBT#guide", { type: "Chatbot", args: { userId: "@RBT#guide" } }],
  stage: ["live-1", { type: "LiveGroup", args: { groupId: "live-1", name: "Stage" } }],
  hosts: ["show", { type: "LiveRoomRobots", args: { roomId: "show", memberAccounts: ["bot-a"] } }],
  lobby: [`{"lobby":["bot-a"]}`, { type: "RoomRobots", args: { rooms: { lobby: ["bot-a"] } } }],
  minutes: ["meeting/bot-a", { type: "RoomRobot", args: { roomId: "meeting", memberAccount: "bot-a" } }],
};

(hasYaml ? describe : describe.skip)("a YAML program of native resources", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({ seed, door: "native" });
  });

  afterEach(() => stack.close());

  it("takes over what exists by pulumi import, one resource or a file of them, and declares it then", async () => {
    stack.write({});
    const printed = join(stack.folder, "imported.yaml");
    const hosts = ["tencent-chat:index:LiveGroupRobots", "welcome", "live-1"];
    await stack.succeed("import", ...hosts, "--yes", "--skip-preview", "--out", printed);
    assert.match(
      readFileSync(printed, "utf8"),
      /type: tencent-chat:LiveGroupRobots\s+properties:\s+groupId: live-1\s+memberAccounts:\s+- bot-a\s+options:\s+protect: true/,
    );

    const resources = Object.entries(readable).map(([name, [id, { type }]]) => ({
      ...{ name, id, type: `tencent-chat:index:${type}` },
    }));
    const file = join(stack.folder, "resources.json");
    writeFileSync(file, JSON.stringify({ resources }));
    await stack.succeed(
      "import",
      "--file",
      file,
      "--yes",
      "--skip-preview",
      "--protect=false",
      "--out",
      printed,
    );

    const imported = Object.entries(readable).map(([name, [, declaration]]) => [name, declaration]);
    const options = { protect: true };
    const program = { ...Object.fromEntries(imported), welcome: { ...robots("live-1", "bot-a"), options } };
    stack.write(program as Readonly<Record<string, Declaration>>);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
    assert.deepEqual((await stack.refresh()).operations, {});
    assert.match(
      await stack.fail("import", hosts[0] ?? "", "nobody", "live-9", "--yes", "--skip-preview"),
      /the id "live-9" cannot be read: it does not exist in the app of /,
    );
  });

  it("is previewed without credentials, with its outputs", async () => {
    stack.write(
      yamlProgram(
        {
          welcome: {
            type: "tencent-chat:LiveGroupRobots",
            properties: robots("live-2", "bot-b", "bot-a").args,
          },
        },
        { outputs: { robots: `\${welcome.memberAccounts}` } },
      ),
    );
    const { TENCENT_CHAT_SECRET_KEY: _key, TENCENT_CHAT_SDK_APP_ID: _app, ...env } = stack.env;
    const { code, stdout } = await startPulumi(["preview", "--stack", "test"], { cwd: stack.folder, env })
      .ended;
    assert.equal(code, 0, stdout);
    assert.match(stdout, /robots\s*: \[\s+\[0\]: "bot-b"\s+\[1\]: "bot-a"/);
    assert.deepEqual(stack.requested(), []);
  });

  it("keeps robots in their group that move to another resource, or whose resource gets another name", async () => {
    stack.write({ welcome: robots("live-2", "bot-a", "bot-b"), quiz: robots("live-2", "bot-q") });
    await stack.up();
    stack.requested();
    stack.write({ hosts: robots("live-2", "bot-a"), quiz: robots("live-2", "bot-b", "bot-q") });
    assert.deepEqual((await stack.up()).operations, {
      hosts: ["create"],
      quiz: ["update"],
      welcome: ["delete"],
    });
    assert.deepEqual(stack.robotsOf("live-2"), ["bot-a", "bot-b", "bot-q"]);
    assert.ok(!stack.requested().some((command) => command.endsWith("del_robots")));
  });

  it("is refused in the preview where two resources own one robot, by their names", async () => {
    stack.write({ welcome: robots("live-2", "bot-a"), quiz: robots("live-2", "bot-a") });
    assert.match(
      await stack.fail("preview", "--json"),
      /"(welcome|quiz)" and "(welcome|quiz)" both own the robot bot-a of group live-2/,
    );
  });

  it("is replaced for the one robot that replaceOnChanges names, and for no other", async () => {
    const listing = (last: string, at: number): void =>
      stack.write({
        hosts: {
          ...robots("live-2", "bot-a", last),
          options: { replaceOnChanges: [`memberAccounts[${at}]`] },
        },
      });
    listing("bot-b", 1);
    await stack.up();
    listing("bot-c", 0);
    assert.deepEqual((await stack.preview()).operations, { hosts: ["update"] });
    listing("bot-c", 1);
    const { hosts } = (await stack.preview()).operations;
    assert.deepEqual(hosts?.toSorted(), ["create-replacement", "delete-replaced", "replace"]);
  });

  it("ends a create whose customTimeouts are over, which the next up completes", async () => {
    stack.write({ hosts: { ...robots("live-2", "bot-b"), options: { customTimeouts: { create: "1s" } } } });
    stack.emulator.addFault({ command: addRobots, kind: "hang" });
    assert.match(await stack.fail("up", "--yes", "--skip-preview", "--json"), /customTimeouts/);
    stack.emulator.clearFaults();
    await stack.up();
    assert.deepEqual(stack.robotsOf("live-2"), ["bot-b"]);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
  });

  it("is replaced by --replace with deleteBeforeReplace, without which nothing is changed and the failure names it", async () => {
    const [, , block = ""] = blocksOf("docs/native-provider.md", "yaml");
    const { resources } = parse(block) as { resources: { show: Record<"type" | "properties", object> } };
    const robots = { groupId: `\${show.groupId}`, memberAccounts: ["bot-a"] };
    const hosts = { type: "tencent-chat:LiveGroupRobots", properties: robots };
    const { type, properties } = resources.show;
    stack.write(yamlProgram({ show: { type, properties }, hosts }));
    await stack.up();
    const replacing = ["--yes", "--skip-preview", "--json", "--replace", stack.stored("show")?.urn ?? ""];
    assert.match(await stack.fail("up", ...replacing), /exists already.* the option `deleteBeforeReplace`/s);
    assert.deepEqual(stack.robotsOf("live-show"), ["bot-a"]);

    stack.write(yamlProgram({ ...resources, hosts }));
    const { operations } = await stack.succeed("up", ...replacing);
    assert.equal(operations.show?.[0], "delete-replaced");
    assert.deepEqual(stack.robotsOf("live-show"), ["bot-a"]);
    await stack.preview("--refresh", "--expect-no-changes");
  });

  it("has a provider for each app, as the page says, whose SecretKeys are in no log and encrypted in the state", async () => {
    const europe = { ...app, sdkAppId: 1400000002, secretKey: `${app.secretKey.slice(0, -4)}beef` };
    const apps = await Stack.open({
      ...{ door: "native", seed, emulator: { apps: [app, europe] }, secrets: [europe.secretKey] },
    });
    try {
      apps.emulator.seed({ [europe.sdkAppId]: { groups: { "live-main": { type: "AVChatRoom" } } } });
      const [, block = ""] = blocksOf("docs/native-provider.md", "yaml");
      const { config, resources } = parse(block) as { config: object; resources: object };
      const own = { type: "tencent-chat:LiveGroupRobots", properties: robots("live-2", "bot-b").args };
      apps.write(yamlProgram({ ...resources, own }, { config }));
      await apps.succeed("config", "set", "--secret", "secretKeyOfEurope", europe.secretKey);
      await apps.succeed("up", "--yes", "--skip-preview", "-v=9", "--logtostderr");
      assert.deepEqual(apps.robotsOf("live-main", europe.sdkAppId), ["bot-welcome"]);
      assert.deepEqual(apps.robotsOf("live-2"), ["bot-b"]);
      assert.match(
        JSON.stringify(apps.stored("europe")?.inputs),
        /"secretKey":\{"[0-9a-f]+":"1b47061264138c4ac30d75fd1eb44270"/,
      );
      assert.deepEqual((await apps.preview("--expect-no-changes")).operations, {});
    } finally {
      await apps.close();
    }
  });

  it("stays as it is when what configured its provider moves from the environment to the stack, or to a provider of its own", async () => {
    const bots = { welcome: robots("live-2", "bot-b") };
    stack.write(bots);
    await stack.up();
    stack.requests();
    await stack.succeed("config", "set", "tencent-chat:sdkAppId", String(app.sdkAppId));
    await stack.succeed("config", "set", "tencent-chat:endpoint", stack.emulator.url);
    assert.deepEqual((await stack.up()).operations, {});
    const explicit = { sdkAppId: app.sdkAppId, endpoint: stack.emulator.url };
    const provider = { type: "pulumi:providers:tencent-chat", properties: explicit };
    const welcome = {
      type: "tencent-chat:LiveGroupRobots",
      properties: bots.welcome.args,
      options: { provider: "$" + "{own}" },
    };
    stack.write(yamlProgram({ own: provider, welcome }));
    const { operations } = await stack.up();
    assert.deepEqual(operations.welcome ?? [], []);
    assert.deepEqual([stack.requested(), stack.robotsOf("live-2")], [[], ["bot-b"]]);
  });

  it("is completed by the next up after the engine was killed with requests on the wire, with which the plug-in ends", async () => {
    stack.write({ welcome: robots("live-1", "bot-a", "bot-b"), quiz: robots("live-2", "bot-q") });
    stack.emulator.addFault({ command: addRobots, kind: "latency", milliseconds: 1500, times: 2 });
    const { child, ended } = stack.start("up", "--yes", "--skip-preview", "--json");
    const engine = child.pid ?? assert.fail("the engine did not start");
    await until("a robot is asked for", () => stack.emulator.requests().length > 0);
    const family = Family.of(engine);
    process.kill(engine, "SIGKILL");
    // By itself, this one stays when its engine is killed.
    process.kill(family.find(/pulumi-language-yaml/)?.pid ?? assert.fail("there is no language host"));
    await stack.assertNoSecrets(await ended);
    assert.deepEqual(await family.leftAfter(10_000), []);
    if (existsSync(join(stack.folder, "backend/.pulumi/locks"))) await stack.succeed("cancel", "--yes");
    await stack.up();
    assert.deepEqual([stack.robotsOf("live-1"), stack.robotsOf("live-2")], [["bot-a", "bot-b"], ["bot-q"]]);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
  });
});
