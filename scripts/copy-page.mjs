// The part of `npm run build` that the compiler does not do.
import { join } from "node:path";
import { copyPage } from "./lib/copy-page.mjs";
import { root } from "./lib/root.mjs";

copyPage(root, join(root, "dist"));
