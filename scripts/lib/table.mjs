import { markdownTable } from "markdown-table";

/**
 * A table in Markdown, with aligned columns: for a terminal.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  return markdownTable(escaped([head, ...rows]));
}

/**
 * A table in Markdown for a page that is kept: a longer cell changes its own line only, since all cells count as equally
 * long.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function pageTable(head, rows) {
  return markdownTable(escaped([head, ...rows]), { stringLength: () => 3 });
}

/**
 * markdownTable takes a `|` or a line break in a cell for the end of that cell.
 *
 * @param {readonly (readonly string[])[]} lines
 */
function escaped(lines) {
  return lines.map((cells) =>
    cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s*[\r\n]+\s*/g, " ")),
  );
}
