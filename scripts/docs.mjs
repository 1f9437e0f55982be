// What `npm run docs` runs: writes the pages that are made of the code. A test fails when one of them is stale.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { emulatorPage } from "./docs/emulator.mjs";
import { errorsPage } from "./docs/errors.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { root } from "./lib/root.mjs";

await bootstrap();
const load = createRequire(import.meta.url);
const { catalogue } = load("../dist/provider/client/catalogue.js");
const { faults } = load("../dist/provider/client/faults.js");
const { services } = load("../dist/emulator/commands/index.js");
const { everyCommandChoices, everyCommandCodes } = load("../dist/emulator/every-command.js");
const { errorInfo } = load("../dist/emulator/errors.js");
const pages = {
  "errors.md": errorsPage(catalogue, faults),
  "emulator.md": emulatorPage(services, { everyCommandChoices, everyCommandCodes, errorInfo }),
};
for (const [name, page] of Object.entries(pages)) {
  writeFileSync(join(root, "docs", name), page);
  process.stdout.write(`docs/${name}\n`);
}
