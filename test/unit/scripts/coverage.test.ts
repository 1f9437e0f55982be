import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load, removeScratch, scratch } from "./support/scripts";

interface Coverage {
  readonly env: Readonly<Record<string, string>>;
  table(): Promise<string>;
  remove(): void;
}

const root = resolve(__dirname, "../../..");

describe("Coverage", function () {
  this.timeout(60_000);

  let Coverage: new (pages: string) => Coverage;
  const made: Coverage[] = [];
  before(async () => {
    ({ Coverage } = await load<{ Coverage: typeof Coverage }>("test/coverage.mjs"));
  });
  afterEach(() => {
    for (const coverage of made.splice(0)) coverage.remove();
    removeScratch();
  });

  function collect(): Coverage {
    const coverage = new Coverage(join(scratch(), "pages"));
    made.push(coverage);
    return coverage;
  }

  /** Runs a text with the recorder; gives the signal that ended it. */
  async function counted({ env }: Coverage, text: string, ...args: readonly string[]): Promise<unknown> {
    const recorder = join(root, "scripts/test/record-coverage.cjs");
    const child = spawn(process.execPath, ["--require", recorder, ...args, "--eval", text], {
      cwd: root,
      env: { ...process.env, ...env, TS_NODE_TRANSPILE_ONLY: "1" },
      stdio: "inherit",
    });
    const [, signal] = await once(child, "exit");
    return signal;
  }

  const near = (module: string) => `require("./${module}").didYouMean("regoin", ["region"])`;
  const far = (module: string) => `require("./${module}").didYouMean("x", ["region"])`;
  const fromSource = ["--require", "ts-node/register"];

  /** The row of suggest.ts: how much of its lines ran, and where something did not. */
  async function row(coverage: Coverage): Promise<{ lines: string; open: string }> {
    const table = await coverage.table();
    const cells = /suggest\.ts +\|.*/
      .exec(table)?.[0]
      .split("|")
      .map((cell) => cell.trim());
    assert.ok(cells, table);
    return { lines: cells[4] ?? "", open: cells[5] ?? "" };
  }

  const source = readFileSync(join(root, "provider/suggest.ts"), "utf8").split("\n");
  const fork = source.findIndex((line) => line.includes('near === undefined ? ""')) + 1;

  it("counts what a process has run that a signal ends, and leaves the signal as it was", async () => {
    const coverage = collect();
    const end = `process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60_000)`;
    assert.equal(await counted(coverage, `${near("dist/provider/suggest.js")}; ${end}`), "SIGTERM");
    assert.equal((await row(coverage)).lines, "100");
  });

  it("counts sources and dist/ as one: what each has run alone makes both sides of a fork", async () => {
    const one = collect();
    await counted(one, near("dist/provider/suggest.js"));
    const { open } = await row(one);
    assert.ok(open.endsWith(`,${fork}`), open);
    const both = collect();
    await counted(both, near("dist/provider/suggest.js"));
    await counted(both, far("provider/suggest.ts"), ...fromSource);
    assert.deepEqual(await row(both), { lines: "100", open: open.slice(0, open.lastIndexOf(",")) });
  });

  it("shows a module that nothing has loaded as not covered, and leaves out one that holds types alone", async () => {
    const coverage = collect();
    await counted(coverage, near("dist/provider/suggest.js"));
    const table = await coverage.table();
    assert.match(table, /host\.ts +\| +0 \|/);
    assert.doesNotMatch(table, /lifecycle\.ts/);
  });

  it("is silent when nothing was counted", async () => {
    const coverage = collect();
    await counted(coverage, "0");
    assert.equal(await coverage.table(), "");
  });
});
