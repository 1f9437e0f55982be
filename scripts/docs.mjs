// What `npm run docs` runs: writes the pages that are made of the code. A test fails when one of them is stale.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { readApi } from "./docs/api.mjs";
import { emulatorPage, emulatorTables } from "./docs/emulator.mjs";
import { errorsPage } from "./docs/errors.mjs";
import { resourcePage, resourcesIn } from "./docs/resources.mjs";
import { readSchema } from "./docs/schema.mjs";
import { root } from "./lib/root.mjs";

const folder = join(root, "docs");

const load = createRequire(import.meta.url);
const { catalogue } = load("../dist/provider/client/catalogue.js");
const commands = Object.values(load("../dist/provider/client/commands.js")).filter((each) => each?.path);
const { faults } = load("../dist/provider/client/faults.js");
const { render } = load("../dist/provider/client/message.js");
const { wordsOf } = load("../dist/provider/lifecycle/words.js");

/** @param {import("./docs/errors.mjs").Hint} hint */
const say = (hint) => render(hint, wordsOf());

write("errors.md", errorsPage(catalogue, faults, commands, say));
write("emulator.md", emulatorPage(...emulatorTables()));

const { project, pages } = await readApi();
rmSync(join(folder, "reference"), { recursive: true, force: true });
for (const [name, page] of Object.entries(pages)) write(`reference/${name}`, page);
for (const resource of resourcesIn(project)) {
  const path = `resources/${resource.name}.md`;
  write(path, resourcePage(readFileSync(join(folder, path), "utf8"), resource, { catalogue, commands, say }));
}

write("../provider/plugin/schema.json", await readSchema(project));

/**
 * @param {string} path
 * @param {string} page
 */
function write(path, page) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page);
  process.stdout.write(`${relative(root, file)}\n`);
}
