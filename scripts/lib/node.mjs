import { spawn } from "node:child_process";

/**
 * Runs Node.js with all output on standard error, where no package is there yet to do it.
 *
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<void>}
 */
export function node(args, cwd) {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", 2, 2] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `\`node ${args.join(" ")}\` ended with ${signal ?? `exit code ${code}`}. See its output above.`,
          ),
        );
    });
  });
}
