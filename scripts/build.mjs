// What `npm run build` runs: dist/ as it is packed, whether or not it is there already.
import { build } from "./lib/build.mjs";
import { root } from "./lib/root.mjs";

await build(root, { anew: true });
