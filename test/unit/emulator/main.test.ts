import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { OptionError } from "../../../emulator";
import { help, parseCommandLine } from "../../../emulator/cli/arguments";
import { appsIn } from "../../../emulator/cli/given-apps";
import { configure } from "../../../emulator/options";
import { serve } from "../../support/listening";
import { assertNoSecrets } from "../../support/secrets";
import { ending, run, runWith } from "./command";
import { Client, identifier, inFolder, restPath, sdkAppId, secretKey, seedOf, sign } from "./support";

describe("the tencent-chat-emulator command", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`prints one line, serves, and ends with 0 on ${signal} though a request hangs`, () =>
      withFile(JSON.stringify(seedOf({ friendLists: { ann: ["work"] } })), 0o600, async (seedFile) => {
        const { child, firstLine, ended } = run("--seed", seedFile, "--list-delay-seconds", "0");
        const started = JSON.parse(await firstLine) as { url: string };
        assert.match(started.url, /^http:\/\/127\.0\.0\.1:\d+$/);
        assert.deepEqual(started, { url: started.url, apps: [{ sdkAppId, identifier }] });

        const client = new Client(started.url);
        const answer = await client.call("sns/group_get", { From_Account: "ann" });
        assert.deepEqual(answer.ResultItem, [{ GroupName: "work", FriendNumber: 0 }]);
        await client.control("POST", "/_emulator/faults", { command: "*", kind: "hang" });
        const hanging = client.call("sns/group_get", {}).catch((error: NodeJS.ErrnoException) => error.code);
        await new Promise((resolve) => setTimeout(resolve, 50));
        child.kill(signal);
        const { code, stdout, stderr } = await ended;
        assert.equal(await hanging, "ECONNRESET");
        client.close();
        assert.equal(code, 0);
        assert.equal(stdout.split("\n").length, 2);
        assert.match(stderr, /^\S+ #1 1400000000 sns\/group_get 0\n/);
        assert.equal(stderr.includes("usersig"), false);
      }));
  }

  it("serves the apps it is given, never prints a key, and warns when not on loopback", async () => {
    const apps = [
      { sdkAppId: 7, secretKey: "key:with:colons", identifier: "ann" },
      { sdkAppId: 8, secretKey: "key-of-eight", identifier: "bob" },
    ];
    const flags = apps.flatMap((app) => ["--app", `${app.sdkAppId}:${app.secretKey}:${app.identifier}`]);
    const { child, firstLine, ended } = run("--host", "0.0.0.0", ...flags);
    const started = JSON.parse(await firstLine) as { url: string; apps: unknown };
    assert.deepEqual(
      started.apps,
      apps.map(({ sdkAppId, identifier }) => ({ sdkAppId, identifier })),
    );
    const client = new Client(started.url);
    for (const app of apps) {
      const query = { sdkappid: String(app.sdkAppId), identifier: app.identifier, usersig: sign(app) };
      assert.equal(await client.code("sns/group_get", { From_Account: "no" }, query), 30003);
    }
    client.close();
    child.kill();
    const { stdout, stderr } = await ended;
    for (const { secretKey } of apps) assert.equal((stdout + stderr).includes(secretKey), false);
    assert.match(stderr, /^warning: not on loopback/);
  });

  for (const { how, args, env } of [
    { how: "a file", args: (file: string) => ["--apps", file], env: () => ({}) },
    { how: "a variable", args: () => [], env: (lines: string) => ({ TENCENT_CHAT_EMULATOR_APPS: lines }) },
  ]) {
    it(`serves the apps of ${how}, so that no list of processes shows a SecretKey`, async () => {
      const lines =
        "# two admins of one app\n7:key:with:colons:ann\n\n7:key:with:colons:bob\r\n8:key-of-eight:carl\n";
      await withFile(lines, 0o600, async (file) => {
        const { child, firstLine, ended } = runWith(env(lines), ...args(file));
        const { url, apps } = JSON.parse(await firstLine) as { url: string; apps: unknown };
        const client = new Client(url);
        const app = { sdkAppId: 7, secretKey: "key:with:colons", identifier: "bob" };
        const query = { sdkappid: "7", identifier: "bob", usersig: sign(app) };
        assert.equal(await client.code("sns/group_get", { From_Account: "no" }, query), 30003);
        client.close();
        child.kill();
        const { stdout, stderr } = await ended;
        assert.deepEqual(apps, [
          { sdkAppId: 7, identifier: "ann" },
          { sdkAppId: 7, identifier: "bob" },
          { sdkAppId: 8, identifier: "carl" },
        ]);
        assert.doesNotMatch(stdout + stderr, /colons|key-of-eight|warning/);
        assert.equal(child.spawnargs.join().includes("colons"), false);
      });
    });
  }

  it("adds up the apps of --app and --apps, which come before the variable, and warns of a file that others can read", () =>
    withFile("7:key-of-seven:ann", 0o644, async (file) => {
      const env = { TENCENT_CHAT_EMULATOR_APPS: "9:key-of-nine:dan" };
      const { child, firstLine, ended } = runWith(env, "--app", "8:key-of-eight:bob", "--apps", file);
      const { apps } = JSON.parse(await firstLine) as { apps: { sdkAppId: number }[] };
      child.kill();
      const { stderr } = await ended;
      assert.deepEqual(
        apps.map(({ sdkAppId }) => sdkAppId),
        [8, 7],
      );
      if (process.platform !== "win32")
        assert.match(stderr, /^warning: other users can read the file of --apps/);
    }));

  it("says what is wrong with its file or variable of apps without a line of it", async () => {
    const text = "7:ok-hidden:ann\nhidden-key:7:ann";
    await withFile(text, 0o600, async (file) => {
      const runs = [runWith({}, "--apps", file), runWith({ TENCENT_CHAT_EMULATOR_APPS: text })];
      for (const { code, stdout, stderr } of await Promise.all(runs.map(({ ended }) => ended))) {
        assert.deepEqual([code, stdout], [2, ""]);
        assert.match(
          stderr,
          /^tencent-chat-emulator: line 2 of [^\n]* must be SDKAPPID:SECRETKEY:IDENTIFIER\n$/,
        );
        assert.doesNotMatch(stderr, /hidden/);
      }
    });
    const { code, stderr } = await ending("--apps", "missing");
    assert.equal(code, 2);
    assert.match(stderr, /the file of --apps cannot be read \(ENOENT\); check its name and its rights\n$/);
  });

  it("takes the region of an app behind its SDKAppID, so that a client's wrong region comes to light", async () => {
    const { child, url } = run("--app", "7@seoul:key:with:colons:ann");
    const client = new Client(await url);
    const app = { sdkAppId: 7, secretKey: "key:with:colons", identifier: "ann" };
    const query = { sdkappid: "7", identifier: "ann", usersig: sign(app) };
    const codes = [];
    for (const Host of ["adminapikr.im.qcloud.com", "adminapisgp.im.qcloud.com"]) {
      const path = restPath("sns/group_get", query);
      const { text } = await client.send({ method: "POST", path, headers: { Host }, body: "{}" });
      codes.push((JSON.parse(text) as { ErrorCode: number }).ErrorCode);
    }
    client.close();
    child.kill();
    assert.deepEqual(codes, [30001, 60026]);
    const { code, stderr } = await ending("--app", "7@hidden-mars:hidden-key:ann");
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^tencent-chat-emulator: --app must be SDKAPPID@REGION:SECRETKEY:IDENTIFIER with one of china, singapore, /,
    );
    assert.doesNotMatch(stderr, /hidden/);
  });

  it("does not quote a file that was given for another", () =>
    withFile("7:hidden-key:ann\n", 0o600, async (file) => {
      const runs = ["--seed", "--state"].map((flag) => ending(flag, file));
      for (const { code, stderr } of await Promise.all(runs)) {
        assert.equal(code, 1);
        assert.doesNotMatch(stderr, /hidden/);
      }
    }));

  it("logs as JSON when told to, prints the seed of its chaos, and never a UserSig", async () => {
    const { child, url, ended } = run("--log", "json", "--chaos", "1", "--host", "0.0.0.0");
    const client = new Client(await url);
    for (let calls = 0; calls < 20; calls += 1) await client.call("sns/group_get", {}).catch(() => undefined);
    client.close();
    child.kill();
    const { stdout, stderr } = await ended;
    assert.equal(stdout.split("\n").length, 2);
    assertNoSecrets([{ name: "standard error", text: stderr }], [secretKey]);
    const lines = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      lines.slice(0, 2).map(({ topic }) => topic),
      ["warning", "chaos"],
    );
    assert.match(String(lines[1]?.message), /with probability 1, by seed \d+$/);
    assert.equal(lines.filter(({ command }) => command === "sns/group_get").length, 20);
  });

  it("prints help and its version", async () => {
    const [help, version] = await Promise.all([ending("--help"), ending("--version")]);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /^ {2}--host /m);
    assert.equal(version.code, 0);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\S*\n$/);
  });

  it("says in one line what is wrong with its arguments and ends with 2", async () => {
    const { code, stdout, stderr } = await ending("--prot", "80");
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.equal(stderr, "tencent-chat-emulator: Unknown option '--prot'. Did you mean --port?\n");
  });

  it("says in one line that a port is in use and ends with 1", async () => {
    const { port, stop } = await serve(() => {});
    const { code, stderr } = await ending("--port", String(port));
    await stop();
    assert.equal(code, 1);
    assert.match(stderr, /^tencent-chat-emulator: [^\n]*EADDRINUSE[^\n]*\n$/);
  });

  it("says in one line what is wrong with a seed file and ends with 1", async () => {
    for (const [text, says] of [
      [undefined, /ENOENT/],
      ["{", /state: .*JSON/],
      ['{"7":{}}', /serves no such SDKAppID/],
    ] as const) {
      await inFolder(async (file) => {
        if (text !== undefined) writeFileSync(file, text);
        const { code, stderr } = await ending("--seed", file);
        assert.equal(code, 1);
        assert.match(stderr, /^[^\n]+\n$/);
        assert.match(stderr, says);
      });
    }
  });
});

