// Makes a clone ready, then runs the module that the first argument names: node scripts/prepare.mjs scripts/start.mjs
// It imports no package, because a fresh clone has none. Its messages go to standard error.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./lib/root.mjs";

try {
  refuseOldNode();
  const { installDependencies } = await import("./lib/dependencies.mjs");
  const { build } = await import("./lib/build.mjs");
  await installDependencies(root);
  await build(root);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const [module] = process.argv.splice(2, 1);
if (module !== undefined) {
  process.argv[1] = resolve(module);
  if (module.endsWith(".ts")) {
    const load = createRequire(import.meta.url);
    load("ts-node").register({ transpileOnly: true });
    load(process.argv[1]);
  } else await import(pathToFileURL(process.argv[1]).href);
}

/** Refuses a Node.js that is older than all versions in `engines` of package.json. npm warns of the others that are out of range. */
function refuseOldNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNewer = (/** @type {string[]} */ [, a, b = "0"]) =>
    major < Number(a) || (major === Number(a) && minor < Number(b));
  if ([...engines.node.matchAll(/(\d+)(?:\.(\d+))?(?:\.\d+)?/g)].every(isNewer))
    throw new Error(
      `This project needs Node.js ${engines.node}, and this is ${process.versions.node}. Install a newer Node.js and try again.`,
    );
}
