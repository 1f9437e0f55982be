import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Removes the declarations that no entry of the package leads to. The compiler writes one for each module, but a user's
 * compiler never reads those of the inner ones, and they are a tenth of the package.
 *
 * @param {string} dist
 * @param {string[]} entries declarations in it that the package exports
 */
export function pruneDeclarations(dist, entries) {
  /** @type {Set<string>} */
  const reached = new Set();
  for (const entry of entries) follow(join(dist, entry), reached);
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    const file = join(dist, name);
    if (name.endsWith(".d.ts") && !reached.has(file)) rmSync(file);
  }
}

/**
 * @param {string} file
 * @param {Set<string>} reached
 */
function follow(file, reached) {
  if (reached.has(file) || !existsSync(file)) return;
  reached.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, module = ""] of text.matchAll(/(?:\bfrom|\bimport|\bimport\() ?"(\.{1,2}\/[^"]+)"/g)) {
    const path = join(dirname(file), module);
    for (const candidate of [`${path}.d.ts`, join(path, "index.d.ts")]) follow(candidate, reached);
  }
}
