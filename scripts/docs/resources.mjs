import { Comment, ReflectionKind } from "typedoc";
import { pageTable } from "../lib/table.mjs";

/** @typedef {import("typedoc").DeclarationReflection} Declaration */
/** @typedef {import("typedoc").SomeType} SomeType */

/**
 * The resources of the public API: every class whose arguments are exported with it.
 *
 * @param {import("typedoc").ProjectReflection} project
 */
export function resourcesIn(project) {
  const classes = project.getReflectionsByKind(ReflectionKind.Class);
  return classes.flatMap((found) => {
    const inputs = project.getChildByName(["provider", `${found.name}Args`]);
    return found.isDeclaration() && inputs?.isDeclaration()
      ? [{ name: found.name, outputs: found, inputs }]
      : [];
  });
}

/**
 * A page of a resource with its tables as the doc comments make them. The rest of the page is written by hand.
 *
 * @param {string} page as it is
 * @param {ReturnType<typeof resourcesIn>[number]} resource
 * @param {{ catalogue: import("./errors.mjs").Catalogue, commands: readonly import("./errors.mjs").Command[],
 *   say: (hint: import("./errors.mjs").Hint) => string }} client the tables that the client goes by
 */
export function resourcePage(page, resource, { catalogue, commands, say }) {
  const called = commands.filter(({ path }) => page.includes(`\`${path}\``));
  /** @param {number} code */
  const hintOf = (code) =>
    say(called.find(({ hints }) => hints.has(code))?.hints.get(code) ?? catalogue.get(code)?.hint ?? []);
  const tables = {
    inputs: inputsTable(resource.inputs),
    outputs: outputsTable(resource.outputs, resource.inputs),
    errors: errorsTable(resource.outputs, hintOf),
  };
  return Object.entries(tables).reduce((text, [name, made]) => replaced(text, name, made), page);
}

/**
 * @param {string} page
 * @param {string} name
 * @param {string | undefined} made
 */
function replaced(page, name, made) {
  const begin = `<!-- ${name}: made by \`npm run docs\` of the doc comments -->`;
  const end = `<!-- end of ${name} -->`;
  const old = new RegExp(`(?<=${begin}).*(?=${end})`, "s");
  if (old.test(page) !== (made !== undefined))
    throw new Error(`A page of a resource has "${begin}" and "${end}" where there is such a table.`);
  return page.replace(old, () => `\n\n${made}\n\n`);
}

/** @param {Declaration} inputs */
function inputsTable({ children = [] }) {
  const rows = children.map((input) => [
    `\`${input.name}\``,
    wordsOf(input.type),
    input.flags.isOptional ? "no" : "yes",
    sentence(input.comment?.getTag("@default")?.content),
    sentence(input.comment?.summary),
  ]);
  return pageTable(["input", "type", "required", "default", "what it is"], rows);
}

/**
 * @param {Declaration} outputs
 * @param {Declaration} inputs
 */
function outputsTable({ children = [] }, inputs) {
  const rows = children
    .filter(
      (child) => child.kind === ReflectionKind.Property && !child.flags.isStatic && !child.inheritedFrom,
    )
    .map((output) => {
      const isInput = inputs.children?.some(
        ({ name, type }) => name === output.name && wordsOf(type) === wordsOf(output.type),
      );
      return [
        `\`${output.name}\``,
        wordsOf(output.type),
        sentence(output.comment?.summary) || (isInput ? "As declared." : ""),
      ];
    });
  return pageTable(["output", "type", "what it is"], rows);
}

/**
 * The codes that the class's doc comment names as likely ones, in its words and in those of the client.
 *
 * @param {Declaration} resource
 * @param {(code: number) => string} hintOf
 */
function errorsTable({ comment }, hintOf) {
  const text = sentence(comment?.summary);
  const [, likely = ""] = /Errors that are most likely: (.*)/.exec(text) ?? [];
  const rows = [...likely.matchAll(/\b(\d{5,6}) \(([^)]*)\)/g)].map(([, code = "", here = ""]) => [
    code,
    here,
    hintOf(Number(code)),
  ]);
  // What only declares other resources calls nothing by itself.
  if (rows.length === 0) return undefined;
  return pageTable(["code", "here it means", "what to do"], rows);
}

/** @param {readonly import("typedoc").CommentDisplayPart[]} [parts] */
function sentence(parts = []) {
  return Comment.combineDisplayParts(parts).replaceAll(/\s+/g, " ").trim();
}

/** What is said of a value elsewhere, or goes without saying: it may be an output, or not all of it is there. */
const WRAPPERS = new Set(["Input", "Output", "OutputInstance", "Readonly", "Partial", "Omit"]);
/** What has values by their keys. */
const MAPS = new Set(["Record", "Keyed"]);

/**
 * A type in words, without its wrappers.
 *
 * @param {SomeType | undefined} type
 * @returns {string}
 */
function wordsOf(type) {
  switch (type?.type) {
    case "reference": {
      const [first, second] = type.typeArguments ?? [];
      if (WRAPPERS.has(type.name) && first !== undefined) return wordsOf(first);
      if (MAPS.has(type.name) && second !== undefined) return `by key: ${wordsOf(second)}`;
      const code = `\`${type.name}\``;
      return type.reflection ? `[${code}](../reference/provider.md#${type.name.toLowerCase()})` : code;
    }
    case "array":
      return `list of ${wordsOf(type.elementType)}s`;
    case "union": {
      const parts = type.types.map(wordsOf).filter((word) => word !== "");
      // `boolean` is two literals to the compiler.
      return [...new Set(parts)].join(" or ");
    }
    case "literal":
      return typeof type.value === "boolean" ? "boolean" : `\`${JSON.stringify(type.value)}\``;
    case "intrinsic":
      return type.name === "undefined" ? "" : type.name;
    default:
      return `\`${type?.toString() ?? "unknown"}\``;
  }
}
