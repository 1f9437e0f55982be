import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

function isTorn(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return false;
  } catch {
    return true;
  }
}

/**
 * Does what docs/interrupted.md says for a state that a killed engine was just writing: the engine writes the files of
 * a backend in place, so that one of them can be cut off. The attributes beside a state may be missing; the state before
 * the last step lies beside it.
 *
 * @param stacks the folder of a project's stacks in a backend
 * @returns the files that were mended
 */
export function mendTornFiles(stacks: string): string[] {
  const files = readdirSync(stacks).filter((name) => /\.json(\.bak)?(\.attrs)?$/.test(name));
  const torn = files.filter((name) => isTorn(join(stacks, name)));
  for (const name of torn) {
    const file = join(stacks, name);
    const backup = `${file}.bak`;
    if (name.endsWith(".json") && existsSync(backup)) copyFileSync(backup, file);
    else rmSync(file);
  }
  return torn;
}
