import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(__dirname, "../../..");

interface Rows {
  readonly allRows: readonly string[];
}

describe("docs/performance.md", () => {
  it("explains every row of the measurements, and no other", async () => {
    const { allRows } = (await import(pathToFileURL(join(root, "bench/rows.mjs")).href)) as Rows;
    const page = readFileSync(join(root, "docs/performance.md"), "utf8");
    const [, explained = ""] = /## The rows\n(.*?)\n## /s.exec(page) ?? [];
    const named = explained
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, row = ""]) => row));
    assert.deepEqual(named.sort(), [...allRows].sort());
  });
});
