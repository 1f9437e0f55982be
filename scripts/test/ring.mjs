import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { LEFT_OPEN } from "./rings.mjs";

/** @typedef {import("./rings.mjs").Ring} Ring */

const mochaProcess = join(root, "scripts/test/mocha-process.mjs");

/**
 * @param {Ring} ring
 * @param {string} folder of the repository
 * @returns {string[]} the ring's test files, always in the same order
 */
export function filesOf({ name }, folder) {
  const tests = join(folder, "test", name);
  if (!existsSync(tests)) return [];
  return readdirSync(tests, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(tests, file))
    .sort();
}

/**
 * Runs test files in their own process.
 *
 * @param {string[]} files
 * @param {{ ring: Ring, folder: string, env: NodeJS.ProcessEnv, grep?: string | undefined, scratch: string }} options
 * @param {import("./summary.mjs").Outcome} outcome to which it adds their results
 * @param {(text: string) => void} tell
 */
export async function runFiles(files, { ring, folder, env, grep, scratch }, outcome, tell) {
  const [first = "", ...more] = files.map((file) => relative(folder, file));
  const title = more.length === 0 ? first : `${first} and ${more.length} more`;
  const totals = join(scratch, `${randomUUID()}.json`);
  const color = process.stdout.isTTY === true;
  const order = JSON.stringify({ title, totals, timeout: ring.testTimeoutMs, color, grep, files });
  const { ok, code, reason } = await run(process.execPath, [mochaProcess, order], {
    // Mocha colours its marks separately, on some servers even without a terminal; NO_COLOR prevents that.
    ...{ cwd: folder, env: color ? env : { ...env, NO_COLOR: "1" }, timeoutMs: ring.limitMs },
    onLine: (line) => tell(`${line}\n`),
  });
  const { passed, failures, skipped, ended } = readTotals(totals);
  outcome.passed += passed;
  outcome.failures.push(...failures);
  outcome.skipped += skipped;
  if (!ended) outcome.problems.push(`${title} broke off: ${reason || "it wrote no totals"}`);
  else if (code === LEFT_OPEN)
    outcome.problems.push(`a test in ${title} left something open, such as a server or a timer; see above`);
  else if (!ok && failures.length === 0)
    outcome.problems.push(`no test in ${title} failed, but its process did: ${reason}`);
}

/**
 * @param {string} file
 * @returns {import("./mocha-process.mjs").Totals}
 */
function readTotals(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failures: [], skipped: 0, ended: false };
  }
}
