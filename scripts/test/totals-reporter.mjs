import { writeFileSync } from "node:fs";
import Mocha from "mocha";

const { EVENT_RUN_BEGIN, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING, EVENT_RUN_END } =
  Mocha.Runner.constants;

/**
 * The `spec` reporter, which also keeps the totals in a file, as they stand after each test: they are there even when the
 * run does not come to its end.
 */
export default class TotalsReporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const file = options.reporterOptions.totals;
    const totals = { passed: 0, failed: 0, skipped: 0, ended: false };
    const write = () => writeFileSync(file, JSON.stringify(totals));
    runner.on(EVENT_RUN_BEGIN, write);
    runner.on(EVENT_TEST_PASS, () => {
      totals.passed += 1;
      write();
    });
    runner.on(EVENT_TEST_FAIL, () => {
      totals.failed += 1;
      write();
    });
    runner.on(EVENT_TEST_PENDING, () => {
      totals.skipped += 1;
      write();
    });
    runner.on(EVENT_RUN_END, () => {
      totals.ended = true;
      write();
    });
  }
}
