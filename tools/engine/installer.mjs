import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../../scripts/lib/run.mjs";
import { ENGINE_VERSION } from "./pins.mjs";
import { withProgress } from "./progress.mjs";

const LIMIT_MS = 10 * 60_000;
const installer = join(dirname(fileURLToPath(import.meta.url)), "installer-process.mjs");

/**
 * Has the official installer put the engine in a folder. The SDK gives it no time limit, so it runs in a process that can
 * be ended.
 *
 * @param {string} folder
 * @param {import("../../scripts/lib/log.mjs").Log} log
 */
export async function installOfficially(folder, log) {
  log(`Getting the Pulumi CLI ${ENGINE_VERSION} with its official installer.`);
  const done = await withProgress(log, "the official installer is at work", () =>
    run(process.execPath, [installer, folder, ENGINE_VERSION], { timeoutMs: LIMIT_MS }),
  );
  if (!done.ok) throw new Error(done.stderr.trim().split("\n").slice(-3).join(" ") || done.reason);
}
