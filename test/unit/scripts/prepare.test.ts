import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { removeScratch, scratch } from "./support/scripts";

const repository = resolve(__dirname, "../../..");

/** Writes what it was called for into `calls`, and installs a package and a compiler. */
const npm = `
if (process.env.NPM_FAILS) process.exit(3);
const { appendFileSync, cpSync, mkdirSync, writeFileSync } = require("node:fs");
appendFileSync(process.env.CALLS, "npm " + process.argv[2] + "\\n");
console.log("npm says this on standard output");
setTimeout(() => {
  mkdirSync("node_modules/typescript-native/bin", { recursive: true });
  mkdirSync("node_modules/greeting");
  writeFileSync("node_modules/greeting/package.json", JSON.stringify({ name: "greeting", main: "index.js" }));
  writeFileSync("node_modules/greeting/index.js", "module.exports = 'hello';");
  writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/greeting": { integrity: "one" } } }));
  cpSync(process.env.COMPILER, "node_modules/typescript-native/bin/tsc");
}, 300);
`;

const tsc = `
const { appendFileSync, mkdirSync, writeFileSync } = require("node:fs");
appendFileSync(process.env.CALLS, "tsc\\n");
const out = process.argv[process.argv.indexOf("--outDir") + 1];
setTimeout(() => {
  mkdirSync(out + "/provider", { recursive: true });
  writeFileSync(out + "/provider/index.js", "");
}, 300);
`;

/** A command that imports a package statically, as the project's own do. */
const command = `
import greeting from "greeting";
console.log(greeting, ...process.argv.slice(2));
`;

interface Options {
  env?: NodeJS.ProcessEnv;
  /** Kills prepare.mjs outright once this step has begun. */
  killIn?: "npm ci" | "tsc";
}

interface Clone {
  root: string;
  /** Runs the command through prepare.mjs. */
  run(options?: Options): Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** What was installed and compiled, in order. */
  calls(): string[];
}

function clone(engines = ">=20.19"): Clone {
  const root = scratch();
  const outside = scratch();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  cpSync(join(repository, "scripts/prepare.mjs"), join(root, "scripts/prepare.mjs"));
  cpSync(join(repository, "scripts/lib"), join(root, "scripts/lib"), { recursive: true });
  // What the real one makes of a page and a schema, and by which packages, is not asked here.
  write("scripts/lib/finish-build.mjs", "export const finish = () => {};");
  write("package.json", JSON.stringify({ name: "clone", engines: { node: engines } }));
  write("package-lock.json", JSON.stringify({ packages: { "node_modules/greeting": { integrity: "one" } } }));
  write("provider/index.ts", "");
  write("scripts/command.mjs", command);
  writeFileSync(join(outside, "npm-cli.js"), npm);
  writeFileSync(join(outside, "tsc"), tsc);
  const calls = join(outside, "calls");
  const called = () => (existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : []);
  return {
    root,
    calls: called,
    run: async ({ env = {}, killIn } = {}) => {
      const own = { npm_execpath: join(outside, "npm-cli.js"), CALLS: calls, COMPILER: join(outside, "tsc") };
      const args = ["scripts/prepare.mjs", "scripts/command.mjs", "--flag", "a b"];
      const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...own, ...env } });
      const ended = once(child, "exit");
      const output = Promise.all([text(child.stdout), text(child.stderr)]);
      if (killIn !== undefined) {
        while (!called().includes(killIn)) await sleep(10);
        child.kill("SIGKILL");
      }
      const [code] = (await ended) as [number | null];
      const [stdout, stderr] = await output;
      return { code, stdout, stderr };
    },
  };
}

const drafts = (root: string) => [
  ...readdirSync(join(root, ".local")),
  ...readdirSync(root).filter((name) => name.startsWith(".dist-")),
];

