// What `npm test` runs: all checks and rings, or only the rings named as arguments.

import { ensureEngine } from "../tools/engine/ensure.mjs";
import { BROWSER_VARIABLE, ensureBrowser, NoBrowser } from "./browser/ensure.mjs";
import { runChecks } from "./test/checks.mjs";
import { Coverage } from "./test/coverage.mjs";
import { RINGS } from "./test/rings.mjs";
import { runRing } from "./test/run-ring.mjs";
import { summarise } from "./test/summary.mjs";

/** @typedef {import("./test/run-ring.mjs").Outcome} Outcome */

/**
 * Makes what a ring needs, and says what its environment must hold.
 *
 * @type {Record<import("./test/rings.mjs").Ring["needs"], (coverage: Coverage) => Promise<Record<string, string>>>}
 */
const surroundings = {
  nothing: async (coverage) => coverage.env,
  browser: async () => ({ [BROWSER_VARIABLE]: await ensureBrowser() }),
  engine: async () => (await ensureEngine()).env,
};

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {string[]} names
 * @returns {Promise<number>} the exit code
 */
async function main(names) {
  const unknown = names.filter((name) => !RINGS.some((ring) => ring.name === name));
  if (unknown.length > 0) {
    const known = RINGS.map((ring) => ring.name).join(", ");
    process.stderr.write(`There is no ring "${unknown.join('", "')}". The rings are ${known}.\n`);
    return 2;
  }
  const coverage = new Coverage();
  try {
    const { text, failed } = summarise(await outcomes(names, coverage));
    await show(coverage);
    process.stdout.write(`\n${text}`);
    return failed === 0 ? 0 : 1;
  } finally {
    coverage.remove();
  }
}

/**
 * Tells the coverage. That it could not be told is no failure of a test.
 *
 * @param {Coverage} coverage
 */
async function show(coverage) {
  try {
    const table = await coverage.table();
    if (table !== "") process.stdout.write(`\n— coverage of provider/ —\n${table}`);
  } catch (error) {
    process.stderr.write(`The coverage could not be told: ${String(error)}\n`);
  }
}

/**
 * @param {string[]} names
 * @param {Coverage} coverage
 * @returns {Promise<Outcome[]>}
 */
async function outcomes(names, coverage) {
  const all = names.length === 0;
  const list = all ? await runChecks() : [];
  for (const ring of RINGS) {
    if (!all && !names.includes(ring.name)) continue;
    process.stdout.write(`\n— ${ring.name} —\n`);
    list.push(await outcomeOf(ring, coverage));
  }
  return list;
}

/**
 * @param {import("./test/rings.mjs").Ring} ring
 * @param {Coverage} coverage
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(ring, coverage) {
  try {
    return await runRing(ring, await surroundings[ring.needs](coverage));
  } catch (error) {
    // Not everybody has a browser or may install one; who answers for all the tests must.
    if (error instanceof NoBrowser && !process.env.CI) return notRun(ring.name, error.message);
    return broken(ring.name, error);
  }
}

/**
 * @param {string} name
 * @param {string} reason
 * @returns {Outcome}
 */
function notRun(name, reason) {
  process.stdout.write(`${reason}\n`);
  return { name, passed: 0, failed: 0, skipped: 0, problems: [], notRun: reason };
}

/**
 * @param {string} name
 * @param {unknown} error
 * @returns {Outcome}
 */
function broken(name, error) {
  const problem = error instanceof Error ? error.message : String(error);
  return { name, passed: 0, failed: 0, skipped: 0, problems: [problem] };
}
