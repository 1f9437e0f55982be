import { isBuiltin } from "node:module";
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

/** The packages that a file asks for, once each way. Modules of Node.js and other files are none. */
export function packagesIn(name: string, text: string): Asked[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const loaders = loadersIn(file);
  const asked = new Map<string, Asked>();
  const visit = (node: ts.Node): void => {
    const typeModule = typeModuleOf(node);
    const module = typeModule ?? loadedModuleOf(node, loaders);
    if (module !== undefined && !/^[./]|^\w+:/.test(module) && !isBuiltin(module)) {
      const found = module.split("/", module.startsWith("@") ? 2 : 1).join("/");
      const typesOnly = typeModule !== undefined || file.isDeclarationFile;
      asked.set(`${found} ${typesOnly}`, { package: found, typesOnly });
    }
    // Unlike `forEachChild`, this gives the doc comments too.
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return [...asked.values()];
}
