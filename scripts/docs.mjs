// What `npm run docs` runs: writes the pages that are made of the code. A test fails when one of them is stale.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { errorsPage } from "./docs/errors.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { root } from "./lib/root.mjs";

await bootstrap();
const load = createRequire(import.meta.url);
const { catalogue } = load("../dist/provider/client/catalogue.js");
const { faults } = load("../dist/provider/client/faults.js");
writeFileSync(join(root, "docs", "errors.md"), errorsPage(catalogue, faults));
process.stdout.write("docs/errors.md\n");