describe("Preparing a clone", function () {
  this.timeout(30_000);

  afterEach(removeScratch);

  it("installs and builds what is missing, and then runs a command that imports a package, with its arguments", async () => {
    const { root, run, calls } = clone();
    const { code, stdout, stderr } = await run();
    assert.deepEqual({ code, stdout }, { code: 0, stdout: "hello --flag a b\n" }, stderr);
    assert.deepEqual(calls(), ["npm ci", "tsc", "tsc"]);
    assert.match(stderr, /Installing dependencies.*npm says this on standard output.*Building dist/s);
    assert.ok(existsSync(join(root, "dist/provider/index.js")));
    assert.deepEqual(drafts(root), []);
  });

  it("does nothing and says nothing when all is there, and again only what is stale", async () => {
    const { root, run, calls } = clone();
    await run();
    assert.equal((await run()).stderr, "");
    assert.equal(calls().length, 3);
    writeFileSync(join(root, "provider/index.ts"), "export {};");
    await run();
    assert.deepEqual(calls().slice(3), ["tsc", "tsc"]);
    rmSync(join(root, "node_modules"), { recursive: true });
    assert.equal((await run()).stdout, "hello --flag a b\n");
    assert.deepEqual(calls().slice(5), ["npm ci"]);
  });

  it("ends well for commands that start at the same time, on a fresh clone and on a stale one", async () => {
    const { root, run, calls } = clone();
    for (const lock of ["one", "two"]) {
      const before = calls().length;
      writeFileSync(
        join(root, "package-lock.json"),
        JSON.stringify({ note: lock, packages: { "node_modules/greeting": { integrity: "one" } } }),
      );
      if (lock === "two") rmSync(join(root, "node_modules/greeting"), { recursive: true });
      if (lock === "two") writeFileSync(join(root, "node_modules/.package-lock.json"), '{"packages":{}}');
      for (const { code, stdout, stderr } of await Promise.all([run(), run(), run()]))
        assert.deepEqual({ code, stdout }, { code: 0, stdout: "hello --flag a b\n" }, stderr);
      // Two that come in the same moment may both begin: to wait for each other only saves time.
      assert.deepEqual([...new Set(calls().slice(before))], ["npm ci", "tsc"]);
      assert.deepEqual(drafts(root), []);
    }
  });

  for (const killIn of ["npm ci", "tsc"] as const) {
    it(`begins anew after it was killed in the middle of \`${killIn}\`, and clears away what was left`, async () => {
      const { root, run } = clone();
      assert.equal((await run({ killIn })).code, null);
      assert.equal(existsSync(join(root, killIn === "tsc" ? "dist" : "node_modules")), false);
      assert.equal(drafts(root).length, 1);
      const { code, stdout, stderr } = await run();
      assert.deepEqual({ code, stdout }, { code: 0, stdout: "hello --flag a b\n" }, stderr);
      assert.match(stderr, /Waiting for another process, which (installs the dependencies|builds dist)/);
      assert.deepEqual(drafts(root), []);
    });
  }

  it("says that Node.js is too old, by any range of package.json, before it installs anything", async () => {
    for (const range of [">=99", ">=98.1 <99 || ^99.2.0"]) {
      const { run, calls } = clone(range);
      const { code, stdout, stderr } = await run();
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
      assert.match(stderr, /needs Node\.js .*9.*, and this is \d+\.\d+\.\d+\. Install/);
      assert.ok(stderr.includes(range));
      assert.deepEqual(calls(), []);
    }
  });

  it("takes Node.js when one part of the range is met", async () => {
    const [major = "", minor = ""] = process.versions.node.split(".");
    for (const range of [">=20.19 || >=22", `^${major}.${minor} || >=99`, ">=99 || 18 - 30", ">=18 <99"]) {
      assert.equal((await clone(range).run()).code, 0, range);
    }
  });

  it("fails when npm fails, and leaves nothing", async () => {
    const { root, run } = clone();
    const { code, stdout, stderr } = await run({ env: { NPM_FAILS: "1" } });
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
    assert.match(stderr, /npm-cli\.js ci .*failed with exit code 3\. See its output above\./);
    assert.deepEqual([existsSync(join(root, "node_modules")), drafts(root)], [false, []]);
  });
});
