import { isBuiltin } from "node:module";
import { posix } from "node:path";
import ts from "typescript";

/** What a file asks for. */
export interface Asked {
  readonly package: string;
  /** Whether it is gone when the file runs. */
  readonly typesOnly: boolean;
}

const stringIn = (node: ts.Node | undefined): string | undefined =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;

const isCallOf = (node: ts.Node | undefined, name: string): boolean =>
  node !== undefined && ts.isCallExpression(node) && node.expression.getText() === name;

/** The names in a file of what loads a module: `require`, and what `createRequire` gives. */
function loadersIn(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set(["require", "import.meta"]);
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && isCallOf(node.initializer, "createRequire"))
      names.add(node.name.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** The module that a node names for its types only, in code or in a doc comment. */
function typeModuleOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly) return stringIn(node.moduleSpecifier);
  if (ts.isExportDeclaration(node) && node.isTypeOnly) return stringIn(node.moduleSpecifier);
  if (ts.isJSDocImportTag(node)) return stringIn(node.moduleSpecifier);
  const argument = ts.isImportTypeNode(node) ? node.argument : undefined;
  return argument && ts.isLiteralTypeNode(argument) ? stringIn(argument.literal) : undefined;
}

/** The module that a node loads, in any of the ways that TypeScript and JavaScript have. */
function loadedModuleOf(node: ts.Node, loaders: ReadonlySet<string>): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return stringIn(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return stringIn(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: called } = node;
  const loader =
    ts.isPropertyAccessExpression(called) && called.name.text === "resolve" ? called.expression : called;
  const name = loader.getText();
  const loads = name === "import" || loaders.has(name) || isCallOf(loader, "createRequire");
  return loads ? stringIn(node.arguments[0]) : undefined;
}

/** A module as a file names it. */
interface Named {
  readonly module: string;
  readonly typesOnly: boolean;
}

/** The modules that a file names, in code and in doc comments. */
function modulesIn(name: string, text: string): Named[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const loaders = loadersIn(file);
  const named: Named[] = [];
  const visit = (node: ts.Node): void => {
    const typeModule = typeModuleOf(node);
    const module = typeModule ?? loadedModuleOf(node, loaders);
    if (module !== undefined)
      named.push({ module, typesOnly: typeModule !== undefined || file.isDeclarationFile });
    // Unlike `forEachChild`, this gives the doc comments too.
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return named;
}

/** The packages that a file asks for, once each way. Modules of Node.js and other files are none. */
export function packagesIn(name: string, text: string): Asked[] {
  const asked = new Map<string, Asked>();
  for (const { module, typesOnly } of modulesIn(name, text)) {
    if (/^[./]|^\w+:/.test(module) || isBuiltin(module)) continue;
    const found = module.split("/", module.startsWith("@") ? 2 : 1).join("/");
    asked.set(`${found} ${typesOnly}`, { package: found, typesOnly });
  }
  return [...asked.values()];
}

/** The files that a file names, by their paths beside its own and without an ending. */
function filesIn(path: string, text: string): string[] {
  return modulesIn(path, text)
    .filter(({ module }) => module.startsWith("."))
    .map(({ module }) => withoutEnding(posix.join(posix.dirname(path), module)));
}

const withoutEnding = (path: string): string => path.replace(/(\/index)?(\.d)?\.[cm]?[jt]s$|\/index$/, "");

/**
 * Circles of files that import each other, for their types alone too: each as the files on the way, the first one again at
 * the end.
 *
 * @param files text by path
 */
export function circlesIn(files: ReadonlyMap<string, string>): string[][] {
  const graph = new Map([...files].map(([path, text]) => [withoutEnding(path), filesIn(path, text)]));
  const done = new Set<string>();
  const circles: string[][] = [];
  const walk = (file: string, way: readonly string[]): void => {
    const begin = way.indexOf(file);
    if (begin >= 0) circles.push([...way.slice(begin), file]);
    if (begin >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return circles;
}
