import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";
import ts from "typescript";

/** @type {Readonly<Record<string, "js" | "css">>} */
const loaders = { ".mjs": "js", ".css": "css" };

/**
 * Copies the page of the emulator: its code and styles without comments and blanks, everything else as it is.
 *
 * @param {string} from
 * @param {string} to
 */
export function copyPage(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const text = readFileSync(join(from, name), "utf8");
    const loader = loaders[extname(name)];
    const options = { loader, minifyWhitespace: true, minifySyntax: true };
    if (extname(name) !== ".json")
      writeFileSync(join(to, name), loader === undefined ? text : transformSync(text, options).code);
  }
}

/**
 * Blanks the `choices` of the emulator's commands, which are for docs/emulator.md alone. Every line and column stays where the
 * source map has it.
 *
 * @param {string} folder of compiled code
 */
export function blankChoices(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".js")) continue;
    const file = join(folder, name);
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
    visit(ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true));
    writeFileSync(file, code);
  }
}
