import assert from "node:assert/strict";
import fc from "fast-check";
import { tablesIn } from "../../support/markdown";
import { load } from "./support/scripts";

type Writer = (head: readonly string[], rows: readonly (readonly string[])[]) => string;

describe("A table of a page or of a terminal", () => {
  for (const name of ["table", "pageTable"]) {
    it(`is read as the cells that it was made of, whatever is in them: ${name}`, async () => {
      const writers = await load<Readonly<Record<string, Writer>>>("lib/table.mjs");
      const write = writers[name] ?? assert.fail();
      // Letters alone: what else Markdown reads in a cell is for the writer of the cell.
      const cell = fc.stringMatching(/^[a-z]([a-z|\n ]{0,8}[a-z])?$/);
      fc.assert(
        fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }), (rows) => {
          const shown = rows.map((cells) =>
            cells.map((text) => text.replaceAll(/\s*\n\s*/g, " ").replaceAll(/ +/g, " ")),
          );
          const read = tablesIn(write(["one", "two"], rows)).map(({ head, rows: lines }) => [head, ...lines]);
          assert.deepEqual(
            read.map((lines) => lines.map((cells) => cells.map((text) => text.replaceAll(/ +/g, " ")))),
            [[["one", "two"], ...shown]],
          );
        }),
      );
    });
  }

  it("keeps its other lines when a cell of a page gets longer", async () => {
    const { pageTable } = await load<Readonly<Record<"pageTable", Writer>>>("lib/table.mjs");
    const lines = (cell: string) =>
      pageTable(
        ["a", "b"],
        [
          ["1", "2"],
          [cell, "3"],
        ],
      ).split("\n");
    assert.deepEqual(lines("short").slice(0, 3), lines("very much longer").slice(0, 3));
    assert.equal(lines("short")[1], "| --- | --- |");
  });
});
