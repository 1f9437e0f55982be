import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs Node.js with all output on standard error. Uses no package, because a fresh clone has none.
 *
 * @param {string[]} args
 * @param {string} cwd
 */
export async function node(args, cwd) {
  const [code, signal] = await once(spawn(process.execPath, args, { cwd, stdio: ["ignore", 2, 2] }), "close");
  if (code === 0) return;
  const end = signal ?? `exit code ${code}`;
  throw new Error(`\`node ${args.join(" ")}\` failed with ${end}. See its output above.`);
}
