import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { startEmulator } from "pulumi-tencent-chat/emulator";
import { type Configuration, readConfiguration } from "../../provider/configuration/configuration";
import { blocksOf, codeIn, firstCodeIn, repository, tableOf, textOf } from "../support/markdown";
import { pulumiCommands } from "../support/pulumi-commands";

describe("the quick start", () => {
  it("is the program that the README shows", () => {
    assert.ok(blocksOf("README.md", "ts").includes(textOf("examples/quick-start/index.ts")));
  });
});

describe("the commands of Pulumi that the documentation shows", () => {
  for (const [command, flags] of Object.entries(pulumiCommands)) {
    it(`are there: pulumi ${command}`, () => {
      const help = execFileSync("pulumi", [...command.split(" "), "--help"], { encoding: "utf8" });
      // What is shown of an unknown command is the help of the one above it. A command may have several names.
      const [, usage = ""] = /^Usage:\n +pulumi (.*)$/m.exec(help) ?? [];
      const [, names = ""] = /^Aliases:\n +(.*)$/m.exec(help) ?? [];
      const words = command.split(" ");
      const used = usage.split(" ").slice(0, words.length);
      assert.deepEqual(used.slice(0, -1), words.slice(0, -1));
      assert.ok([used.at(-1), ...names.split(", ")].includes(words.at(-1)), help);
      const known = new Set(help.match(/--[a-z-]+/g));
      assert.deepEqual(
        flags.filter((flag) => !known.has(flag)),
        [],
      );
    });
  }
});

describe("the table of the configuration", () => {
  const needed = { sdkAppId: "1400000000", secretKey: "key", region: "singapore" };
  const rows = tableOf("docs/configuration.md", "key").map((row) => ({
    key: firstCodeIn(row.key),
    variable: firstCodeIn(row["environment variable"]),
    fallback: codeIn(row.default)[0],
    values: codeIn(row.value),
    range: /(whole )?number, ([\d.]+) to ([\d.]+)/.exec(row.value ?? ""),
  }));

  const configured = (values: Readonly<Record<string, string>>): Configuration => {
    const stack: Readonly<Record<string, string>> = { ...needed, ...values };
    return readConfiguration((key) => stack[key.replace("tencent-chat:", "")], {});
  };
  const problemsOf = (key: string, value: string): number => configured({ [key]: value }).problems.length;

  it("has every key with its environment variable, and no other", () => {
    const asked: { key: string; variable?: string }[] = [];
    const environment = new Proxy<Record<string, string>>(
      {},
      {
        get(_target, variable) {
          Object.assign(asked.at(-1) ?? {}, { variable: String(variable) });
          return undefined;
        },
      },
    );
    readConfiguration((key) => {
      asked.push({ key: key.replace("tencent-chat:", "") });
      return undefined;
    }, environment);
    const byKey = (one: { key: string }, other: { key: string }): number => (one.key < other.key ? -1 : 1);
    assert.deepEqual(rows.map(({ key, variable }) => ({ key, variable })).sort(byKey), asked.sort(byKey));
  });

  for (const { key, fallback, values, range } of rows) {
    if (fallback !== undefined) {
      it(`has the default of ${key}`, () =>
        assert.deepEqual(configured({ [key]: fallback }), configured({})));
    }
    if (values.length > 0) {
      it(`has the values of ${key}`, () => {
        for (const value of values) assert.equal(problemsOf(key, value), 0, value);
        assert.equal(problemsOf(key, `${values[0]}-not`), 1);
      });
    }
    if (range !== null) {
      const [, whole, least, most] = range;
      it(`has the limits of ${key}`, () => {
        const step = whole === undefined ? 0.01 : 1;
        const [low, high] = [Number(least), Number(most)];
        assert.deepEqual(
          [low, high].map((value) => problemsOf(key, String(value))),
          [0, 0],
        );
        assert.deepEqual(
          [low - step, high + step].map((value) => problemsOf(key, String(value))),
          [1, 1],
        );
        if (whole !== undefined) assert.equal(problemsOf(key, String(low + 0.5)), 1);
      });
    }
  }
});

describe("the table of the command", () => {
  /** The names in a section of the help, of the whole or of one of its commands. */
  const sectionOf = (title: string, ...command: readonly string[]): string[] => {
    const main = join(repository, "dist/provider/cli/main.js");
    const help = String(execFileSync(process.execPath, [main, ...command, "--help"]));
    const [section = ""] = help.split(`\n${title}:\n`)[1]?.split("\n\n") ?? [];
    return [...section.matchAll(/^ {2}(\S.*?)(?: {2}|$)/gm)].map(([, name = ""]) => name);
  };

  it("has everything that it does, and all of its options", () => {
    const rows = tableOf("docs/command.md", "command").map(({ command, options }) => ({
      command: firstCodeIn(command).replace("npx --no-install pulumi-tencent-chat ", ""),
      options: codeIn(options),
    }));
    assert.deepEqual(
      rows.map(({ command }) => command),
      sectionOf("Commands"),
    );
    for (const { command, options } of rows) {
      assert.deepEqual(
        new Set([...options, "--help", "--version"]),
        new Set([...sectionOf("Options", command), ...sectionOf("Global Options", command)]),
      );
    }
  });
});

describe("the tables of the emulator's command", () => {
  it("have every flag of the command, and no other", () => {
    const help = execFileSync(process.execPath, [join(repository, "dist/emulator/cli/main.js"), "--help"]);
    const flags = [...String(help).matchAll(/^ {2}(--.+?)(?: {2}|$)/gm)].map(([, flag]) => flag);
    assert.ok(flags.length > 0);
    assert.deepEqual(
      tableOf("docs/emulator-command.md", "flag").map(({ flag }) => firstCodeIn(flag)),
      flags,
    );
  });

  it("have every control route, and no other", async () => {
    const emulator = await startEmulator();
    try {
      const page = await (await fetch(emulator.url)).text();
      const routes = [...page.matchAll(/^(GET|POST|DELETE) +(\/\S*)/gm)].map(
        ([, method, path]) => `${method} ${path}`,
      );
      const control = routes.filter((route) => !route.includes("/v4/"));
      assert.deepEqual(
        tableOf("docs/emulator-command.md", "route").map(({ route }) => firstCodeIn(route)),
        control,
      );
    } finally {
      await emulator.stop();
    }
  });
});
