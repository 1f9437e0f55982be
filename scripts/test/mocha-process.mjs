// Runs test files in this process: mocha-process.mjs <Order as JSON>
// Mocha's own command takes no reporter that is an ES module while ts-node is registered, so Mocha is used as a library.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import Mocha from "mocha";
import { root } from "../lib/root.mjs";
import { LEFT_OPEN } from "./rings.mjs";

/**
 * @typedef {{ title: string, totals: string, timeout: number, color: boolean, grep?: string, files: string[] }} Order The
 *   totals are a file to write; a test has the timeout, in ms; only tests whose full title matches the regular expression run.
 */
/** @typedef {{ passed: number, skipped: number, failures: string[], ended: boolean }} Totals failures by their full titles */

/** @type {Order} */
const order = JSON.parse(process.argv[2] ?? "{}");

const load = createRequire(import.meta.url);
// The compiler checks types once for all; here ts-node only strips them.
load("ts-node").register({
  project: join(root, "tsconfig.json"),
  transpileOnly: true,
  // The ring may lie elsewhere: the runner has tests of its own.
  compilerOptions: { rootDir: process.cwd() },
});
load("../../test/support/built-sources.cjs");

const { title, timeout, color, files } = order;
const grep = new RegExp(order.grep ?? "");
const mocha = new Mocha({ timeout, color, grep, forbidOnly: Boolean(process.env.CI) });
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();

let silent = order.grep !== undefined;
mocha.suite.eachTest((test) => {
  silent &&= !grep.test(test.fullTitle());
});
if (silent) mocha.reporter(Mocha.reporters.Base);
else process.stdout.write(`\n— ${title} —\n`);

/** @type {Totals} */
const totals = { passed: 0, skipped: 0, failures: [], ended: false };
/** As they stand after each test: they are there even when the run does not come to its end. @param {Partial<Totals>} change */
const set = (change) => writeFileSync(order.totals, JSON.stringify(Object.assign(totals, change)));
const { constants } = Mocha.Runner;
mocha
  .run((failures) => {
    process.exitCode = failures === 0 ? 0 : 1;
    // Were it not said, a server or a timer that a test forgot would only show as a run that does not end.
    setTimeout(() => {
      process.stderr.write(`A test left something open: ${process.getActiveResourcesInfo().join(", ")}.\n`);
      process.exit(LEFT_OPEN);
    }, 10_000).unref();
  })
  .on(constants.EVENT_TEST_PASS, () => set({ passed: totals.passed + 1 }))
  .on(constants.EVENT_TEST_FAIL, (test) => set({ failures: [...totals.failures, test.fullTitle()] }))
  .on(constants.EVENT_TEST_PENDING, () => set({ skipped: totals.skipped + 1 }))
  .on(constants.EVENT_RUN_END, () => set({ ended: true }));