/** Runs `use` with the path of a file that holds a text. */
const withFile = (text: string, mode: number, use: (file: string) => Promise<void>): Promise<void> =>
  inFolder(async (file) => {
    writeFileSync(file, text);
    chmodSync(file, mode);
    await use(file);
  });

describe("the arguments of tencent-chat-emulator", () => {
  it("are all optional", () => {
    assert.deepEqual(parseCommandLine([]), { does: "serve" });
  });

  it("come as numbers, files and apps", () => {
    const args = ["--host=::1", "--port", "0", "--seed", "s.json", "--list-delay-seconds", "0.5"];
    args.push("--requests-per-second", "100", "--state", "kept", "--log", "json");
    args.push(..."--chaos 0.05 --chaos-seed 7 --allow-host one --allow-host two --apps file".split(" "));
    assert.deepEqual(parseCommandLine([...args, "--app", "7:a:b:c"]), {
      does: "serve",
      host: "::1",
      port: 0,
      seedFile: "s.json",
      listDelaySeconds: 0.5,
      requestsPerSecond: 100,
      stateFile: "kept",
      logFormat: "json",
      chaos: 0.05,
      chaosSeed: 7,
      allowHosts: ["one", "two"],
      appsFile: "file",
      apps: [{ sdkAppId: 7, secretKey: "a:b", identifier: "c" }],
    });
  });

  for (const args of [
    ["--port", "http"],
    ["--port", "-1"],
    ["--port="],
    ["--list-delay-seconds", "1e3"],
    ["--list-delay-seconds", "soon"],
    ["--requests-per-second", "0.5"],
    ["--requests-per-second=-1"],
    ["--app", "7:hidden"],
    ["--app", "seven:hidden:ann"],
    ["--app", "7:hidden:"],
    ["7:hidden:ann"],
    ["--ap=7:hidden:ann"],
    ["--chaos", "5%"],
    ["--chaos", "--chaos-seed", "7"],
    ["--chaos-seed", "seven"],
    ["--log", "xml"],
    ["--__proto__", "7:hidden:ann"],
  ]) {
    it(`are refused as ${args.join(" ")}, in one line without a key`, () => {
      assert.throws(
        () => parseCommandLine(args),
        (error: Error) => error instanceof OptionError && !/\n|hidden/.test(error.message),
      );
    });
  }

  for (const { args, says } of [
    { args: ["--prot", "80"], says: "Unknown option '--prot'. Did you mean --port?" },
    { args: ["--requests-per-seconds=7"], says: "Did you mean --requests-per-second?" },
    { args: ["--chaos-sed=7"], says: "Did you mean --chaos-seed?" },
    { args: ["--nothing-like-it"], says: "Unknown option; see --help" },
    { args: ["--log", "jsn"], says: "--log takes text or json" },
    { args: ["--port", "x"], says: "--port takes a number" },
    { args: ["--port"], says: "--port takes a value; see --help" },
    { args: ["--help=yes"], says: "--help takes no value; see --help" },
    { args: ["--port", "1", "--port", "2"], says: "--port is given more than once" },
    { args: ["--app", "7"], says: "--app must be SDKAPPID:SECRETKEY:IDENTIFIER" },
    { args: ["--seed", "7:k:a"], says: "--seed takes a file; --app takes an app" },
  ]) {
    it(`are answered "${says}" as ${args.join(" ")}`, () => {
      assert.throws(
        () => parseCommandLine(args),
        (error: Error) => error.message.endsWith(says),
      );
    });
  }

  it("are refused without a SecretKey, in whatever wrong form that stands, and with whatever flag", () => {
    const flags = (help().match(/--[a-z-]+/g) ?? []).filter(
      (flag) => !["--help", "--version"].includes(flag),
    );
    const keys = fc.constantFrom(
      "hidden-secret",
      "123456789012345678",
      "hid'den is invalid. hidden",
      "hid\nden=hidden",
      "--hidden-key",
    );
    const forms = [
      (key: string) => key,
      (key: string) => `7:${key}`,
      (key: string) => `7:${key}:`,
      (key: string) => `:${key}:ann`,
      (key: string) => `${key}:ann`,
      (key: string) => `seven:${key}:ann`,
      (key: string) => `7:${key}:ann`,
      (key: string) => `7 ${key} ann`,
      (key: string) => `{"7":"${key}"}`,
      (key: string) => `${key}:7:${"x".repeat(40)}`,
    ];
    const ways = [
      (flag: string, value: string) => [flag, value],
      (flag: string, value: string) => [`${flag}=${value}`],
      (flag: string, value: string) => [`${flag}s=${value}`],
      (flag: string, value: string) => [`${flag}x`, value],
      (flag: string, value: string) => [`${flag}${value}`],
      (flag: string, value: string) => [flag.slice(1), value],
      (flag: string, value: string) => [value, flag],
      (_flag: string, value: string) => [`--${value}`],
      (_flag: string, value: string) => [`-${value}`],
      (_flag: string, value: string) => ["--help", value],
      (_flag: string, value: string) => [`--version=${value}`],
      (_flag: string, value: string) => ["--", value],
      (_flag: string, value: string) => ["--app", "7:ok-key:ann", value],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...flags),
        keys,
        fc.constantFrom(...forms),
        fc.constantFrom(...ways),
        (flag, key, form, way) => {
          try {
            const command = parseCommandLine(way(flag, form(key)));
            if (command.does === "serve") configure(command);
          } catch (error) {
            assert.ok(error instanceof OptionError, String(error));
            assert.doesNotMatch(error.message, /hid|1234567/);
            assert.doesNotMatch(error.message, /\n/);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("of a file of apps are refused without a SecretKey, whatever is wrong", () => {
    const part = fc.constantFrom("7", "x", "", ":", "::", " ", "ann", "\t", "{", '"', "x".repeat(40));
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (before, behind) => {
        try {
          configure({ apps: appsIn([...before, "hidden-secret", ...behind].join(":"), "the file") });
        } catch (error) {
          assert.ok(error instanceof OptionError);
          assert.doesNotMatch(error.message, /hidden/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
