// Runs the tests that can see a mutant, as compiled to dist/, until one fails: what Stryker starts for each mutant.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import Mocha from "mocha";
import { root } from "../../scripts/lib/root.mjs";

/** For one test. A promise that a mutant leaves open must not cost much time of the run. */
const testTimeoutMs = 20_000;
/** What is still open by then was forgotten by the mutant. */
const leftOpenMs = 2_000;
endWhereBlocked(30_000);

/** Of what the compiled tests load: the same package as an ES module is another one, with settings of its own. */
const load = createRequire(import.meta.url);
/** @type {typeof import("fast-check")} */
const fc = load("fast-check");

/** For one property. The first examples find nearly all mutants, and all of them take most of a minute. */
const propertyMs = 500;
// The same examples for each mutant and in each run, so that the score is the code's; the smallest one is not asked for.
fc.configureGlobal({ seed: 1, endOnFailure: true, interruptAfterTimeLimit: propertyMs });

/** Random programs for a lifecycle that all of its tests have passed; the same in each run. */
const programs = { driver: "dynamic", runs: 40, seed: 20261121 };

const unit = join(root, "dist/test/unit/provider");
/** Those that wait for real connections, or draw many examples. */
const slow = ["transport", "connections", "echo", "redact", "shapes", "bounded-failures"];
/** In the first run. */
const noModule = "client/";
const mutated = mutatedModule();
const [folder] = mutated.split("/");
const files = readdirSync(unit, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.js") && (folder === "client") !== name.startsWith("lifecycle"))
  .sort((one, other) => rank(one) - rank(other));

process.exitCode = 1;
let failures = 0;
for (const file of files) {
  failures = await failuresIn(join(unit, file));
  if (failures > 0) break;
}
// In the first run, too: programs that cannot be loaded would look like a test that noticed the mutant.
if (failures === 0 && (folder === "lifecycle" || mutated === noModule)) {
  await load(join(root, "dist/test/host/random/property.js")).soak(programs);
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
 * The place of a file among the others: the tests of the mutated module, which mostly find the mutant, come first, then those
 * beside them, and the slow ones last.
 *
 * @param {string} file
 */
function rank(file) {
  const name = basename(file, ".test.js");
  if (name === basename(mutated)) return 0;
  if (slow.includes(name)) return 3;
  return dirname(file) === dirname(mutated) ? 1 : 2;
}

/**
 * A mutant can make a loop endless. No timer of this thread ends that, so another thread does, long before Stryker would.
 *
 * @param {number} ms
 */
function endWhereBlocked(ms) {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beats, 0, 1), ms / 10).unref();
  const watch = `
    const beats = require("node:worker_threads").workerData;
    let seen = -1;
    setInterval(() => {
      if (beats[0] === seen) process.kill(process.pid, "SIGKILL");
      seen = beats[0];
    }, ${ms});`;
  new Worker(watch, { eval: true, workerData: beats }).unref();
}

/** The path of the module that Stryker mutates in this process: its number stands in that one's code. */
function mutatedModule() {
  const mark = `("${process.env.__STRYKER_ACTIVE_MUTANT__}")`;
  for (const folder of ["client", "lifecycle"]) {
    const modules = join(root, "dist/provider", folder);
    const module = readdirSync(modules, { recursive: true, encoding: "utf8" }).find(
      (name) => name.endsWith(".js") && readFileSync(join(modules, name), "utf8").includes(mark),
    );
    if (module !== undefined) return `${folder}/${module.slice(0, -".js".length)}`;
  }
  // The first run, of what is not mutated.
  return noModule;
}
