import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { markdownFiles, proseOf, repository, textOf } from "../../support/markdown";

/** As GitHub makes them of headings: what is not a letter, digit, blank, `_` or `-` goes, a repetition gets a number. */
function anchorsOf(file: string): string[] {
  const seen = new Map<string, number>();
  return [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => {
    const anchor = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

function isDead(target: string, file: string): boolean {
  const [path = "", anchor] = target.split("#");
  const place = path === "" ? file : join(dirname(file), path);
  if (!existsSync(join(repository, place))) return true;
  return anchor !== undefined && !anchorsOf(place).includes(anchor);
}

describe("the links of the documentation", () => {
  for (const file of markdownFiles()) {
    it(`lead somewhere: ${file}`, () => {
      const targets = [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
      assert.deepEqual(
        targets.filter((target) => !/^https?:/.test(target)).filter((target) => isDead(target, file)),
        [],
      );
    });
  }

  /** Pages of a folder that its index does not lead to. */
  const unlinked = (folder: string, index: string, path = ""): string[] =>
    readdirSync(join(repository, folder))
      .filter((name) => name.endsWith(".md") && name !== "README.md")
      .filter((name) => !textOf(index).includes(`(${path}${name})`));

  for (const [folder, index, path] of [
    ["docs/decisions", "docs/decisions/README.md", ""],
    ["docs", "docs/README.md", ""],
    ["docs/resources", "docs/README.md", "resources/"],
  ] as const) {
    it(`lead from ${index} to every page of ${folder}`, () => {
      assert.deepEqual(unlinked(folder, index, path), []);
    });
  }
});
