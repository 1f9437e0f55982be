import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { run } from "../../scripts/lib/run.mjs";

/** @type {Promise<string[]> | undefined} */
let packed;

/** @returns {Promise<string[]>} what is in the package as `npm pack` makes it of the build that is there, relative to the root */
async function packedFiles() {
  const done = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--silent"], {
    cwd: root,
  });
  if (!done.ok) throw new Error(`\`npm pack\`: ${done.reason}\n${done.stderr}`);
  const [{ files }] = JSON.parse(done.stdout);
  return files.map((/** @type {{ path: string }} */ { path }) => path);
}

/**
 * Installs the package into a folder under the repository as a user gets it; it finds its own dependencies, and the SDK, in
 * the repository's node_modules.
 *
 * @param {string} folder
 */
export async function installPackage(folder) {
  packed ??= packedFiles();
  // Without a package.json of its own, Node.js would take what is in the folder for a part of the repository's package.
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench-programs", private: true }));
  for (const path of await packed) {
    cpSync(join(root, path), join(folder, "node_modules/pulumi-tencent-chat", path));
  }
}
