// `npm run docs`: writes the pages and the schema that are generated from the code. A test fails if one of them is stale.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makePages } from "./docs/pages";
import { root } from "./lib/root.mjs";

async function main(): Promise<void> {
  const pages = await makePages();
  rmSync(join(root, "docs/reference"), { recursive: true, force: true });
  for (const [path, page] of Object.entries(pages)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), page);
    process.stdout.write(`${path}\n`);
  }
}

void main();
