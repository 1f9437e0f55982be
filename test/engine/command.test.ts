import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { command, reportIn } from "../support/command";
import { blocksOf } from "../support/markdown";
import { assertNoSecrets } from "../support/secrets";
import { hasYaml } from "./support/pulumi";
import { app, Stack, yamlProgram } from "./support/stack";

const staging = {
  sdkAppId: 1400009997,
  secretKey: "e4b7a1d0c3f69285b8e1d4a7c0f3b6e9d2c5a8f1b4e7d0a3c6f9b2e5d8a1c4f7",
  identifier: "administrator",
};

/** Without what depends on the machine: versions, and the address of the emulator. */
const withoutChance = (text: string): string =>
  text.replace(/v?\d+\.\d+\.\d+\S*$/gm, "VERSION").replace(/http:\S+/g, "ADDRESS");

describe("pulumi-tencent-chat in a project", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({
      seed: {
        groups: {
          "live-main": { type: "AVChatRoom", robots: ["bot-welcome", "bot-moderator"] },
          live: { type: "AVChatRoom", robots: ["bot-a", "bot-b"] },
        },
        rooms: {
          stage: { type: "Live", robots: ["bot-a", "bot-$$c"] },
          standup: { type: "Conference", robots: ["bot-m"] },
        },
        chatbots: ["@RBT#guide"],
      },
      emulator: { apps: [app, staging] },
      secrets: [staging.secretKey],
    });
  });

  afterEach(() => stack.close());

  /** Runs the command in the project; it may say no secret. */
  async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const ended = await command(args, { cwd: stack.folder, env: { ...stack.env, ...env } });
    assertNoSecrets(
      [
        { name: "standard output", text: ended.stdout },
        { name: "standard error", text: ended.stderr },
      ],
      [app.secretKey, staging.secretKey],
    );
    return ended;
  }

  const set = (key: string, value: string, ...flags: string[]) =>
    stack.succeed("config", "set", ...flags, "--path", `tencent-chat:${key}`, value);

  it("doctor finds nothing wrong in a stack that works, and ends with 0", async () => {
    const { code, stdout } = await run(["doctor"]);
    assert.deepEqual(
      [...reportIn(stdout).values()].filter((told) => told.startsWith("WRONG")),
      [],
    );
    assert.match(stdout, /\nNothing is wrong\.\n$/);
    assert.equal(code, 0);
  });

  it("doctor reads the stack's configuration with its secrets, of a named app too", async () => {
    await set("apps.staging.sdkAppId", String(staging.sdkAppId));
    await set("apps.staging.secretKey", staging.secretKey, "--secret");
    const { stdout } = await run(["doctor", "--app", "staging"]);
    const report = reportIn(stdout);
    assert.equal(report.get("Stack"), "ok its configuration can be read");
    assert.equal(report.get("SecretKey"), "ok kept as a secret");
    assert.equal(report.get("SDKAppID and SecretKey"), "ok accepted");
  });

  it("doctor sees a SecretKey in clear beside one that is a secret, which the program cannot", async () => {
    await set("apps.production.secretKey", staging.secretKey, "--secret");
    await set("apps.staging.sdkAppId", String(staging.sdkAppId));
    await set("apps.staging.secretKey", "b91d5f");
    const { code, stdout } = await run(["doctor", "--app", "staging"]);
    assert.equal(code, 1);
    assert.match(
      reportIn(stdout).get("SecretKey") ?? "",
      /^WRONG stored in clear.*\n +→ Replace it .*: `pulumi config set --secret --path 'tencent-chat:apps\.staging\.secretKey'`\./,
    );
    assert.ok(!stdout.includes("b91d5f"));
  });

  it("doctor and the refusal find a SecretKey in clear of an app of any name, and say what really mends it", async () => {
    const name = `my.app eu:west it's "mine"[0] $(id) \`id\` \\ !!`;
    const inClear = "b91d5f";
    const file = join(stack.folder, "Pulumi.test.yaml");
    const apps = { [name]: { ...staging, secretKey: inClear } };
    // JSON is YAML. What encrypts secrets stands in the file already.
    appendFileSync(file, `\nconfig: ${JSON.stringify({ "tencent-chat:apps": apps })}\n`);
    stack.write({
      bots: { type: "LiveGroupRobots", args: { groupId: "live", memberAccounts: ["bot-a"] } },
    });
    const keyOf = async (): Promise<string> =>
      reportIn((await run(["doctor", "--app", name])).stdout).get("SecretKey") ?? "";
    const found = await keyOf();
    const told = await stack.fail("preview", "--json");
    const [, command = ""] = /as a secret: `(pulumi config set .*)`\. The SecretKey/.exec(told) ?? [];
    assert.ok(!told.includes(inClear));
    assert.match(found, /^WRONG stored in clear/);
    assert.ok(found.includes(`store the new one: \`${command}\`.`), found);
    execFileSync("sh", ["-c", `${command} ${staging.secretKey}`], { cwd: stack.folder, env: stack.env });
    assert.ok(!readFileSync(file, "utf8").includes(inClear));
    assert.equal(await keyOf(), "ok kept as a secret");
    await stack.up();
  });

  it("doctor finds a SecretKey in clear in apps that are one text, or that no path can name", async () => {
    const name = "a\\";
    const inClear = { ...staging, secretKey: "b91d5f" };
    const apps = { staging: inClear, [name]: inClear };
    await stack.succeed("config", "set", "tencent-chat:apps", JSON.stringify(apps));
    for (const each of ["staging", name]) {
      const { stdout } = await run(["doctor", "--app", each]);
      assert.match(reportIn(stdout).get("SecretKey") ?? "", /^WRONG stored in clear/);
    }
    await stack.succeed(
      "config",
      "set",
      "--secret",
      "tencent-chat:apps",
      JSON.stringify({ [name]: staging }),
    );
    const { stdout } = await run(["doctor", "--app", name]);
    assert.equal(reportIn(stdout).get("SecretKey"), "ok kept as a secret");
  });

  it("doctor says that the stack's configuration cannot be read, and marks as not checked what hangs on it", async () => {
    await set("secretKey", app.secretKey, "--secret");
    const { code, stdout } = await run(["doctor"], { PULUMI_CONFIG_PASSPHRASE: "another" });
    assert.equal(code, 1);
    const report = reportIn(stdout);
    assert.match(report.get("Stack") ?? "", /^WRONG its configuration cannot be read: .*passphrase/);
    for (const name of ["Configuration", "SecretKey", "Recorded configuration", "Service", "Console switch"])
      assert.equal(report.get(name), "- first mend the stack", name);
    const named = reportIn((await run(["doctor", "--stack", "none"])).stdout);
    assert.match(named.get("Stack") ?? "", /^WRONG its configuration cannot be read: .*none/);
    assert.deepEqual(stack.requested(), []);
  });

  it("doctor says which settings a refresh would take from the last up, and that --run-program takes today's", async () => {
    const recorded = async (): Promise<string> =>
      reportIn((await run(["doctor"], { TENCENT_CHAT_SECRET_KEY: "" })).stdout).get(
        "Recorded configuration",
      ) ?? "";
    const same = "ok the same as today's";
    await set("secretKey", app.secretKey, "--secret");
    await set("apps.staging.secretKey", staging.secretKey, "--secret");
    stack.write({ bots: { type: "LiveGroupRobots", args: { groupId: "live", memberAccounts: ["bot-a"] } } });
    assert.match(await recorded(), /^ok none: /);
    await stack.up();
    assert.equal(await recorded(), same);

    await set("secretKey", staging.secretKey, "--secret");
    await set("apps.staging.sdkAppId", String(staging.sdkAppId));
    await set("requestsPerSecond", "50");
    assert.match(
      await recorded(),
      /^note .* of tencent-chat:secretKey, tencent-chat:requestsPerSecond, tencent-chat:apps\n +→ Run `pulumi up`.*--run-program/,
    );

    await set("secretKey", app.secretKey, "--secret");
    await stack.up();
    assert.equal(await recorded(), same);
    await stack.succeed("config", "rm", "tencent-chat:requestsPerSecond");
    assert.match(await recorded(), /^note .* of tencent-chat:requestsPerSecond\n/);
  });

  (hasYaml ? it : it.skip)("doctor compares what is recorded of the native provider, too", async () => {
    await set("apps.staging.secretKey", staging.secretKey, "--secret");
    await set("requestsPerSecond", "50");
    stack.enter("native");
    stack.write({ bots: { type: "LiveGroupRobots", args: { groupId: "live", memberAccounts: ["bot-a"] } } });
    await stack.up();
    const recorded = async (): Promise<string> =>
      reportIn((await run(["doctor"])).stdout).get("Recorded configuration") ?? "";
    assert.equal(await recorded(), "ok the same as today's");
    await set("requestsPerSecond", "60");
    assert.match(await recorded(), /^note .* of tencent-chat:requestsPerSecond\n/);
  });

  it("doctor says what to set where nothing is configured, and asks the service nothing", async () => {
    const names = ["SDK_APP_ID", "SECRET_KEY", "ENDPOINT"].map((name) => [`TENCENT_CHAT_${name}`, ""]);
    const report = reportIn((await run(["doctor"], Object.fromEntries(names))).stdout);
    assert.match(
      report.get("Configuration") ?? "",
      /^WRONG not complete\n +→ Set tencent-chat:sdkAppId \(`pulumi config set .*TENCENT_CHAT_REGION/,
    );
    for (const name of ["SecretKey", "Service", "Region", "Live groups"])
      assert.equal(report.get(name), "- first mend the configuration", name);
    assert.deepEqual(stack.requested(), []);
  });

  it("prints what docs/command.md shows", async () => {
    await set("secretKey", app.secretKey, "--secret");
    const { code, stdout: report } = await run(["doctor"], {
      TENCENT_CHAT_SECRET_KEY: "",
      TENCENT_CHAT_IDENTIFIER: "bot-welcome",
    });
    assert.equal(code, 1);
    const { stdout: program } = await run(["snapshot", "--group", "live-main"]);
    stack.write({ bots: { type: "LiveGroupRobots", args: { groupId: "live", memberAccounts: ["bot-a"] } } });
    await stack.up();
    await set("secretKey", staging.secretKey, "--secret");
    const { stdout: later } = await run(["doctor"], { TENCENT_CHAT_SECRET_KEY: "" });
    const [note = ""] = /^note {4}Recorded.*\n.*\n/m.exec(later) ?? [];
    const shown = [...blocksOf("docs/command.md", "text"), ...blocksOf("docs/command.md", "ts")];
    assert.deepEqual([report, note, program].map(withoutChance), shown.map(withoutChance));
  });

  it("snapshot prints programs whose up changes nothing in the service", async () => {
    const before = stack.service;
    const toTheStart = stack.remember();
    for (const place of [["--group", "live"], ["--live-room", "stage"], ["--room", "standup"], []]) {
      const { code, stdout } = await run(["snapshot", ...place]);
      assert.equal(code, 0);
      const { outputText } = ts.transpileModule(stdout, {
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
      });
      stack.write(outputText);
      await stack.up();
      assert.deepEqual(stack.service, before);
      toTheStart();
    }
  });

  it("snapshot leaves out what the stack declares, and says so", async () => {
    const bots = { type: "LiveGroupRobots", args: { groupId: "live", memberAccounts: ["bot-b"] } } as const;
    stack.write({ bots });
    await stack.up();
    const place = ["snapshot", "--group", "live"];
    const { stdout } = await run(place);
    assert.match(stdout, /^\/\/ Left out, since the stack declares them already: "bot-b"\.$/m);
    assert.match(stdout, /memberAccounts: \[\n {4}"bot-a",\n {2}\],/);
    const refused = await run([...place, "--format", "import"]);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /declares robots of the group "live" already, .*: "bot-b"\. Use --format yaml/,
    );

    const whole = await run(["snapshot"]);
    assert.match(whole.stdout, /^\/\/ Left out: what the stack declares already\.$/m);
    assert.match(whole.stdout, /groupId: "live",\n {2}memberAccounts: \[\n {4}"bot-a",\n {2}\],/);
    const refusedWhole = await run(["snapshot", "--format", "import"]);
    assert.equal(refusedWhole.stderr, refused.stderr);

    stack.write({ bots: { ...bots, args: { groupId: "live", memberAccounts: ["bot-a", "bot-b"] } } });
    await stack.up();
    assert.doesNotMatch((await run(["snapshot"])).stdout, /groupId: "live"/);
    assert.match((await run(place)).stdout, /^\/\/ The group "live" has no other robots now\./m);
  });

  (hasYaml ? it : it.skip)("snapshot prints YAML, and a file to import, which say the same", async () => {
    const all = {};
    stack.enter("native");
    for (const place of [["--live-room", "stage"], []]) {
      const { stdout: program } = await run(["snapshot", ...place, "--format", "yaml"]);
      const { stdout: file } = await run(["snapshot", ...place, "--format", "import"]);
      stack.write(yamlProgram(all));
      writeFileSync(join(stack.folder, "import.json"), file);
      const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
      await stack.succeed("import", "--file", "import.json", ...flags);
      Object.assign(all, (parse(program) as { resources: object }).resources);
      stack.write(yamlProgram(all));
      assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
    }
  });
});
