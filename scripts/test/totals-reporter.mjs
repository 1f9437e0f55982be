import { writeFileSync } from "node:fs";
import Mocha from "mocha";

const { EVENT_RUN_BEGIN, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING, EVENT_RUN_END } =
  Mocha.Runner.constants;

/**
 * The `spec` reporter, which also keeps the totals in a file, as they stand after each test: they are there even when the
 * run does not come to its end.
 *
 * @param {string} file
 */
export function totalsReporter(file) {
  return class extends Mocha.reporters.Spec {
    /**
     * @param {Mocha.Runner} runner
     * @param {Mocha.MochaOptions} options
     */
    constructor(runner, options) {
      super(runner, options);
      const totals = { passed: 0, failed: 0, skipped: 0, ended: false };
      /** @param {Partial<typeof totals>} change */
      const set = (change) => writeFileSync(file, JSON.stringify(Object.assign(totals, change)));
      runner.on(EVENT_RUN_BEGIN, () => set({}));
      runner.on(EVENT_TEST_PASS, () => set({ passed: totals.passed + 1 }));
      runner.on(EVENT_TEST_FAIL, () => set({ failed: totals.failed + 1 }));
      runner.on(EVENT_TEST_PENDING, () => set({ skipped: totals.skipped + 1 }));
      runner.on(EVENT_RUN_END, () => set({ ended: true }));
    }
  };
}
