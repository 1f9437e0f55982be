import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { program, removeScratch, scratch, scriptUrl } from "./support/scripts";

const root = resolve(__dirname, "../../..");

describe("Coverage", function () {
  this.timeout(60_000);

  let collected: string;
  beforeEach(() => {
    collected = scratch();
  });
  afterEach(removeScratch);

  /** Runs a text as a process of the tests, or as a host; gives the signal that ended it. */
  async function counted(text: string, host = false): Promise<unknown> {
    const args = host ? ["--require", join(root, "test/host/support/record-coverage.cjs")] : [];
    const variable = host ? "PULUMI_TENCENT_CHAT_COVERAGE" : "NODE_V8_COVERAGE";
    const env = { ...process.env, NODE_V8_COVERAGE: undefined, [variable]: collected };
    const child = spawn(process.execPath, [...args, "--eval", text], { cwd: root, env, stdio: "inherit" });
    const [, signal] = await once(child, "exit");
    return signal;
  }

  /** The table, and what is wrong with it. */
  async function report(check: boolean): Promise<{ table: string; problems: string[] }> {
    const { output, ended } = program(
      scratch(),
      `import { reportCoverage } from ${JSON.stringify(scriptUrl("test/coverage.mjs"))};
       const { problems } = await reportCoverage(${JSON.stringify(collected)}, ${check}, ${JSON.stringify(join(scratch(), "pages"))});
       console.log("PROBLEMS" + JSON.stringify(problems));`,
    );
    await ended;
    const [table = "", problems = "null"] = output().split("PROBLEMS");
    return { table, problems: JSON.parse(problems) as string[] };
  }

  /** The row of suggest.ts: how much of its lines ran, and where something did not. */
  async function row(): Promise<{ lines: string; open: string }> {
    const { table } = await report(false);
    const cells = /suggest\.ts +\|.*/
      .exec(table)?.[0]
      .split("|")
      .map((cell) => cell.trim());
    assert.ok(cells, table);
    return { lines: cells[4] ?? "", open: cells[5] ?? "" };
  }

  const near = `require("./dist/provider/suggest.js").didYouMean("regoin", ["region"])`;
  const far = `require("./dist/provider/suggest.js").didYouMean("x", ["region"])`;

  const source = readFileSync(join(root, "provider/suggest.ts"), "utf8").split("\n");
  const fork = source.findIndex((line) => line.includes('near === undefined ? ""')) + 1;

  it("counts what a host has run that a signal ends, and leaves the signal as it was", async () => {
    const end = `process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60_000)`;
    assert.equal(await counted(`${near}; ${end}`, true), "SIGTERM");
    assert.equal((await row()).lines, "100");
  });

  it("counts tests and hosts as one: what each has run alone makes both sides of a fork", async () => {
    await counted(near, true);
    const { open } = await row();
    assert.ok(open.endsWith(`,${fork}`), open);
    await counted(far);
    assert.deepEqual(await row(), { lines: "100", open: open.slice(0, open.lastIndexOf(",")) });
  });

  it("shows a module that nothing has loaded as not covered, leaves out one of types alone, and is too low then", async () => {
    await counted(near);
    const { table, problems } = await report(true);
    assert.match(table, /host\.ts +\| +0 \|/);
    assert.doesNotMatch(table, /lifecycle\.ts/);
    assert.match(table, /lines .* does not meet global threshold/);
    assert.equal(problems.length, 1);
    assert.deepEqual((await report(false)).problems, []);
  });
});
