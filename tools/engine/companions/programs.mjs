import { spawn } from "node:child_process";

/** How long a process may take to end by itself. The engine kills the whole group after five seconds. */
const GRACE_MS = 3000;

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** @typedef {(stream: "stdout" | "stderr", chunk: Uint8Array) => void} Output */

/**
 * Runs a command until it ends or the call is cancelled. It does not outlive this process, and stays in its group, which
 * the engine kills as a whole when it must.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @param {AbortSignal} cancelled
 * @param {Output} [output] takes what the command prints, where that is piped
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export async function runToEnd(command, args, options, cancelled, output) {
  const child = spawn(command, args, options);
  running.add(child);
  child.stdout?.on("data", (chunk) => output?.("stdout", chunk));
  child.stderr?.on("data", (chunk) => output?.("stderr", chunk));
  const cancel = () => void end(child);
  if (cancelled.aborted) cancel();
  cancelled.addEventListener("abort", cancel);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      // "close" rather than "exit": the last output has been read by then.
      child.once("close", (code, signal) => resolve({ code, signal }));
    });
  } finally {
    running.delete(child);
    cancelled.removeEventListener("abort", cancel);
  }
}

/** @returns {Promise<unknown>} settled when every command that runs is gone */
export function endPrograms() {
  return Promise.all([...running].map(end));
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<void>}
 */
function end(child) {
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
