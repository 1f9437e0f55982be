import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Application, LogLevel, type ProjectReflection, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { root } from "../lib/root.mjs";
import { pageTable } from "../lib/table.mjs";

/** The modules that a user imports, by the names of their pages. */
const MODULES: Readonly<Record<string, { name: string; holds: string }>> = {
  provider: { name: "pulumi-tencent-chat", holds: "the resources and their arguments" },
  emulator: {
    name: "pulumi-tencent-chat/emulator",
    holds: "the emulator, started in the same process, for tests",
  },
};

const REFUSAL = "typedoc cannot read the public API. See its messages above.";
const NOTE = "<!-- Made by `npm run docs` of the doc comments. -->";

const OPTIONS: Partial<TypeDocOptions & PluginOptions> = {
  entryPoints: Object.keys(MODULES).map((page) => join(root, page, "index.ts")),
  basePath: root,
  tsconfig: join(root, "tsconfig.build.json"),
  // `npm run types` checks more.
  skipErrorChecking: true,
  plugin: ["typedoc-plugin-markdown"],
  logLevel: LogLevel.Warn,
  name: "pulumi-tencent-chat",
  readme: "none",
  // Otherwise every change that moves lines of a source file would make its page stale.
  disableSources: true,
  sort: ["source-order"],
  excludeExternals: true,
  excludePrivate: true,
  // In this project, a default is often a sentence, not a value.
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
    module: ({ rawName }) => MODULES[rawName]?.name ?? rawName,
  },
};

/** Reads the package's public API with its doc comments. @returns everything that it exports, and the pages of the reference by path */
export async function readApi(): Promise<{ project: ProjectReflection; pages: Record<string, string> }> {
  const app = await Application.bootstrapWithPlugins(OPTIONS);
  const project = await app.convert();
  if (project === undefined) throw new Error(REFUSAL);
  for (const module of project.children ?? []) module.name = module.name.replace("/index", "");
  const folder = mkdtempSync(join(tmpdir(), "reference-"));
  try {
    await app.outputs.writeOutput({ name: "markdown", path: folder }, project);
    if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error(REFUSAL);
    const pages = readdirSync(folder).map((name) => [
      `docs/reference/${name}`,
      name === "README.md" ? indexPage() : tidy(readFileSync(join(folder, name), "utf8")),
    ]);
    return { project, pages: Object.fromEntries(pages) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Removes what does not help the reader: rules between headings, repeated anchors, and the origin of a constructor. Replaces the SDK's
 * internal name of the type `Output`.
 */
function tidy(page: string): string {
  const text = page
    .replaceAll(/^(\*\*\*|---)$/gm, "")
    .replaceAll(/<a id="[^"]*"><\/a> /g, "")
    .replaceAll(/^#+ (Overrides|Inherited from)\n\n.*\n/gm, "")
    .replaceAll("OutputInstance", "Output")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  return `${NOTE}\n\n${text}\n`;
}

/** The index page of the reference, with a row for each module. */
function indexPage(): string {
  const rows = Object.entries(MODULES).map(([page, { name, holds }]) => [`[\`${name}\`](${page}.md)`, holds]);
  return `${NOTE}\n\n# API reference\n\nWhat the package exports, from its doc comments.\n\n${pageTable(["module", "what is in it"], rows)}\n`;
}
