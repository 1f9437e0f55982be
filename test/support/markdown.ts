import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Heading, Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { ownFiles, repository } from "./own-files";

export { repository };

/** @param file path from the root of the repository */
export function textOf(file: string): string {
  return readFileSync(resolve(repository, file), "utf8");
}

/** Every Markdown file that is the repository's own, by its path from the root. */
export const markdownFiles = (): string[] => ownFiles(/\.md$/);

const parse = (text: string): Root =>
  fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });

/** A node and all that is in it, in the order of the text. */
function* withDescendants(node: Nodes): Generator<Nodes> {
  yield node;
  if ("children" in node) for (const child of node.children) yield* withDescendants(child);
}

/** The nodes of one kind in a text. */
export function nodesIn<Type extends Nodes["type"]>(
  text: string,
  type: Type,
): Extract<Nodes, { type: Type }>[] {
  const isWanted = (node: Nodes): node is Extract<Nodes, { type: Type }> => node.type === type;
  return [...withDescendants(parse(text))].filter(isWanted);
}

/** Where a node begins and ends in the text that it comes from. */
function extentOf({ position = assert.fail("no position") }: Nodes): readonly [start: number, end: number] {
  const [start, end] = [position.start.offset, position.end.offset];
  return [start ?? assert.fail("no offset"), end ?? assert.fail("no offset")];
}

/** A code block of a page. */
export interface Block {
  /** Path from the root of the repository, with slashes. */
  readonly file: string;
  /** Of its first fence, from 1. */
  readonly line: number;
  /** As the fence names it, empty where it names none. */
  readonly language: string;
  readonly code: string;
}

/** The code blocks of a page, in order, also those that are indented in a list. */
export function codeBlocksOf(file: string): Block[] {
  const text = textOf(file);
  return nodesIn(text, "code").map((node) => {
    const line = node.position?.start.line ?? assert.fail("no position");
    const [fence, ...rest] = text.slice(...extentOf(node)).split("\n");
    const [mark] = /^(`{3,}|~{3,})/.exec(fence ?? "") ?? [];
    // Markdown takes the end of the page for the end of the block.
    assert.ok(mark === undefined || rest.at(-1)?.trim() === mark, `${file}:${line}: this block does not end`);
    return { file, line, language: node.lang ?? "", code: node.value === "" ? "" : `${node.value}\n` };
  });
}

/** The code of the blocks of one language in a page, in order. */
export function blocksOf(file: string, language: string): string[] {
  return codeBlocksOf(file)
    .filter((block) => block.language === language)
    .map(({ code }) => code);
}

/** The part of a page under a heading, up to the next one of the same or a higher rank. */
export function sectionOf(file: string, heading: string): string {
  const text = textOf(file);
  const headings = nodesIn(text, "heading");
  const at = headings.findIndex((node) => text.slice(...extentOf(node)) === heading);
  const found: Heading = headings[at] ?? assert.fail(`${file} has no heading "${heading}"`);
  const next = headings.slice(at + 1).find(({ depth }) => depth <= found.depth);
  return text.slice(extentOf(found)[1], next && extentOf(next)[0]);
}

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a text; a cell is the Markdown that stands in it. */
export function tablesIn(text: string): Table[] {
  return nodesIn(text, "table").map(({ children }) => {
    const [head = [], ...rows] = children.map((row) =>
      row.children.map(({ children: parts }) => {
        const [first, last] = [parts[0], parts.at(-1)];
        if (first === undefined || last === undefined) return "";
        return text.slice(extentOf(first)[0], extentOf(last)[1]).replaceAll("\\|", "|");
      }),
    );
    return { head, rows };
  });
}

export type TableRow = Readonly<Record<string, string>>;

/** The rows of a page's first table whose first column has this title. */
export function tableOf(file: string, title: string): TableRow[] {
  const found = tablesIn(textOf(file)).find(({ head }) => head[0] === title);
  const { head, rows } = found ?? assert.fail(`${file} has no table with a first column "${title}"`);
  return rows.map((cells) => Object.fromEntries(head.map((column, at) => [column, cells[at] ?? ""])));
}

/** What stands in backticks in a cell. */
export function codeIn(cell: string | undefined): string[] {
  return nodesIn(cell ?? "", "inlineCode").map(({ value }) => value);
}

export function firstCodeIn(cell: string | undefined): string {
  return codeIn(cell)[0] ?? assert.fail(`no code in ${cell}`);
}
