// What `npm run types` runs: the compiler over the code of each project, which finds wrong types and writes nothing.
import { COMPILER } from "./lib/build.mjs";
import { node } from "./lib/node.mjs";
import { root } from "./lib/root.mjs";

const PROJECTS = ["tsconfig.json", "scripts", "examples", "emulator/page", "test/browser"];

try {
  for (const project of PROJECTS) await node([COMPILER, "-p", project], root);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
