import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * Calls `gone` when the engine that started this process has ended. A killed engine sends no message, but its end of this process's
 * standard input closes.
 *
 * @param {() => void} gone
 */
export function watchParent(gone) {
  process.stdin.on("end", gone).on("close", gone).on("error", gone).resume();
}

/**
 * @param {string} folder
 * @param {string} module
 * @returns {string} the path of the file that a program in this folder would load
 */
export function findInProject(folder, module) {
  try {
    return createRequire(join(folder, "noop.js")).resolve(module);
  } catch {
    throw new Error(
      `The Pulumi SDK (@pulumi/pulumi) is not installed in ${folder}. Run \`npm install\` there.`,
    );
  }
}
