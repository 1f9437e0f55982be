import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] after that the process and all that it started are killed
 * @property {(line: string) => void} [onLine] each line of output, as it comes
 * @property {"capture" | "inherit" | "stderr"} [output] `stderr` shows everything on our standard error
 */

/**
 * @typedef {object} RunResult
 * @property {boolean} ok
 * @property {number | null} code
 * @property {string} stdout
 * @property {string} stderr
 * @property {string} reason why it is not ok, in a line; empty when it is
 */

/** How long a process may take to end by itself before it is killed. */
const GRACE_MS = 3000;

/** @type {NodeJS.Signals[]} */
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** @type {Map<number, import("node:child_process").ChildProcess>} */
const running = new Map();

/**
 * Runs a command to its end, in a process group of its own: whatever it starts ends with it, on a time limit, on Ctrl-C
 * and when this process exits. A failure is a result, not an exception.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd, env, timeoutMs, onLine, output = "capture" } = {}) {
  const out = output === "capture" ? "pipe" : output === "stderr" ? 2 : 1;
  const child = spawn(command, args, {
    cwd,
    env,
    detached: process.platform !== "win32",
    stdio: ["ignore", out, output === "capture" ? "pipe" : 2],
  });
  if (child.pid !== undefined) add(child.pid, child);
  const stdout = collect(child.stdout, onLine);
  const stderr = collect(child.stderr, onLine);

  return new Promise((resolve) => {
    let timedOut = false;
    const limit =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            killGroup(child, "SIGKILL");
          }, timeoutMs);
    /**
     * @param {string} reason
     * @param {number | null} code
     */
    const settle = (reason, code) => {
      clearTimeout(limit);
      if (child.pid !== undefined) remove(child.pid);
      // This process is about to end too: what was broken off is not to look like something that failed.
      if (ending) return;
      resolve({ ok: reason === "", code, stdout: stdout(), stderr: stderr(), reason });
    };
    child.once("error", (error) => settle(error.message, null));
    child.once("close", (code, signal) => {
      if (timedOut) settle(`took longer than ${Math.round((timeoutMs ?? 0) / 1000)} s and was stopped`, null);
      else if (code === 0) settle("", 0);
      else settle(signal ? `ended by ${signal}` : `exit code ${code}`, code);
    });
  });
}

/**
 * @param {import("node:stream").Readable | null} stream
 * @param {((line: string) => void) | undefined} onLine
 */
function collect(stream, onLine) {
  /** @type {string[]} */
  const lines = [];
  if (stream) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  return () => lines.join("\n");
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killGroup(child, signal) {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"]);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Gone already.
  }
}

/**
 * @param {number} pid
 * @param {import("node:child_process").ChildProcess} child
 */
function add(pid, child) {
  running.set(pid, child);
  if (running.size > 1) return;
  process.on("exit", killAll);
  for (const signal of ENDING_SIGNALS) process.on(signal, passOn);
}

/** @param {number} pid */
function remove(pid) {
  running.delete(pid);
  if (running.size > 0 || ending) return;
  // With nothing to pass signals on to, they are left to whoever uses this module.
  process.off("exit", killAll);
  for (const signal of ENDING_SIGNALS) process.off(signal, passOn);
}

function killAll() {
  for (const child of running.values()) killGroup(child, "SIGKILL");
}

let ending = false;

/**
 * A process group of its own does not hear the terminal's Ctrl-C, so this process passes it on, and then ends as it
 * would have ended by itself.
 *
 * @param {NodeJS.Signals} signal
 */
function passOn(signal) {
  if (ending) process.exit(128 + constants.signals[signal]);
  ending = true;
  for (const child of running.values()) killGroup(child, "SIGTERM");
  const deadline = Date.now() + GRACE_MS;
  setInterval(() => {
    if (running.size === 0 || Date.now() > deadline) process.exit(128 + constants.signals[signal]);
  }, 50);
}
