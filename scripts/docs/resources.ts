import type { SomeType } from "typedoc";
import { catalogue } from "../../provider/client/catalogue";
import { pageTable } from "../lib/table.mjs";
import { alternativesOf, isUndefined, type Resource } from "./classes";
import { commands, say } from "./client";

/** A resource's page with its tables generated from the doc comments. The rest of the page is written by hand. */
export function resourcePage(page: string, { summary, inputs, outputs }: Resource): string {
  const called = commands.filter(({ path }) => page.includes(`\`${path}\``));
  const hintOf = (code: number) =>
    say(called.find(({ hints }) => hints.has(code))?.hints.get(code) ?? catalogue.get(code)?.hint ?? []);
  const inputRows = inputs.map((input) => [
    `\`${input.name}\``,
    wordsOf(input.type),
    input.isOptional ? "no" : "yes",
    input.absent,
    input.summary,
  ]);
  const outputRows = outputs.map((output) => {
    const [name, type] = [`\`${output.name}\``, wordsOf(output.type)];
    const isInput = inputRows.some((input) => input[0] === name && input[1] === type);
    return [name, type, output.summary || (isInput ? "As declared." : "")];
  });
  // The class's doc comment lists the likely codes, each with its meaning for this resource.
  const [, likely = ""] = /Errors that are most likely: (.*)/s.exec(summary) ?? [];
  const errorRows = [...likely.matchAll(/\b(\d{5,6})\s+\(([^)]*)\)/g)].map(([, code = "", here = ""]) => [
    code,
    here,
    hintOf(Number(code)),
  ]);
  const tables = {
    inputs: pageTable(["input", "type", "required", "default", "what it is"], inputRows),
    outputs: pageTable(["output", "type", "what it is"], outputRows),
    // A resource that only declares other resources calls nothing, so it has no errors.
    errors: errorRows.length > 0 ? pageTable(["code", "here it means", "what to do"], errorRows) : undefined,
  };
  return Object.entries(tables).reduce((text, [name, made]) => replaced(text, name, made), page);
}

function replaced(page: string, name: string, made: string | undefined): string {
  const begin = `<!-- ${name}: made by \`npm run docs\` of the doc comments -->`;
  const end = `<!-- end of ${name} -->`;
  const old = new RegExp(`(?<=${begin}).*(?=${end})`, "s");
  if (old.test(page) !== (made !== undefined))
    throw new Error(
      made === undefined
        ? `A resource's page has "${begin}", but there is no such table. Remove the marks.`
        : `A resource's page lacks "${begin}" and "${end}". Add both lines where the table should be.`,
    );
  return page.replace(old, () => `\n\n${made}\n\n`);
}

function wordsOf(type: SomeType | undefined): string {
  const words = alternativesOf(type).flatMap((each) => (isUndefined(each) ? [] : [wordOf(each)]));
  return [...new Set(words)].join(" or ");
}

function wordOf(type: SomeType): string {
  if (type.type === "array") return `list of ${wordsOf(type.elementType)}s`;
  if (type.type === "intrinsic") return type.name;
  if (type.type === "literal")
    return typeof type.value === "boolean" ? "boolean" : `\`${JSON.stringify(type.value)}\``;
  if (type.type !== "reference") return `\`${type.toString()}\``;
  if (["Record", "Keyed"].includes(type.name)) return `by key: ${wordsOf(type.typeArguments?.[1])}`;
  const code = `\`${type.name}\``;
  return type.reflection ? `[${code}](../reference/provider.md#${type.name.toLowerCase()})` : code;
}
