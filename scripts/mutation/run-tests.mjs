// Runs the client's unit tests, as compiled to dist/, until one fails: what Stryker starts for each mutant.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import Mocha from "mocha";
import { root } from "../lib/root.mjs";

/** For one test. A promise that a mutant leaves open must not cost much time of the run. */
const testTimeoutMs = 10_000;
/** What is still open by then was forgotten by the mutant. */
const leftOpenMs = 2_000;

// The same examples for each mutant and in each run, so that the score is the code's; the smallest one is not asked for.
fc.configureGlobal({ seed: 1, endOnFailure: true });

const folder = join(root, "dist/test/unit/provider");
const mutated = mutatedModule();
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.js"))
  .sort((one, other) => rank(one) - rank(other));

process.exitCode = 1;
let failures = 0;
for (const file of files) {
  failures = await failuresIn(join(folder, file));
  if (failures > 0) break;
}
if (failures === 0) process.exitCode = 0;
setTimeout(() => process.exit(1), leftOpenMs).unref();

/**
 * Files are not even loaded once a test has failed.
 *
 * @param {string} file
 * @returns {Promise<number>}
 */
function failuresIn(file) {
  const mocha = new Mocha({ reporter: "dot", timeout: testTimeoutMs, bail: true });
  mocha.addFile(file);
  return new Promise((resolve) => mocha.run(resolve));
}

/**
 * The place of a file among the others: the tests of the mutated module, which mostly find the mutant, come first, and
 * those that wait for real connections and timers last.
 *
 * @param {string} file
 */
function rank(file) {
  const name = basename(file, ".test.js");
  if (name === mutated) return 0;
  return ["transport", "connections"].includes(name) ? 2 : 1;
}

/** The module that Stryker mutates in this process: its number stands in that one's code. */
function mutatedModule() {
  const modules = join(root, "dist/provider/client");
  const mark = `("${process.env.__STRYKER_ACTIVE_MUTANT__}")`;
  const module = readdirSync(modules).find((name) =>
    readFileSync(join(modules, name), "utf8").includes(mark),
  );
  return module && basename(module, ".js");
}
