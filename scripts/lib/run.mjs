import { spawnSync } from "node:child_process";
import { constants } from "node:os";
import { execa } from "execa";

/**
 * @typedef {object} OwnOptions
 * @property {number} [timeoutMs] after this time, the process and all that it started are killed. Default: no limit
 * @property {(line: string) => void} [onLine] called with each line of output as it comes
 *
 * @typedef {OwnOptions & Pick<import("execa").Options, "cwd" | "env" | "preferLocal" | "stdout" | "stderr">} RunOptions `env` is
 *   added to this process's own environment.
 *
 * @typedef {{ ok: boolean, code: number | null, stdout: string, stderr: string, reason: string }} RunResult `reason` says
 *   in one line why the run failed; it is "" if `ok`.
 */

/** How long a process may take to end after SIGTERM before it is killed. */
const GRACE_MS = 3000;

/** @type {NodeJS.Signals[]} */
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The leaders of the process groups that run. @type {Set<{ pid?: number }>} */
const running = new Set();
let ending = false;

/**
 * Runs a command to its end, in its own process group. Everything that the command started is killed when it ends, after the time limit,
 * on Ctrl-C, and when this process exits. A failure is a result, not an exception.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export async function run(command, args, { timeoutMs, onLine, ...options } = {}) {
  const told = function* (/** @type {unknown} */ line) {
    onLine?.(String(line));
    yield line;
  };
  const group = process.platform !== "win32";
  const fixed = /** @type {const} */ ({ stdin: "ignore", detached: group, reject: false });
  const child = execa(command, args, { stdout: told, stderr: told, ...options, ...fixed });
  running.add(child);
  listen();
  // A process that the command leaves behind would hold its output open.
  if (group) child.once("exit", () => kill(child, "SIGKILL"));
  let timedOut = false;
  const stop = () => {
    timedOut = true;
    kill(child, "SIGKILL");
  };
  const limit = timeoutMs && setTimeout(stop, timeoutMs);
  const done = await child;
  clearTimeout(limit);
  running.delete(child);
  listen();
  // This process is about to exit, too. Never resolve, so that the interrupted command is not reported as a failure.
  if (ending) return await new Promise(() => {});
  const { failed, signal, exitCode, originalMessage = "" } = done;
  let reason = "";
  if (timedOut) reason = `took longer than ${Math.round((timeoutMs ?? 0) / 1000)} s and was stopped`;
  else if (signal !== undefined) reason = `ended by ${signal}`;
  else if (failed) reason = exitCode === undefined ? originalMessage : `exit code ${exitCode}`;
  const code = timedOut ? null : (exitCode ?? null);
  const [stdout = "", stderr = ""] = [done.stdout, done.stderr].map((text) => String(text ?? ""));
  return { ok: reason === "", code, stdout, stderr, reason };
}

/**
 * @param {{ pid?: number }} child without a pid if it could not be started
 * @param {NodeJS.Signals} signal
 */
function kill({ pid }, signal) {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"]);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}

/** Handles signals only while a command runs, so that the user of this module can handle them otherwise. */
function listen() {
  const wanted = running.size > 0 || ending;
  for (const event of ["exit", ...ENDING_SIGNALS]) {
    const listener = event === "exit" ? killAll : passOn;
    process.off(event, listener);
    if (wanted) process.on(event, listener);
  }
}

function killAll() {
  for (const child of running) kill(child, "SIGKILL");
}

/**
 * Passes a signal on: the terminal sends Ctrl-C only to this process, not to the process groups of commands. Then ends this process as
 * the signal would have done.
 *
 * @param {NodeJS.Signals} signal
 */
function passOn(signal) {
  if (ending) process.exit(128 + constants.signals[signal]);
  ending = true;
  for (const child of running) kill(child, "SIGTERM");
  const deadline = Date.now() + GRACE_MS;
  setInterval(() => {
    if (running.size === 0 || Date.now() > deadline) process.exit(128 + constants.signals[signal]);
  }, 50);
}
