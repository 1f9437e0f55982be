import { spawnSync } from "node:child_process";
import { constants } from "node:os";
import { execa } from "execa";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] in place of this process's own
 * @property {number} [timeoutMs] after that the process and all that it started are killed
 * @property {(line: string) => void} [onLine] each line of output, as it comes
 * @property {"capture" | "inherit" | "stderr"} [output] `stderr` shows everything on our standard error
 *
 * @typedef {{ ok: boolean, code: number | null, stdout: string, stderr: string, reason: string }} RunResult The reason says
 *   in a line why it is not ok.
 */

/** How long a process may take to end by itself before it is killed. */
const GRACE_MS = 3000;

/** @type {NodeJS.Signals[]} */
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The processes that run, which are process groups. @type {Set<number>} */
const running = new Set();
let ending = false;

/**
 * Runs a command to its end, in a process group of its own: whatever it starts ends with it, on a time limit, on Ctrl-C
 * and when this process exits. A failure is a result, not an exception.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export async function run(command, args, { cwd, env, timeoutMs, onLine, output = "capture" } = {}) {
  const captured = function* (/** @type {unknown} */ line) {
    onLine?.(String(line));
    yield line;
  };
  const child = execa(command, args, {
    cwd,
    env,
    extendEnv: env === undefined,
    detached: process.platform !== "win32",
    stdin: "ignore",
    stdout: output === "capture" ? captured : output === "stderr" ? 2 : 1,
    stderr: output === "capture" ? captured : 2,
    reject: false,
  });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  listen();
  let timedOut = false;
  const stop = () => {
    timedOut = true;
    if (pid !== undefined) killGroup(pid, "SIGKILL");
  };
  const limit = timeoutMs === undefined ? undefined : setTimeout(stop, timeoutMs);
  const done = await child;
  clearTimeout(limit);
  if (pid !== undefined) running.delete(pid);
  listen();
  // This process is about to end too: what was broken off is not to look like something that failed.
  if (ending) return await new Promise(() => {});
  const code = done.exitCode ?? null;
  const text = { stdout: String(done.stdout ?? ""), stderr: String(done.stderr ?? "") };
  if (!done.failed && !timedOut) return { ok: true, code, ...text, reason: "" };
  let reason = done.originalMessage ?? "";
  if (timedOut) reason = `took longer than ${Math.round((timeoutMs ?? 0) / 1000)} s and was stopped`;
  else if (done.signal !== undefined) reason = `ended by ${done.signal}`;
  else if (code !== null) reason = `exit code ${code}`;
  return { ok: false, code: timedOut ? null : code, ...text, reason };
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function killGroup(pid, signal) {
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

/** With nothing to pass signals on to, they are left to whoever uses this module. */
function listen() {
  const wanted = running.size > 0 || ending;
  for (const event of ["exit", ...ENDING_SIGNALS]) {
    const listener = event === "exit" ? killAll : passOn;
    process.off(event, listener);
    if (wanted) process.on(event, listener);
  }
}

function killAll() {
  for (const pid of running) killGroup(pid, "SIGKILL");
}

/**
 * A process group of its own does not hear the terminal's Ctrl-C, so this process passes it on, and then ends as it
 * would have ended by itself.
 *
 * @param {NodeJS.Signals} signal
 */
function passOn(signal) {
  if (ending) process.exit(128 + constants.signals[signal]);
  ending = true;
  for (const pid of running) killGroup(pid, "SIGTERM");
  const deadline = Date.now() + GRACE_MS;
  setInterval(() => {
    if (running.size === 0 || Date.now() > deadline) process.exit(128 + constants.signals[signal]);
  }, 50);
}
