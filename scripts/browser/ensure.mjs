import which from "which";
import { run } from "../lib/run.mjs";

/** The environment variable that names the browser to use, instead of one on PATH. */
export const BROWSER_VARIABLE = "PULUMI_TENCENT_CHAT_CHROMIUM";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const MINUTE = 60_000;

/** There is no browser, and this process cannot install one. The message says what to do. */
export class NoBrowser extends Error {}

/**
 * Finds Chromium, or installs the package of Debian or Ubuntu if this process runs as root.
 *
 * @param {{ env?: NodeJS.ProcessEnv, log?: (line: string) => void }} [options]
 * @returns {Promise<string>} its command
 * @throws {NoBrowser}
 */
export async function ensureBrowser({ env = process.env, log = console.error } = {}) {
  const named = env[BROWSER_VARIABLE];
  if (named && !(await works(named)))
    throw new Error(
      `${BROWSER_VARIABLE} is set to ${named}, which does not start. Name a Chromium that does, or unset it.`,
    );
  const found = named || (await onPath(env));
  if (found) return found;
  const failure = await install(env, log);
  const installed = await onPath(env);
  if (installed) return installed;
  throw new NoBrowser(
    `No Chromium on PATH (${NAMES.join(", ")}), and ${failure}. Install it, or name one in ${BROWSER_VARIABLE}.`,
  );
}

/** @param {NodeJS.ProcessEnv} env */
async function onPath(env) {
  for (const name of NAMES) {
    const command = which.sync(name, { path: env.PATH ?? "", nothrow: true });
    if (command !== null && (await works(command))) return command;
  }
  return undefined;
}

/**
 * Runs the command, because on some systems it only says where to get the browser.
 *
 * @param {string} command
 */
async function works(command) {
  const { ok, stdout } = await run(command, ["--version"], { timeoutMs: MINUTE });
  return ok && /\d+\.\d+/.test(stdout);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} log
 * @returns {Promise<string>} why there may still be no browser afterwards, for the message
 */
async function install(env, log) {
  if (process.getuid?.() !== 0) return "only root can install it";
  log("Installing Chromium (apt-get install chromium).");
  const unattended = { ...env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]]) {
    const all = ["-o", "DPkg::Lock::Timeout=300", ...args];
    const output = { stdout: process.stderr, stderr: process.stderr };
    const done = await run("apt-get", all, { env: unattended, ...output, timeoutMs: 10 * MINUTE });
    if (!done.ok) return `apt-get ${args[0]} failed (${done.reason})`;
  }
  return "the Chromium that apt-get installed does not start";
}
