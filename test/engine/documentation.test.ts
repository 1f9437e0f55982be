import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { startEmulator } from "pulumi-tencent-chat/emulator";
import { type Configuration, readConfiguration } from "../../provider/configuration";
import { diagnosticsOf } from "../support/compiler";
import { blocksOf, textOf } from "../support/markdown";

const repository = resolve(__dirname, "../..");

/** Every Markdown file that is the repository's own, by its path from the root. */
function markdownFiles(folder = repository): string[] {
  const foreign = ["node_modules", "dist", ".git", ".local", "coverage"];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !foreign.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return markdownFiles(path);
      return entry.name.endsWith(".md") ? [relative(repository, path)] : [];
    });
}

/** A Markdown file without its code blocks, in which `#` and brackets mean something else. */
const proseOf = (file: string): string => textOf(file).replace(/^```[\s\S]*?^```$/gm, "");

/** The rows of the README's table whose first column has this title. */
function tableOf(title: string): { readonly [column: string]: string }[] {
  const lines = textOf("README.md").split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${title} |`));
  assert.notEqual(start, -1, `the README has no table with a first column "${title}"`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
  const [head = [], , ...rows] = lines
    .slice(start, start + length)
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll("\\|", "|")));
  return rows.map((cells) => Object.fromEntries(head.map((column, at) => [column, cells[at] ?? ""])));
}

const codeIn = (cell: string | undefined): string[] =>
  [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

const firstCodeIn = (cell: string | undefined): string =>
  codeIn(cell)[0] ?? assert.fail(`no code in ${cell}`);

describe("the quick start", () => {
  it("is the program that the README shows", () => {
    assert.ok(blocksOf("README.md", "ts").includes(textOf("examples/quick-start/index.ts")));
  });
});

describe("the TypeScript of the documentation", () => {
  it("compiles against the package by its name", () => {
    const blocks = new Map(
      markdownFiles().flatMap((file) =>
        blocksOf(file, "ts").map((code, at) => [join(repository, `${file}.${at + 1}.ts`), code] as const),
      ),
    );
    assert.ok(blocks.size > 0);
    assert.deepEqual(diagnosticsOf(blocks), []);
  });

  it("would not compile with an argument that does not exist", () => {
    const file = join(repository, "wrong.ts");
    const wrong = textOf("examples/quick-start/index.ts").replace("groupId:", "grupId:");
    assert.match(diagnosticsOf(new Map([[file, wrong]])).join("\n"), /^wrong\.ts: .*'grupId' does not exist/);
  });
});

describe("the README's table of the configuration", () => {
  const needed = { sdkAppId: "1400000000", secretKey: "key", region: "singapore" };
  const rows = tableOf("key").map((row) => ({
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

describe("the README's table of the command", () => {
  const help = String(
    execFileSync(process.execPath, [join(repository, "dist/provider/cli/main.js"), "--help"]),
  );
  const sectionOf = (title: string): string[] =>
    [...(help.split(`${title}:\n`)[1]?.split("\n\n")[0] ?? "").matchAll(/^ {2}(.+?)(?: {2}|$)/gm)].map(
      ([, name = ""]) => name,
    );

  it("has everything that it does, and all of its options", () => {
    const rows = tableOf("command");
    assert.deepEqual(
      rows.map(({ command }) => firstCodeIn(command).replace("npx pulumi-tencent-chat ", "")),
      sectionOf("Commands"),
    );
    assert.deepEqual(
      new Set([...rows.flatMap(({ options }) => codeIn(options)), "--help", "--version"]),
      new Set(sectionOf("Options")),
    );
  });
});

describe("the README's tables of the emulator", () => {
  it("have every flag of the command, and no other", () => {
    const help = execFileSync(process.execPath, [join(repository, "dist/emulator/main.js"), "--help"]);
    const flags = [...String(help).matchAll(/^ {2}(--.+?)(?: {2}|$)/gm)].map(([, flag]) => flag);
    assert.ok(flags.length > 0);
    assert.deepEqual(
      tableOf("flag").map(({ flag }) => firstCodeIn(flag)),
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
        tableOf("route").map(({ route }) => firstCodeIn(route)),
        control,
      );
    } finally {
      await emulator.stop();
    }
  });
});

describe("the links of the documentation", () => {
  /** As GitHub makes them of headings. */
  const anchorsOf = (file: string): string[] =>
    [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, "")
        .replaceAll(" ", "-"),
    );

  for (const file of markdownFiles()) {
    it(`lead somewhere: ${file}`, () => {
      const targets = [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
      const dead = targets
        .filter((target) => !/^https?:/.test(target))
        .filter((target) => {
          const [path = "", anchor] = target.split("#");
          const place = path === "" ? file : join(dirname(file), path);
          if (!existsSync(join(repository, place))) return true;
          return anchor !== undefined && !anchorsOf(place).includes(anchor);
        });
      assert.deepEqual(dead, []);
    });
  }

  it("lead from the index to every decision", () => {
    const pages = readdirSync(join(repository, "docs/decisions")).filter((name) => /^\d/.test(name));
    const index = textOf("docs/decisions/README.md");
    assert.ok(pages.length > 0);
    assert.deepEqual(
      pages.filter((name) => !index.includes(`(${name})`)),
      [],
    );
  });
});
