import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { LEFT_OPEN } from "./rings.mjs";

const mochaProcess = join(root, "scripts/test/mocha-process.mjs");

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} problems what went wrong apart from the tests themselves; each counts as one failed
 * @property {string} [notRun] why none of its tests were run, where that is no failure
 */

/**
 * Runs the tests of one ring in a process of their own.
 *
 * @param {import("./rings.mjs").Ring} ring
 * @param {Record<string, string>} env on top of the environment of this process
 * @param {string} [folder] of the repository
 * @returns {Promise<Outcome>}
 */
export async function runRing(ring, env, folder = root) {
  const scratch = mkdtempSync(join(tmpdir(), "totals-"));
  const file = join(scratch, "totals.json");
  try {
    const files = testFiles(join(folder, "test", ring.name));
    const done = await run(process.execPath, [mochaProcess, file, String(ring.testTimeoutMs), ...files], {
      cwd: folder,
      env: { ...process.env, ...env },
      output: "inherit",
      timeoutMs: ring.limitMs,
    });
    return judge(ring.name, readTotals(file), done);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {string[]} the test files under a folder, always in the same order
 */
function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name))
    .sort();
}

/** @typedef {{ passed: number, failed: number, skipped: number, ended: boolean }} Totals */

/**
 * @param {string} file
 * @returns {Totals}
 */
function readTotals(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, ended: false };
  }
}

/**
 * @param {string} name
 * @param {Totals} totals
 * @param {import("../lib/run.mjs").RunResult} done
 * @returns {Outcome}
 */
function judge(name, { passed, failed, skipped, ended }, done) {
  const problems = [];
  if (!ended) problems.push(`the ring broke off: ${done.reason || "it wrote no totals"}`);
  else if (done.code === LEFT_OPEN) problems.push("a test left something open; see above what");
  else if (!done.ok && failed === 0) problems.push(`no test failed, but the process did: ${done.reason}`);
  if (problems.length === 0 && passed + failed === 0) {
    problems.push(`no test ran; test/${name}/ holds no *.test.ts, or all of them are skipped`);
  }
  return { name, passed, failed, skipped, problems };
}
