import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installOnce } from "./install-once.mjs";
import { node } from "./node.mjs";

const SOURCES = [
  "provider",
  "emulator",
  "tsconfig.json",
  "tsconfig.build.json",
  "tsconfig.declarations.json",
  "package.json",
  // Another version of the compiler may give another result.
  "package-lock.json",
];
const STAMP = ".build-stamp";
/** The native compiler takes a fifth of the time. `typescript` stays for the packages that need its API. */
export const COMPILER = "node_modules/typescript-native/bin/tsc";
/** Two passes, because the declarations keep their comments for editors, and the packed code has none. */
const PASSES = ["tsconfig.build.json", "tsconfig.declarations.json"];

/**
 * A digest of the sources of dist/: of their names and contents, not of their times, which a checkout changes.
 *
 * @param {string} root
 */
export function buildStamp(root) {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ path) => {
    const file = join(root, path);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) add(`${path}/${name}`);
    } else {
      const content = readFileSync(file);
      hash.update(`${path}\0${content.length}\0`).update(content);
    }
  };
  SOURCES.forEach(add);
  return hash.digest("hex");
}

/**
 * @param {string} dist
 * @param {string} stamp
 */
export function isBuilt(dist, stamp) {
  return existsSync(join(dist, STAMP)) && readFileSync(join(dist, STAMP), "utf8") === stamp;
}

/**
 * Builds dist/, unless it is up to date. `anew` builds it in any case. Leaves out what only a reader of the source needs.
 *
 * @param {string} root
 * @param {{ anew?: boolean }} [options]
 */
export async function build(root, { anew = false } = {}) {
  // Computed before the build: if a source changes meanwhile, the next call builds again.
  const stamp = buildStamp(root);
  const folder = join(root, "dist");
  if (anew) rmSync(join(folder, STAMP), { force: true });
  await installOnce({
    folder,
    // Beside dist/, because a source map names its source relative to the folder that the compiler wrote to.
    drafts: join(root, ".dist-"),
    what: "builds dist/",
    works: (dist) => isBuilt(dist, stamp),
    build: async (draft) => {
      console.error("Building dist/ (tsc).");
      await Promise.all(PASSES.map((project) => node([COMPILER, "-p", project, "--outDir", draft], root)));
      // Imported only here: it imports packages, which a fresh clone did not have when this module was loaded.
      const { finish } = await import("./finish-build.mjs");
      finish(root, draft);
      writeFileSync(join(draft, STAMP), stamp);
    },
  });
}
