import { writeFileSync } from "node:fs";
import Mocha from "mocha";

const { EVENT_RUN_BEGIN, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING, EVENT_RUN_END } =
  Mocha.Runner.constants;

/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} skipped
 * @property {string[]} failures the full titles of the tests that failed
 * @property {boolean} ended
 */

/**
 * A reporter that also keeps the totals in a file, as they stand after each test: they are there even when the run does not
 * come to its end.
 *
 * @param {string} file
 * @param {typeof Mocha.reporters.Base} Reporter
 */
export function totalsReporter(file, Reporter) {
  return class extends Reporter {
    /**
     * @param {Mocha.Runner} runner
     * @param {Mocha.MochaOptions} options
     */
    constructor(runner, options) {
      super(runner, options);
      /** @type {Totals} */
      const totals = { passed: 0, skipped: 0, failures: [], ended: false };
      /** @param {Partial<Totals>} change */
      const set = (change) => writeFileSync(file, JSON.stringify(Object.assign(totals, change)));
      runner.on(EVENT_RUN_BEGIN, () => set({}));
      runner.on(EVENT_TEST_PASS, () => set({ passed: totals.passed + 1 }));
      runner.on(EVENT_TEST_FAIL, (test) => set({ failures: [...totals.failures, test.fullTitle()] }));
      runner.on(EVENT_TEST_PENDING, () => set({ skipped: totals.skipped + 1 }));
      runner.on(EVENT_RUN_END, () => set({ ended: true }));
    }
  };
}
