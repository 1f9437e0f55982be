import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
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
  for (const file of paths.flatMap((path) => filesUnder(folder, path))) {
    const content = readFileSync(join(folder, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(folder, path) {
  const stat = statSync(join(folder, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(folder, path))
    .sort()
    .flatMap((name) => filesUnder(folder, `${path}/${name}`));
}
