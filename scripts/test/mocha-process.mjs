// Runs test files in this process: mocha-process.mjs <Order as JSON>
// Mocha's own command takes no reporter that is an ES module while ts-node is registered, so Mocha is used as a library.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import Mocha from "mocha";
import { root } from "../lib/root.mjs";
import { LEFT_OPEN } from "./rings.mjs";

/**
 * @typedef {{ title: string, totals: string, timeout: number, color: boolean, grep?: string, files: string[] }} Order `totals`
 *   is the file to write; `timeout` is for each test, in ms; only tests whose full title matches the regular expression `grep` run.
 */
/** @typedef {{ passed: number, skipped: number, failures: string[], ended: boolean }} Totals failures by their full titles */

/** @type {Order} */
const order = JSON.parse(process.argv[2] ?? "{}");

const load = createRequire(import.meta.url);
// `npm run types` checks the types of all tests; here ts-node only strips them.
load("ts-node").register({
  project: join(root, "tsconfig.json"),
  transpileOnly: true,
  // The tests of the runner itself have their rings in another folder.
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
/** Writes the totals after each test, so that they exist even if the run breaks off. @param {Partial<Totals>} change */
const set = (change) => writeFileSync(order.totals, JSON.stringify(Object.assign(totals, change)));
const { constants } = Mocha.Runner;
mocha
  .run((failures) => {
    process.exitCode = failures === 0 ? 0 : 1;
    // Without this message, a server or a timer that a test forgot to stop would only show as a run that never ends.
    setTimeout(() => {
      process.stderr.write(`A test left something open: ${process.getActiveResourcesInfo().join(", ")}.\n`);
      process.exit(LEFT_OPEN);
    }, 10_000).unref();
  })
  .on(constants.EVENT_TEST_PASS, () => set({ passed: totals.passed + 1 }))
  .on(constants.EVENT_TEST_FAIL, (test) => set({ failures: [...totals.failures, test.fullTitle()] }))
  .on(constants.EVENT_TEST_PENDING, () => set({ skipped: totals.skipped + 1 }))
  .on(constants.EVENT_RUN_END, () => set({ ended: true }));
