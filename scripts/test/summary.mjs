/** @typedef {import("./run-ring.mjs").Outcome} Outcome */

/**
 * @param {Outcome[]} outcomes
 * @returns {{ text: string, failed: number }} a line for each, then the totals alone on the last line
 */
export function summarise(outcomes) {
  const passed = sum(outcomes, (outcome) => outcome.passed);
  const failed = sum(outcomes, failures);
  const skipped = sum(outcomes, (outcome) => outcome.skipped);
  const lines = outcomes.flatMap((outcome) => [
    `${outcome.name.padEnd(8)}${verdict(outcome)}`,
    ...outcome.problems.map((problem) => `        ! ${problem}`),
  ]);
  const left = outcomes.filter((outcome) => outcome.notRun !== undefined).map(({ name }) => name);
  const totals = [`${passed} passed`, `${failed} failed`];
  if (skipped > 0) totals.push(`${skipped} skipped`);
  if (left.length > 0) totals.push(`ring not run: ${left.join(", ")}`);
  lines.push(totals.join(", "));
  return { text: lines.map((line) => `${line}\n`).join(""), failed };
}

/** @param {Outcome} outcome */
function verdict(outcome) {
  const { passed, failed, skipped, problems, notRun } = outcome;
  if (notRun !== undefined) return `NOT RUN: ${notRun}`;
  if (passed + failed + skipped === 0) return problems.length === 0 ? "ok" : "FAILED";
  const counts = [`${passed} passed`];
  if (failed > 0) counts.push(`${failed} FAILED`);
  if (skipped > 0) counts.push(`${skipped} skipped`);
  return counts.join(", ");
}

/** @param {Outcome} outcome */
function failures({ failed, problems }) {
  return failed + problems.length;
}

/**
 * @param {Outcome[]} outcomes
 * @param {(outcome: Outcome) => number} count
 */
function sum(outcomes, count) {
  return outcomes.reduce((total, outcome) => total + count(outcome), 0);
}
