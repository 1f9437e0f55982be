import assert from "node:assert/strict";
import { textOf } from "../../support/markdown";
import { load } from "../scripts/support/scripts";

interface Rows {
  readonly allRows: readonly string[];
}

describe("docs/performance.md", () => {
  it("explains every row of the measurements, and no other", async () => {
    const { allRows } = await load<Rows>("../bench/rows.mjs");
    const page = textOf("docs/performance.md");
    const [, explained = ""] = /## The rows\n(.*?)\n## /s.exec(page) ?? [];
    const named = explained
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, row = ""]) => row));
    assert.deepEqual(named.sort(), [...allRows].sort());
  });
});
