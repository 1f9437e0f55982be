import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { run } from "../../scripts/lib/run.mjs";

/** @type {Promise<string[]> | undefined} */
let packed;

/** @returns {Promise<string[]>} the files that `npm pack` would pack from the present build, relative to the root */
async function packedFiles() {
  const done = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--silent"], {
    cwd: root,
  });
  if (!done.ok) throw new Error(`\`npm pack\` failed: ${done.reason}\n${done.stderr}`);
  const [{ files }] = JSON.parse(done.stdout);
  return files.map((/** @type {{ path: string }} */ { path }) => path);
}

/**
 * Installs the packed files into a folder of the repository, as a user gets them. The package finds its dependencies and the SDK in the
 * repository's node_modules.
 *
 * @param {string} folder
 */
export async function installPackage(folder) {
  packed ??= packedFiles();
  // Without its own package.json, the folder would belong to the repository's package for Node.js.
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench-programs", private: true }));
  for (const path of await packed) {
    cpSync(join(root, path), join(folder, "node_modules/pulumi-tencent-chat", path));
  }
}
