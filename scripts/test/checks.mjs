import { join } from "node:path";
import { root } from "../lib/root.mjs";

/** @param {string} file */
const tool = (file) => join(root, "node_modules", file);
/** @param {string} project */
const types = (project) => [tool("typescript/bin/tsc"), "-p", project];

/**
 * What needs no tests: format and lint, then types. Each is a name and what Node.js runs.
 *
 * @type {readonly (readonly [name: string, command: string[]])[]}
 */
export const CHECKS = [
  ["check", [tool("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."]],
  ["types", types("tsconfig.json")],
  ["scripts", types("scripts")],
  ["example", types("examples")],
  ["page", types("emulator/page")],
  ["in-page", types("test/browser")],
];
