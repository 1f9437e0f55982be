import { mkdirSync, rmSync } from "node:fs";
import { ENGINE, GO_VERSION } from "./go-build.mjs";
import { engineRange } from "./version.mjs";

/**
 * Tries one way after the other, each in an empty folder, and logs every ten seconds how long it has taken so far.
 *
 * @param {string} folder
 * @param {string} whyNotOwn why the user's own engine is not used
 * @param {(line: string) => void} log
 * @param {{ label: string, get: (folder: string) => Promise<void> }[]} ways
 */
export async function firstThatWorks(folder, whyNotOwn, log, ways) {
  let tried = `  - PATH: ${whyNotOwn}\n`;
  for (const { label, get } of ways) {
    log(
      `Getting the Pulumi CLI ${ENGINE.version} by ${label}. This may take minutes, but only once for this user.`,
    );
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const timer = setInterval(() => log(`  still running (${seconds()} s)`), 10_000);
    try {
      return await get(folder);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`Getting it by ${label} failed: ${reason}`);
      tried += `  - ${label}: ${reason}\n`;
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { mode: 0o700 });
    } finally {
      clearInterval(timer);
    }
  }
  throw new Error(`There is no Pulumi engine. This was tried:
${tried}Do one of these, then run the command again:
  - install the Pulumi CLI ${engineRange()} and put it on PATH
  - install Go ${GO_VERSION} or newer, so that this project can build the engine`);
}
