import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import GithubSlugger from "github-slugger";
import { toString as textIn } from "mdast-util-to-string";
import { markdownFiles, nodesIn, repository, textOf } from "../../support/markdown";

/** The anchors that GitHub makes of a page's headings. */
function anchorsOf(text: string): string[] {
  const slugger = new GithubSlugger();
  return nodesIn(text, "heading").map((heading) => slugger.slug(textIn(heading)));
}

/** What a page leads to: other pages, places in them, pictures. */
function targetsIn(text: string): string[] {
  return (["link", "image", "definition"] as const).flatMap((type) =>
    nodesIn(text, type).map(({ url }) => url),
  );
}

/** The targets of a page that lead to a file or a heading which is not there. */
function deadIn(file: string, text: string): string[] {
  // A page may have hundreds of links to one page.
  const known = new Map<string, string[]>();
  const anchorsIn = (place: string): string[] => {
    const anchors = known.get(place) ?? anchorsOf(place === file ? text : textOf(place));
    known.set(place, anchors);
    return anchors;
  };
  return targetsIn(text)
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
    .filter((target) => {
      const [path = "", anchor] = target.split("#");
      const place = path === "" ? file : join(dirname(file), decodeURI(path));
      if (!existsSync(join(repository, place))) return true;
      if (anchor === undefined) return false;
      return !anchorsIn(place).includes(decodeURI(anchor));
    });
}

describe("the links of the documentation", () => {
  for (const file of markdownFiles()) {
    it(`lead somewhere: ${file}`, () => {
      assert.deepEqual(deadIn(file, textOf(file)), []);
    });
  }

  for (const [what, text] of [
    ["no file", "[a](docs/nothing.md)"],
    ["no heading of another page", "[a](CONTRIBUTING.md#nothing)"],
    ["no heading of the same page", "# One\n\n[a](#two)"],
    ["a heading that is there only once", "# One\n\n[a](#one-1)"],
    ["a heading that is only an example", "```sh\n# one\n```\n\n[a](#one)"],
    ["no picture", "![a](docs/images/nothing.png)"],
    ["no file, by a title", '[a](docs/nothing.md "the page")'],
    ["no file, by a name", "[a][b]\n\n[b]: docs/nothing.md"],
    ["no file, in a table", "| a |\n|---|\n| [a](docs/nothing.md) |"],
  ] as const) {
    it(`would not be let through when one leads to ${what}`, () => {
      assert.equal(deadIn("README.md", text).length, 1);
    });
  }

  for (const [what, text] of [
    ["a heading with code, dots and a link in it", "# `a.b` and [c](docs/README.md): d\n\n[a](#ab-and-c-d)"],
    ["the second of two headings", "# One\n\n# One\n\n[a](#one-1)"],
    ["what is only an example", "```md\n[a](nothing.md)\n```\n\n`[a](nothing.md)`"],
    ["another site", "<https://example.org/a> [b](mailto:a@example.org)"],
  ] as const) {
    it(`are let through when one leads to ${what}`, () => {
      assert.deepEqual(deadIn("README.md", text), []);
    });
  }

  /** Pages of a folder that its index does not lead to. */
  const unlinked = (folder: string, index: string, path = ""): string[] => {
    const targets = targetsIn(textOf(index));
    return readdirSync(join(repository, folder))
      .filter((name) => name.endsWith(".md") && name !== "README.md")
      .filter((name) => !targets.includes(`${path}${name}`));
  };

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
