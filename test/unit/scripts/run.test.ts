import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gone, load, program, removeScratch, scratch, scriptUrl } from "./support/scripts";

interface Run {
  run(
    command: string,
    args: string[],
    options?: { timeoutMs?: number; onLine?: (line: string) => void },
  ): Promise<{ ok: boolean; stdout: string; stderr: string; reason: string; code: number | null }>;
}

/** Starts a child that writes its pid to a file and stays. */
const parentOf = (file: string) => `
const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
require("node:fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));
setInterval(() => {}, 1000);
`;

describe("A command that is run", function () {
  this.timeout(20_000);

  let run: Run["run"];
  before(async () => {
    ({ run } = await load<Run>("lib/run.mjs"));
  });
  afterEach(removeScratch);

  it("hands over its output, all of it and line by line", async () => {
    const lines: string[] = [];
    const script = 'console.log("one\\ntwo"); console.error("three"); process.exit(4)';
    const done = await run(process.execPath, ["-e", script], { onLine: (line) => lines.push(line) });
    assert.deepEqual(done, {
      ok: false,
      code: 4,
      stdout: "one\ntwo",
      stderr: "three",
      reason: "exit code 4",
    });
    assert.deepEqual(new Set(lines), new Set(["one", "two", "three"]));
  });

  it("has a result when there is no such command", async () => {
    const done = await run("no-such-command-anywhere", []);
    assert.equal(done.ok, false);
    assert.match(done.reason, /ENOENT/);
  });

  it("is ended with all that it started when its time is up", async () => {
    const file = join(scratch(), "pid");
    const done = await run(process.execPath, ["-e", parentOf(file)], { timeoutMs: 5000 });
    assert.match(done.reason, /took longer than 5 s and was stopped/);
    assert.equal(await gone(Number(readFileSync(file, "utf8"))), true);
  });

  it("takes with it what it leaves behind, which would hold its output open", async function () {
    // There are no process groups.
    if (process.platform === "win32") this.skip();
    const file = join(scratch(), "pid");
    const leaving = `
const { spawn } = require("node:child_process");
const left = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
require("node:fs").writeFileSync(${JSON.stringify(file)}, String(left.pid));
console.log("all of its output");
process.exit(0);
`;
    const done = await run(process.execPath, ["-e", leaving], { timeoutMs: 15_000 });
    assert.deepEqual([done.ok, done.stdout], [true, "all of its output"]);
    assert.equal(await gone(Number(readFileSync(file, "utf8"))), true);
  });

  it("is ended with all that it started on Ctrl-C, which does not look like a failure of the command", async () => {
    const folder = scratch();
    const file = join(folder, "pid");
    const caller = program(
      folder,
      `import { run } from ${JSON.stringify(scriptUrl("lib/run.mjs"))};
       await run(process.execPath, ["-e", ${JSON.stringify(parentOf(file))}]);
       console.log("went on");`,
    );
    while (!existsSync(file) || readFileSync(file, "utf8") === "") await sleep(50);
    caller.child.kill("SIGINT");
    assert.equal((await caller.ended).code, 130);
    assert.equal(caller.output(), "");
    assert.equal(await gone(Number(readFileSync(file, "utf8"))), true);
  });
});
