import { markdownTable } from "markdown-table";

/**
 * A table in Markdown, with aligned columns: for a terminal.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 * @param {import("markdown-table").Options} [options]
 */
export function table(head, rows, options) {
  // For markdownTable, a `|` or a line break ends a cell.
  const escaped = (/** @type {string} */ cell) =>
    cell.replaceAll("|", "\\|").replaceAll(/\s*[\r\n]+\s*/g, " ");
  return markdownTable(
    [head, ...rows].map((cells) => cells.map(escaped)),
    options,
  );
}

/**
 * A table in Markdown for a page in the repository. Its columns are not aligned, so that a change of one cell changes only one line.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function pageTable(head, rows) {
  return table(head, rows, { stringLength: () => 3 });
}
