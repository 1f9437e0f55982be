/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {number} passed
 * @property {string[]} failures the full titles of the tests that failed
 * @property {number} skipped
 * @property {string[]} problems what went wrong apart from the tests themselves; each counts as one failed
 * @property {number} began when its first process began, in ms since 1970
 * @property {number} ended when its last process ended, in ms since 1970
 * @property {string} [notRun] why none of its tests ran, if that is no failure
 */

/**
 * @param {Outcome[]} outcomes
 * @returns {{ text: string, failed: number }} a line for each, then the totals alone on the last line
 */
export function summarise(outcomes) {
  const sum = (/** @type {(outcome: Outcome) => number} */ count) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const failed = sum(({ failures, problems }) => failures.length + problems.length);
  const skipped = sum((outcome) => outcome.skipped);
  const width = Math.max(...outcomes.map(({ name }) => name.length)) + 2;
  const lines = outcomes.flatMap((outcome) => [
    `${outcome.name.padEnd(width)}${verdict(outcome)}`,
    ...[...outcome.failures, ...outcome.problems].map((each) => `${" ".repeat(width)}! ${each}`),
  ]);
  const left = outcomes.filter((outcome) => outcome.notRun !== undefined).map(({ name }) => name);
  const totals = [`${sum(({ passed }) => passed)} passed`, `${failed} failed`];
  if (skipped > 0) totals.push(`${skipped} skipped`);
  if (left.length > 0) totals.push(`ring not run: ${left.join(", ")}`);
  lines.push(totals.join(", "));
  return { text: lines.map((line) => `${line}\n`).join(""), failed };
}

/** @param {Outcome} outcome */
function verdict({ passed, failures, skipped, problems, began, ended, notRun }) {
  if (notRun !== undefined) return `NOT RUN: ${notRun}`;
  const all = { passed, FAILED: failures.length, skipped };
  const counts = Object.entries(all).flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []));
  if (counts.length === 0) counts.push(problems.length === 0 ? "ok" : "FAILED");
  return `${counts.join(", ")} in ${((ended - began) / 1000).toFixed(1)} s`;
}
