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
  // Another compiler may compile otherwise.
  "package-lock.json",
];
const STAMP = ".build-stamp";
/** The native compiler takes a fifth of the other one's time; that one stays for the packages that need its API. */
export const COMPILER = "node_modules/typescript-native/bin/tsc";
/** Comments are for the declarations, where an editor shows them; the code is packed without. */
const PASSES = ["tsconfig.build.json", "tsconfig.declarations.json"];

/**
 * A digest of what dist/ is made from: of names and contents. Times do not count: a checkout sets them as it likes.
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
 * Compiles all that is packed, unless that is done or has to be done `anew`. What only a reader of the source needs is left out.
 *
 * @param {string} root
 * @param {{ anew?: boolean }} [options]
 */
export async function build(root, { anew = false } = {}) {
  // Taken once: what changes while the compiler runs is built the next time.
  const stamp = buildStamp(root);
  const folder = join(root, "dist");
  if (anew) rmSync(join(folder, STAMP), { force: true });
  await installOnce({
    folder,
    // A source map names its source relative to where the compiler wrote it.
    drafts: join(root, ".dist-"),
    what: "builds dist/",
    works: (dist) => isBuilt(dist, stamp),
    build: async (draft) => {
      console.error("Building dist/ (tsc).");
      await Promise.all(PASSES.map((project) => node([COMPILER, "-p", project, "--outDir", draft], root)));
      // Imports packages, which a fresh clone did not have when this module was loaded.
      const { finish } = await import("./finish-build.mjs");
      finish(root, draft);
      writeFileSync(join(draft, STAMP), stamp);
    },
  });
}
