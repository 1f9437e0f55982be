import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * A digest of what files are called and what is in them. Times do not count: a checkout sets them as it likes.
 *
 * @param {string} folder
 * @param {string[]} paths files and folders in it; one that is missing counts as missing
 * @returns {string}
 */
export function fingerprint(folder, paths) {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ path) => {
    const file = join(folder, path);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) add(`${path}/${name}`);
    } else {
      const content = readFileSync(file);
      hash.update(`${path}\0${content.length}\0`).update(content);
    }
  };
  paths.forEach(add);
  return hash.digest("hex");
}
