import { readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

export const repository = resolve(__dirname, "../..");

/** Folders that hold nothing of the repository's own. */
const foreign = new Set(["node_modules", "dist", ".git", ".local", ".stryker-tmp", "coverage"]);

/** Every file that is the repository's own and has such a name, by its path from the root, with slashes. */
export function ownFiles(name: RegExp, folder = repository): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !foreign.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ownFiles(name, path);
      return name.test(entry.name) ? [relative(repository, path).replaceAll(sep, "/")] : [];
    });
}
