import { spawn } from "node:child_process";

/** How long a process may take to end by itself. The engine kills the whole group after five seconds. */
const GRACE_MS = 3000;

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Starts a process that does not outlive this one. It stays in this process's group, which the engine kills as a
 * whole when it must.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
export function start(command, args, options) {
  const child = spawn(command, args, options);
  running.add(child);
  const ended = () => running.delete(child);
  child.once("exit", ended);
  child.once("error", ended);
  return child;
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<void>} settled when the process is gone
 */
export function end(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
    return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

/** @returns {Promise<unknown>} settled when every started process is gone */
export function endPrograms() {
  return Promise.all([...running].map(end));
}
