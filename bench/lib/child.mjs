import { once } from "node:events";
import { createInterface } from "node:readline";
import { execa } from "execa";

/**
 * Starts a Node.js process that says in its first line where it listens, and that ends with this one, however this one ends.
 *
 * @param {string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stderr: "ignore" | "inherit" }} options
 * @returns {Promise<{ line: string, pid: number | undefined, stop: () => Promise<void> }>}
 */
export async function startChild(command, options) {
  const child = execa(process.execPath, command, {
    ...options,
    stdin: "ignore",
    stdout: "pipe",
    buffer: false,
    reject: false,
  });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    child.then(() => Promise.reject(new Error(`${command[0]} ended before it listened`))),
  ]);
  const stop = async () => {
    child.kill();
    await child;
  };
  return { line, pid: child.pid, stop };
}
