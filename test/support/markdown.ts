import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

export const repository = resolve(__dirname, "../..");

/** A fenced code block of a page. */
export interface Block {
  /** Path from the root of the repository, with slashes. */
  readonly file: string;
  /** Of its first fence, from 1. */
  readonly line: number;
  /** As the fence names it, empty where it names none. */
  readonly language: string;
  readonly code: string;
}

/** @param file path from the root of the repository */
export function textOf(file: string): string {
  return readFileSync(resolve(repository, file), "utf8");
}

/** Folders that hold nothing of the repository's own, and pages that npm or typedoc would make. */
const foreign = new Set(["node_modules", "dist", ".git", ".local", ".stryker-tmp", "coverage"]);

/** Every Markdown file that is the repository's own, by its path from the root. */
export function markdownFiles(folder = repository): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !foreign.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return markdownFiles(path);
      return entry.name.endsWith(".md") ? [relative(repository, path).replaceAll(sep, "/")] : [];
    });
}

const opening = /^( *)(`{3,}|~{3,}) *(\S*).*$/;

/** The code blocks of a page, in order, also those that are indented in a list. */
export function fencedBlocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  const lines = textOf(file).split("\n");
  for (let at = 0; at < lines.length; at++) {
    const [fence, indent = "", mark = "", named = ""] = opening.exec(lines[at] ?? "") ?? [];
    if (fence === undefined) continue;
    const length = lines.slice(at + 1).findIndex((line) => line.trim() === mark);
    assert.notEqual(length, -1, `${file}:${at + 1}: this block does not end`);
    const inside = lines.slice(at + 1, at + 1 + length).map((line) => line.slice(indent.length));
    blocks.push({ file, line: at + 1, language: named, code: inside.map((line) => `${line}\n`).join("") });
    at += length + 1;
  }
  return blocks;
}

/** The code of the blocks of one language in a page, in order. */
export function blocksOf(file: string, language: string): string[] {
  return fencedBlocksOf(file)
    .filter((block) => block.language === language)
    .map(({ code }) => code);
}

/** A page without its code blocks, in which `#` and brackets mean something else. */
export function proseOf(file: string): string {
  return textOf(file).replace(/^( *)(`{3,}|~{3,}).*\n[\s\S]*?^ *\2$/gm, "");
}

/** The part of a page under a heading, up to the next one of the same rank. */
export function sectionOf(file: string, heading: string): string {
  const text = textOf(file);
  const start = text.indexOf(`\n${heading}\n`);
  assert.notEqual(start, -1, `${file} has no heading "${heading}"`);
  const rank = /^#+/.exec(heading)?.[0] ?? "";
  const body = text.slice(start + heading.length + 2);
  const next = body.search(new RegExp(`^#{1,${rank.length}} `, "m"));
  return next === -1 ? body : body.slice(0, next);
}

export type TableRow = Readonly<Record<string, string>>;

/** The rows of a page's first table whose first column has this title. */
export function tableOf(file: string, title: string): TableRow[] {
  const lines = textOf(file).split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${title} |`));
  assert.notEqual(start, -1, `${file} has no table with a first column "${title}"`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
  const [head = [], , ...rows] = lines
    .slice(start, length === -1 ? undefined : start + length)
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll("\\|", "|")));
  return rows.map((cells) => Object.fromEntries(head.map((column, at) => [column, cells[at] ?? ""])));
}

/** What stands in backticks in a cell. */
export function codeIn(cell: string | undefined): string[] {
  return [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

export function firstCodeIn(cell: string | undefined): string {
  return codeIn(cell)[0] ?? assert.fail(`no code in ${cell}`);
}
