// `npm run build`: builds dist/ as it is packed, even if it is up to date.
import { build } from "./lib/build.mjs";
import { root } from "./lib/root.mjs";

await build(root, { anew: true });
