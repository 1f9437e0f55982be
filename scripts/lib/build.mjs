import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyPage } from "./copy-page.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { pruneDeclarations } from "./prune-declarations.mjs";
import { run } from "./run.mjs";

const SOURCES = [
  "provider",
  "emulator",
  "tsconfig.json",
  "tsconfig.build.json",
  "tsconfig.declarations.json",
  "package.json",
  // Another compiler may compile otherwise.
  "package-lock.json",
];
const STAMP = ".build-stamp";
// Beside dist/: a source map names its source relative to where the compiler wrote it.
const FRESH = ".dist-fresh";
const OLD = ".dist-old";
const COMMANDS = ["emulator/main.js", "provider/cli/main.js"];
/** Comments are for the declarations, where an editor shows them; the code is packed without. */
const PASSES = ["tsconfig.build.json", "tsconfig.declarations.json"];
/** What package.json exports. */
const ENTRIES = ["provider/index.d.ts", "provider/host.d.ts", "emulator/index.d.ts"];

/**
 * @param {string} root
 * @returns {string} what dist/ is made from, as a digest
 */
export function buildStamp(root) {
  return fingerprint(root, SOURCES);
}

/** @param {string} root */
export function isBuilt(root) {
  const stamp = join(root, "dist", STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === buildStamp(root);
}

/**
 * Compiles into a fresh folder, which then takes the place of dist/: nothing of removed sources stays, and nobody reads
 * half a build.
 *
 * @param {string} root
 * @param {(line: string) => void} log
 */
export async function build(root, log) {
  log("Building dist/ (tsc).");
  const dist = join(root, "dist");
  const fresh = join(root, FRESH);
  const old = join(root, OLD);
  remove(fresh, old);
  try {
    // Taken before: what changes while the compiler runs is built the next time.
    const stamp = buildStamp(root);
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    const passes = await Promise.all(
      PASSES.map((project) =>
        run(process.execPath, [compiler, "-p", project, "--outDir", fresh], { cwd: root, output: "stderr" }),
      ),
    );
    if (!passes.every(({ ok }) => ok)) {
      throw new Error("dist/ could not be built. What the compiler says stands above.");
    }
    pruneDeclarations(fresh, ENTRIES);
    copyPage(root, fresh);
    for (const command of COMMANDS) {
      if (existsSync(join(fresh, command))) chmodSync(join(fresh, command), 0o755);
    }
    writeFileSync(join(fresh, STAMP), stamp);
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } finally {
    remove(fresh, old);
  }
}

/** @param {string[]} folders */
function remove(...folders) {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
