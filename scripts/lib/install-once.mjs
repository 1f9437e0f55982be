import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withLock } from "./lock.mjs";

/**
 * @typedef {object} Installation
 * @property {string} folder where the thing is to be
 * @property {string} what what a builder does, for the one who waits: "building the engine"
 * @property {(folder: string) => Promise<boolean>} works whether the thing in a folder can be used
 * @property {(folder: string) => Promise<void>} build puts the thing in a fresh folder
 * @property {(line: string) => void} log
 */

/**
 * Makes sure that a folder holds a thing that works. It is built beside and moved there as a whole, once, whoever else
 * wants it at the same time; a build that fails or is broken off leaves nothing that could be taken for it.
 *
 * @param {Installation} installation
 * @returns {Promise<"found" | "built">}
 */
export async function installOnce({ folder, what, works, build, log }) {
  if (existsSync(folder) && (await works(folder))) return "found";
  return await withLock(`${folder}.lock`, { log, what }, async () => {
    // Whoever left these is dead: builders hold the lock.
    for (const stale of temporaryFolders(folder)) rmSync(stale, { recursive: true, force: true });
    if (existsSync(folder)) {
      if (await works(folder)) return "found";
      log(`${folder} does not work. It is made again.`);
      rmSync(folder, { recursive: true, force: true });
    }

    mkdirSync(dirname(folder), { recursive: true });
    const temporary = mkdtempSync(`${folder}.tmp-`);
    const remove = () => rmSync(temporary, { recursive: true, force: true });
    process.once("exit", remove);
    try {
      await build(temporary);
      if (!(await works(temporary))) throw new Error(`What was built for ${folder} does not work.`);
      renameSync(temporary, folder);
      return "built";
    } finally {
      process.removeListener("exit", remove);
      remove();
    }
  });
}

/** @param {string} folder */
function temporaryFolders(folder) {
  const parent = dirname(folder);
  return existsSync(parent)
    ? readdirSync(parent)
        .filter((name) => name.startsWith(`${basename(folder)}.tmp-`))
        .map((name) => join(parent, name))
    : [];
}
