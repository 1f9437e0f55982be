// Runs test files in this process: mocha-process.mjs <Order as JSON>
// Mocha's own command takes no reporter that is an ES module while ts-node is registered, so Mocha is used as a library.
import { createRequire } from "node:module";
import { join } from "node:path";
import Mocha from "mocha";
import { root } from "../lib/root.mjs";
import { LEFT_OPEN } from "./rings.mjs";
import { totalsReporter } from "./totals-reporter.mjs";

/**
 * @typedef {object} Order
 * @property {string} title
 * @property {string} totals the file for the totals
 * @property {number} timeout of a test, in ms
 * @property {boolean} color
 * @property {string} [grep] a regular expression: only tests whose full title matches it are run
 * @property {string[]} files
 */

/** @type {Order} */
const { title, totals, timeout, color, grep, files } = JSON.parse(process.argv[2] ?? "{}");

const load = createRequire(import.meta.url);
// The compiler checks types once for all; here ts-node only strips them.
load("ts-node").register({
  project: join(root, "tsconfig.json"),
  transpileOnly: true,
  // The ring may lie elsewhere: the runner has tests of its own.
  compilerOptions: { rootDir: process.cwd() },
});
load("./built-sources.cjs");

const pattern = new RegExp(grep ?? "");
const mocha = new Mocha({ timeout, color, grep: pattern, forbidOnly: Boolean(process.env.CI) });
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
let silent = grep !== undefined;
mocha.suite.eachTest((test) => {
  silent &&= !pattern.test(test.fullTitle());
});
if (!silent) process.stdout.write(`\n— ${title} —\n`);
mocha.reporter(totalsReporter(totals, silent ? Mocha.reporters.Base : Mocha.reporters.Spec));
mocha.run((failures) => {
  process.exitCode = failures === 0 ? 0 : 1;
  // Were it not said, a server or a timer that a test forgot would only show as a run that does not end.
  setTimeout(() => {
    process.stderr.write(`A test left something open: ${process.getActiveResourcesInfo().join(", ")}.\n`);
    process.exit(LEFT_OPEN);
  }, 10_000).unref();
});
