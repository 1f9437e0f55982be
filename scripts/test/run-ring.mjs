import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} problems what went wrong apart from the tests themselves; each counts as one failed
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
    const done = await run(process.execPath, mochaArguments(ring, file), {
      cwd: folder,
      // The compiler checks types once for all; here it only strips them.
      env: { ...process.env, ...env, TS_NODE_TRANSPILE_ONLY: "1" },
      output: "inherit",
      timeoutMs: ring.limitMs,
    });
    return judge(ring.name, readTotals(file), done);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {import("./rings.mjs").Ring} ring
 * @param {string} totals
 */
function mochaArguments(ring, totals) {
  return [
    join(root, "node_modules/mocha/bin/mocha.js"),
    "--require",
    "ts-node/register",
    "--reporter",
    join(root, "scripts/test/totals-reporter.mjs"),
    "--reporter-option",
    `totals=${totals}`,
    "--timeout",
    String(ring.testTimeoutMs),
    `test/${ring.name}/**/*.test.ts`,
  ];
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
  if (done.timedOut) {
    problems.push(
      ended
        ? `all tests ended, but the process did not: a test left something open (${done.reason})`
        : `the ring ${done.reason}`,
    );
  } else if (!ended) {
    problems.push(`the ring broke off: ${done.reason || "no totals were written"}`);
  } else if (!done.ok && failed === 0) {
    problems.push(`no test failed, but the process did: ${done.reason}`);
  }
  if (problems.length === 0 && passed + failed === 0) {
    problems.push(`no test ran; test/${name}/ holds no *.test.ts, or all of them are skipped`);
  }
  return { name, passed, failed, skipped, problems };
}
