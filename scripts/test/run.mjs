import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NoBrowser } from "../browser/ensure.mjs";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { inLanes } from "./lanes.mjs";
import { filesOf, runFiles } from "./ring.mjs";

/** @typedef {import("./rings.mjs").Ring} Ring */
/** @typedef {import("./summary.mjs").Outcome} Outcome */
/** @typedef {import("./lanes.mjs").Job} Job */

const CHECK_LIMIT_MS = 5 * 60_000;

/**
 * @typedef {object} Options
 * @property {readonly string[]} [checks] commands of installed packages to run before the tests
 * @property {readonly { ring: Ring, files?: string[] }[]} rings each with the files to run. Default: all files of the ring
 * @property {(ring: Ring) => Promise<Record<string, string>>} surroundings makes what a ring needs, and returns
 *   the variables that its environment must have on top of this process's
 * @property {string} [grep]
 * @property {number} lanes how many processes run side by side
 * @property {string} [folder] of the repository
 */

/**
 * Runs checks and the tests of rings in lanes.
 *
 * @param {Options} options
 * @returns {Promise<Outcome[]>} one for each check and ring
 */
export async function runTests({ checks = [], rings, surroundings, grep, lanes, folder = root }) {
  const scratch = mkdtempSync(join(tmpdir(), "test-run-"));
  // Also when a signal ends this process.
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  /** @type {Job[]} */
  const jobs = [];
  const checked = checks.map((check) => {
    const outcome = outcomeOf(check);
    const [command = "", ...args] = check.split(" ");
    const work = recorded(outcome, async (tell) => {
      const options = { cwd: folder, preferLocal: true, timeoutMs: CHECK_LIMIT_MS };
      const done = await run(command, args, { ...options, onLine: (line) => tell(`${line}\n`) });
      if (!done.ok) throw new Error(done.reason);
    });
    jobs.push(work);
    return outcome;
  });
  const tested = rings.map(({ ring, files = filesOf(ring, folder) }) => {
    const outcome = outcomeOf(ring.name);
    /** @type {Promise<Record<string, string>> | undefined} */
    let made;
    for (let at = 0; at < files.length; at += ring.filesAtOnce) {
      const work = recorded(outcome, async (tell, lane) => {
        made ??= surroundings(ring);
        // In PULUMI_HOME, the engine keeps its settings for projects and the login. Lanes must not share these.
        const env = { PULUMI_HOME: join(scratch, `pulumi-${lane}`), ...(await made) };
        const some = files.slice(at, at + ring.filesAtOnce);
        await runFiles(some, { ring, folder, env, grep, scratch }, outcome, tell);
      });
      jobs.push(work);
    }
    return outcome;
  });
  await inLanes(lanes, jobs, (text) => void process.stdout.write(text));
  // A ring or --grep without any test is a problem: otherwise a test that is no longer found would look like one that passes.
  const empty = tested.filter(
    ({ passed, failures, problems, notRun }) =>
      passed + failures.length + problems.length === 0 && notRun === undefined,
  );
  if (grep === undefined)
    for (const { problems } of empty) problems.push("no test ran: the ring has none, or all are skipped");
  else if (empty.length === tested.length) empty[0]?.problems.push(`the name of no test matches ${grep}`);
  return [...checked, ...tested];
}

/** @type {(name: string) => Outcome} */
const outcomeOf = (name) => ({ name, passed: 0, failures: [], skipped: 0, problems: [], began: 0, ended: 0 });

/**
 * @param {Outcome} outcome gets the time of the work, and a problem if the work fails
 * @param {Job} work
 * @returns {Job}
 */
function recorded(outcome, work) {
  return async (tell, lane) => {
    outcome.began ||= Date.now();
    try {
      await work(tell, lane);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // A contributor may have no browser and no right to install one. On CI, all tests have to run.
      if (error instanceof NoBrowser && !process.env.CI) outcome.notRun = message;
      // If something that the ring needs is missing, each of its files fails with the same message. Keep only one.
      else if (!outcome.problems.includes(message)) outcome.problems.push(message);
    }
    outcome.ended = Date.now();
  };
}
