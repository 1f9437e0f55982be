import { mkdirSync, rmSync } from "node:fs";
import { ENGINE_VERSION, engineRange, GO_VERSION } from "./pins.mjs";

/** @typedef {(line: string) => void} Log */

/** @typedef {{ label: string, get: (folder: string) => Promise<void> }} Way A way to get the engine. */

/**
 * Tries one way after the other, each in an empty folder, and says every ten seconds for how long.
 *
 * @param {string} folder
 * @param {string} whyNotOwn why the user's own engine is not used
 * @param {Log} log
 * @param {Way[]} ways
 */
export async function firstThatWorks(folder, whyNotOwn, log, ways) {
  const tried = [`PATH: ${whyNotOwn}`];
  for (const { label, get } of ways) {
    log(`Getting the Pulumi CLI ${ENGINE_VERSION} by ${label}. It may take minutes, once for this user.`);
    const started = Date.now();
    const timer = setInterval(() => log(`  still at it (${secondsSince(started)} s)`), 10_000);
    try {
      await get(folder);
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`No engine by ${label}: ${reason}`);
      tried.push(`${label}: ${reason}`);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { mode: 0o700 });
    } finally {
      clearInterval(timer);
    }
  }
  throw new Error(
    [
      "No Pulumi engine could be had. What was tried:",
      ...tried.map((line) => `  - ${line}`),
      "Do one of these, then run the command again:",
      `  - install the Pulumi CLI ${engineRange()} and put it on PATH`,
      `  - install Go ${GO_VERSION} or newer, which this project then builds the engine with`,
    ].join("\n"),
  );
}

/** @param {number} started */
export function secondsSince(started) {
  return Math.round((Date.now() - started) / 1000);
}
