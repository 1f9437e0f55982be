// `npm test`: runs all checks and rings, or only the rings and test files that the arguments name.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensureEngine } from "../tools/engine/ensure.mjs";
import { withYamlHost } from "../tools/engine/yaml-host.mjs";
import { BROWSER_VARIABLE, ensureBrowser } from "./browser/ensure.mjs";
import { root } from "./lib/root.mjs";
import { reportCoverage } from "./test/coverage.mjs";
import { filesOf } from "./test/ring.mjs";
import { RINGS } from "./test/rings.mjs";
import { runTests } from "./test/run.mjs";
import { summarise } from "./test/summary.mjs";

/** @typedef {import("./test/rings.mjs").Ring} Ring */

/** The checks: format and lint, then types. Each is a job for one lane, like a test file. */
const { check, types } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;

/** One more than there are processors, because a test often waits. The longest file ends no sooner with more than four. */
const LANES = Math.min(availableParallelism() + 1, 4);

const usage = `npm test [-- [RING or FILE]… [--grep REGEXP] [--coverage]]
  RING  ${RINGS.map(({ name }) => name).join(", ")}
  FILE  such as test/unit/provider/suggest.test.ts
`;

/** @returns {Promise<number>} the exit code */
async function main() {
  const { values, positionals } = parseArgs({
    options: { grep: { type: "string" }, coverage: { type: "boolean" } },
    allowPositionals: true,
  });
  const { grep } = values;
  if (grep !== undefined) new RegExp(grep);
  const rings = chosen(positionals);
  const all = positionals.length === 0 && grep === undefined;
  const lanes = laneCount();

  const collected = values.coverage ? mkdtempSync(join(tmpdir(), "coverage-")) : undefined;
  process.once("exit", () => collected && rmSync(collected, { recursive: true, force: true }));
  const outcomes = await runTests({
    ...{ checks: all ? `${check} && ${types}`.split(" && ") : [], rings, grep, lanes },
    surroundings: (ring) => surroundings[ring.needs](collected),
  });
  if (collected !== undefined) outcomes.push(await reportCoverage(collected, all));
  const { text, failed } = summarise(outcomes);
  process.stdout.write(`\n${text}`);
  return failed === 0 ? 0 : 1;
}

/**
 * Makes what a ring needs. @returns the variables that its environment must have
 *
 * @type {Record<Ring["needs"], (collected?: string) => Promise<Record<string, string>>>}
 */
const surroundings = {
  // Only these rings count for the coverage: the engine kills its hosts, and a killed process writes no coverage.
  nothing: async (collected) =>
    Object.fromEntries(collected === undefined ? [] : [["NODE_V8_COVERAGE", collected]]),
  browser: async () => ({ [BROWSER_VARIABLE]: await ensureBrowser() }),
  engine: async () => {
    const engine = await ensureEngine();
    try {
      return (await withYamlHost(engine)).env;
    } catch (error) {
      if (process.env.CI) throw error;
      console.error(`Skipping the tests of YAML programs: ${error instanceof Error ? error.message : error}`);
      return { ...engine.env, PULUMI_TENCENT_CHAT_WITHOUT_YAML: "true" };
    }
  },
};

/**
 * @param {string[]} names of rings and files; an empty list means all
 * @returns {{ ring: Ring, files: string[] }[]}
 */
function chosen(names) {
  const left = new Set(names);
  const rings = RINGS.flatMap((ring) => {
    const all = filesOf(ring, root);
    const named = names.filter((name) => all.includes(resolve(root, name)));
    for (const name of named) left.delete(name);
    const whole = left.delete(ring.name) || names.length === 0;
    const files = whole ? all : named.map((name) => resolve(root, name));
    return whole || files.length > 0 ? [{ ring, files }] : [];
  });
  if (left.size > 0) throw new Error(`There is no ring and no test file "${[...left].join('", "')}".`);
  return rings;
}

function laneCount() {
  const wanted = process.env.PULUMI_TENCENT_CHAT_LANES;
  if (wanted === undefined) return LANES;
  if (/^[1-9]\d?$/.test(wanted)) return Number(wanted);
  throw new Error(`PULUMI_TENCENT_CHAT_LANES must be a number from 1 to 99, not "${wanted}".`);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
