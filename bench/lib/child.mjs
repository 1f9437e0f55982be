import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/**
 * Starts a Node.js process that says in its first line where it listens, and that ends with this one, however this one ends.
 *
 * @param {string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stderr: "ignore" | "inherit" }} options
 * @returns {Promise<{ line: string, stop: () => Promise<void> }>}
 */
export async function startChild(command, { stderr, ...options }) {
  const child = spawn(process.execPath, command, { ...options, stdio: ["ignore", "pipe", stderr] });
  const end = () => void child.kill("SIGTERM");
  process.once("exit", end);
  const ended = once(child, "exit");
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    ended.then(() => Promise.reject(new Error(`${command[0]} ended before it listened`))),
  ]);
  return {
    line,
    stop: async () => {
      process.off("exit", end);
      end();
      await ended;
    },
  };
}
