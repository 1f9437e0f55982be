// What `npm run build` runs: dist/ as it is packed, whether or not it is there already.
import { build } from "./lib/build.mjs";
import { createLog } from "./lib/log.mjs";
import { root } from "./lib/root.mjs";

try {
  await build(root, createLog());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
