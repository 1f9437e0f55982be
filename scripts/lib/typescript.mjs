import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./root.mjs";

const load = createRequire(join(root, "package.json"));

/**
 * Loads a module of the tests in this process, with the packages and modules that it imports.
 *
 * @param {string} file from the root of the repository
 */
export function loadTypeScript(file) {
  load("ts-node").register({ project: join(root, "tsconfig.json"), transpileOnly: true });
  return load(join(root, file));
}
