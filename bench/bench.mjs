// `npm run bench`: compares this package with a no-op resource and a hand-written one, all measured in the same run.
import { parseArgs } from "node:util";
import { ensureEngine } from "../tools/engine/ensure.mjs";
import { LEAST_ROUNDS } from "./lib/measure.mjs";
import { headingOf, surroundings, tableOf } from "./lib/report.mjs";
import { adviceRows, allRows, families } from "./rows.mjs";

const usage = `Usage: npm run bench [-- --quick] [--json] [--rows ROW,ROW] [--rounds N]

Compares this package with a dynamic resource that does nothing and with a hand-written one, with the real engine against the
emulator, and prints a table. The table shows missed goals; the command fails only if it cannot measure.

  --quick       a few resources instead of hundreds: under 4 minutes
  --json        the results as JSON, with every single measurement
  --rows        only these rows, of ${allRows.join(", ")}
  --rounds N    measurements of each side, ${LEAST_ROUNDS} or more (${LEAST_ROUNDS})
  --help        prints this
`;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`npm run bench failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main(args) {
  const flags = flagsIn(args);
  if (typeof flags === "string") {
    process.stderr.write(`${flags}\n\n${usage}`);
    return 2;
  }
  if (flags.help) {
    process.stdout.write(usage);
    return 0;
  }
  const engine = await ensureEngine();
  // This process starts the engine by its name.
  process.env.PATH = engine.env.PATH;
  const about = surroundings(engine.version);
  const extent = flags.quick ? "quick" : "full";
  const findings = [];
  const started = Date.now();
  for (const family of families) {
    if (!family.rows.some(flags.wants)) continue;
    const sizes = family.sizes[extent];
    process.stderr.write(`${Math.round((Date.now() - started) / 1000)} s: ${family.rows.join(", ")}\n`);
    findings.push(
      ...(await family.measure({ sizes, rounds: flags.rounds, engine: engine.env, wants: flags.wants })),
    );
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  const missed = findings.filter(({ met }) => met === false).length;
  const outcome = missed === 0 ? "Every goal is met." : `Goals missed: ${missed}.`;
  const caveat = flags.quick
    ? " The goals are for the sizes of a full run; a quick run only shows that everything can be measured."
    : "";
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ extent, rounds: flags.rounds, seconds, ...about, findings }, null, 2)}\n`
      : `${headingOf(about, `A ${extent} run of ${seconds} s, medians of ${flags.rounds} rounds`)}\n${tableOf(findings)}\n${outcome}${caveat}\n`,
  );
  return 0;
}

/**
 * @param {string[]} args
 * @returns {{ quick: boolean, json: boolean, help: boolean, rounds: number, wants: (row: string) => boolean } | string} the
 *   flags, or what is wrong with them
 */
function flagsIn(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        rows: { type: "string" },
        rounds: { type: "string", default: String(LEAST_ROUNDS) },
      },
    });
    const { quick, json, help } = values;
    const rounds = Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < LEAST_ROUNDS)
      return `--rounds must be ${LEAST_ROUNDS} or more.`;
    const named = values.rows?.split(",");
    const unknown = named?.find((row) => !allRows.includes(row));
    if (unknown !== undefined) return `There is no row "${unknown}". The rows are ${allRows.join(", ")}.`;
    const rows = new Set(named ?? allRows.filter((row) => !quick || !adviceRows.includes(row)));
    return { quick, json, help, rounds, wants: (row) => rows.has(row) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
