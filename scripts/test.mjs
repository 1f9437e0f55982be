// What `npm test` runs: all checks and rings, or only the rings named as arguments.
import { ensureEngine } from "./engine/ensure.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { runChecks } from "./test/checks.mjs";
import { RINGS } from "./test/rings.mjs";
import { runRing } from "./test/run-ring.mjs";
import { summarise } from "./test/summary.mjs";

/** @typedef {import("./test/run-ring.mjs").Outcome} Outcome */

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
  const { text, failed } = summarise(await outcomes(names));
  process.stdout.write(`\n${text}`);
  return failed === 0 ? 0 : 1;
}

/**
 * @param {string[]} names
 * @returns {Promise<Outcome[]>}
 */
async function outcomes(names) {
  try {
    await bootstrap();
  } catch (error) {
    return [broken("set-up", error)];
  }
  const all = names.length === 0;
  const list = all ? await runChecks() : [];
  for (const ring of RINGS) {
    if (!all && !names.includes(ring.name)) continue;
    process.stdout.write(`\n— ${ring.name} —\n`);
    list.push(await outcomeOf(ring));
  }
  return list;
}

/**
 * @param {import("./test/rings.mjs").Ring} ring
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(ring) {
  try {
    return await runRing(ring, ring.needsEngine ? (await ensureEngine()).env : {});
  } catch (error) {
    return broken(ring.name, error);
  }
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
