import { markdownTable } from "markdown-table";

/**
 * A table in Markdown, with aligned columns: for a terminal.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 * @param {import("markdown-table").Options} [options]
 */
export function table(head, rows, options) {
  // markdownTable takes a `|` or a line break in a cell for the end of that cell.
  const escaped = (/** @type {string} */ cell) =>
    cell.replaceAll("|", "\\|").replaceAll(/\s*[\r\n]+\s*/g, " ");
  return markdownTable(
    [head, ...rows].map((cells) => cells.map(escaped)),
    options,
  );
}

/**
 * A table in Markdown for a page that is kept: a longer cell changes its own line only, since all cells count as equally
 * long.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function pageTable(head, rows) {
  return table(head, rows, { stringLength: () => 3 });
}
