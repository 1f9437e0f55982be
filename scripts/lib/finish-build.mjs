import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import ts from "typescript";

const PAGE = "emulator/page";
const SCHEMA = "provider/plugin/schema.json";
const COMMANDS = ["emulator/cli/main.js", "provider/cli/main.js", "provider/plugin/main.js"];
/** The declarations of the modules that package.json exports. */
const ENTRIES = ["provider/index.d.ts", "provider/host.d.ts", "emulator/index.d.ts"];

/**
 * Turns the compiler's output into the files that are packed.
 *
 * @param {string} root
 * @param {string} draft
 */
export function finish(root, draft) {
  pruneDeclarations(draft, ENTRIES);
  blankChoices(join(draft, "emulator/commands"));
  // Source maps are only for the coverage report and are not packed. Exports need no initial `void 0`, because no modules import each
  // other in a circle.
  const needless = /^exports\.[\w.= ]+ = void 0;$|^\/\/# sourceMappingURL=.*\n?/gm;
  for (const file of filesIn(draft, ".js"))
    writeFileSync(file, readFileSync(file, "utf8").replace(needless, ""));
  copyPage(join(root, PAGE), join(draft, PAGE));
  writeFileSync(join(draft, SCHEMA), JSON.stringify(JSON.parse(readFileSync(join(root, SCHEMA), "utf8"))));
  for (const path of ["", ...COMMANDS]) chmodSync(join(draft, path), 0o755);
}

/**
 * Removes the declarations that no entry of the package imports. The compiler writes one for each module, but a user's compiler never
 * reads those of inner modules, which are a tenth of the package.
 *
 * @param {string} dist
 * @param {string[]} entries paths in it of the declarations that the package exports
 */
export function pruneDeclarations(dist, entries) {
  const options = { noLib: true, types: [] };
  const program = ts.createProgram(
    entries.map((entry) => join(dist, entry)),
    options,
  );
  for (const file of filesIn(dist, ".d.ts")) {
    if (program.getSourceFile(file) === undefined) rmSync(file);
  }
}

/** Copies the emulator's page: its code as one module, code and styles minified. @param {string} from @param {string} to */
function copyPage(from, to) {
  buildSync({
    entryPoints: ["main.mjs", "page.css", "index.html", "icon.svg"].map((name) => join(from, name)),
    outdir: to,
    outExtension: { ".js": ".mjs" },
    loader: { ".html": "copy", ".svg": "copy" },
    // Ignore emulator/page/tsconfig.json, which is only for the type check.
    tsconfigRaw: {},
    bundle: true,
    format: "esm",
    minify: true,
  });
}

/**
 * Blanks the `choices` of the emulator's commands, which only docs/emulator.md needs. Every line and column stays where the source map
 * has it.
 *
 * @param {string} folder of compiled code
 */
function blankChoices(folder) {
  for (const file of filesIn(folder, ".js")) {
    let code = readFileSync(file, "utf8");
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (!ts.isPropertyAssignment(node) || node.name.getText() !== "choices") ts.forEachChild(node, visit);
      else {
        const { pos, end } = node.initializer;
        const blank = code.slice(pos, end).replace(/[^\n]/g, " ");
        code = `${code.slice(0, pos)}{}${blank.slice(2)}${code.slice(end)}`;
      }
    };
    visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true));
    writeFileSync(file, code);
  }
}

/** @param {string} folder @param {string} ending */
function filesIn(folder, ending) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}
