import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/root.mjs";
import { readApi } from "./api";
import { resourcesIn } from "./classes";
import { emulatorPage } from "./emulator";
import { errorsPage } from "./errors";
import { resourcePage } from "./resources";
import { makeSchema } from "./schema";

/** Generates all pages and the schema. @returns their texts by path */
export async function makePages(): Promise<Record<string, string>> {
  const { project, pages } = await readApi();
  const resources = resourcesIn(project);
  const ofResources = resources.map((resource) => {
    const path = `docs/resources/${resource.name}.md`;
    return [path, resourcePage(readFileSync(join(root, path), "utf8"), resource)] as const;
  });
  return {
    "docs/errors.md": errorsPage(),
    "docs/emulator.md": emulatorPage(),
    ...pages,
    ...Object.fromEntries(ofResources),
    "provider/plugin/schema.json": await makeSchema(resources),
  };
}
