import { once } from "node:events";
import { createInterface } from "node:readline";
import { execa } from "execa";

/**
 * Starts a Node.js process whose first line of output says where it listens. It ends together with this process.
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
