import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Application, LogLevel } from "typedoc";
import { root } from "../lib/root.mjs";
import { pageTable } from "../lib/table.mjs";

/** The modules that a user imports, by the names under which the pages of the reference have them. */
const MODULES = [
  {
    entry: "provider/index.ts",
    page: "provider",
    name: "pulumi-tencent-chat",
    holds: "the resources and their arguments",
  },
  {
    entry: "emulator/index.ts",
    page: "emulator",
    name: "pulumi-tencent-chat/emulator",
    holds: "the emulator, started in the same process, for tests",
  },
];

const REFUSAL = "typedoc cannot read the public API; what it says stands above.";
const NOTE = "<!-- Made by `npm run docs` of the doc comments. -->";

/** @type {Partial<import("typedoc").TypeDocOptions> & Partial<import("typedoc-plugin-markdown").PluginOptions>} */
const OPTIONS = {
  entryPoints: MODULES.map(({ entry }) => join(root, entry)),
  basePath: root,
  tsconfig: join(root, "tsconfig.build.json"),
  // `npm run types` does it, and more.
  skipErrorChecking: true,
  plugin: ["typedoc-plugin-markdown"],
  logLevel: LogLevel.Warn,
  name: "pulumi-tencent-chat",
  readme: "none",
  // The lines of a source file move with each change of it, and a page is not to be stale for that.
  disableSources: true,
  sort: ["source-order"],
  excludeExternals: true,
  excludePrivate: true,
  // A default of this project is a sentence as often as a value.
  jsDocCompatibility: { defaultTag: false },
  router: "module",
  hideBreadcrumbs: true,
  hidePageHeader: true,
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  parametersFormat: "table",
  tableColumnSettings: { hideSources: true, hideInherited: true, hideModifiers: true, hideOverrides: true },
  pageTitleTemplates: {
    index: "API reference",
    module: ({ rawName }) => MODULES.find(({ page }) => page === rawName)?.name ?? rawName,
  },
};

/**
 * @typedef {object} Api
 * @property {import("typedoc").ProjectReflection} project all that the package exports, with its doc comments
 * @property {Readonly<Record<string, string>>} pages the pages of the reference, by their file names
 */

/**
 * Reads the package's public API and its doc comments.
 *
 * @returns {Promise<Api>}
 */
export async function readApi() {
  const app = await Application.bootstrapWithPlugins(OPTIONS);
  const project = await app.convert();
  if (project === undefined) throw new Error(REFUSAL);
  for (const module of project.children ?? []) {
    module.name = MODULES.find(({ entry }) => entry === `${module.name}.ts`)?.page ?? module.name;
  }
  const folder = mkdtempSync(join(tmpdir(), "reference-"));
  try {
    await app.outputs.writeOutput({ name: "markdown", path: folder }, project);
    if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error(REFUSAL);
    const names = readdirSync(folder).sort();
    const pages = names.map((name) => [name, tidy(readFileSync(join(folder, name), "utf8"))]);
    return { project, pages: { ...Object.fromEntries(pages), "README.md": indexPage() } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Without what says nothing here: rules between headings, anchors that are there more than once, where a constructor comes
 * from, and the SDK's own name of an output that may be a boolean.
 *
 * @param {string} page
 */
function tidy(page) {
  const text = page
    .replaceAll(/^(\*\*\*|---)$/gm, "")
    .replaceAll(/<a id="[^"]*"><\/a> /g, "")
    .replaceAll(/^#+ (Overrides|Inherited from)\n\n.*\n/gm, "")
    .replaceAll("OutputInstance", "Output")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  return `${NOTE}\n\n${text}\n`;
}

/** The index of the reference, which has the modules by their names. */
function indexPage() {
  const rows = MODULES.map(({ page, name, holds }) => [`[\`${name}\`](${page}.md)`, holds]);
  return `${NOTE}\n\n# API reference\n\nWhat the package exports, from its doc comments.\n\n${pageTable(["module", "what is in it"], rows)}\n`;
}
