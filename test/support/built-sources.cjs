// Makes a test that imports a module of provider/ or emulator/ get it from dist/: compiled once for all processes, and the
// same code as the SDK's host runs, so that their coverage adds up.
const Module = require("node:module");
const { join, relative, resolve, sep } = require("node:path");

/** @typedef {{ _resolveFilename(...request: unknown[]): string }} Resolver */

const root = resolve(__dirname, "../..");
const sources = ["provider", "emulator"].map((folder) => join(root, folder) + sep);

const resolver = /** @type {Resolver} */ (/** @type {unknown} */ (Module));
const inner = resolver._resolveFilename;
/** @type {Resolver["_resolveFilename"]} */
resolver._resolveFilename = function (...request) {
  const file = inner.apply(this, request);
  if (!file.endsWith(".ts") || !sources.some((folder) => file.startsWith(folder))) return file;
  return join(root, "dist", relative(root, file).replace(/\.ts$/, ".js"));
};
