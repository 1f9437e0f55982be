import { mkdirSync, rmSync } from "node:fs";
import { engineRange, GO_VERSION } from "./pins.mjs";

/**
 * @template {string} Name
 * @typedef {object} Way A way to get the engine.
 * @property {Name} name
 * @property {string} label
 * @property {(folder: string, log: import("../../scripts/lib/log.mjs").Log) => Promise<void>} get
 */

/**
 * Tries one way after the other, each in an empty folder.
 *
 * @template {string} Name
 * @param {string} folder
 * @param {string} whyNotOwn why the user's own engine is not used
 * @param {import("../../scripts/lib/log.mjs").Log} log
 * @param {Way<Name>[]} ways
 * @returns {Promise<Name>}
 */
export async function firstThatWorks(folder, whyNotOwn, log, ways) {
  const tried = [`PATH: ${whyNotOwn}`];
  for (const { name, label, get } of ways) {
    try {
      await get(folder, log);
      return name;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`No engine by ${label}: ${reason}`);
      tried.push(`${label}: ${reason}`);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    }
  }
  throw new Error(noEngine(tried));
}

/** @param {string[]} tried */
function noEngine(tried) {
  return [
    "No Pulumi engine could be had. What was tried:",
    ...tried.map((line) => `  - ${line}`),
    "Do one of these, then run the command again:",
    `  - install the Pulumi CLI ${engineRange()} and put it on PATH`,
    `  - install Go ${GO_VERSION} or newer, which this project then builds the engine with`,
  ].join("\n");
}
