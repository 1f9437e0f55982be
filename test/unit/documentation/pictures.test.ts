import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { markdownFiles, repository, textOf } from "../../support/markdown";
import { machinePathsIn } from "./machine-paths";

const folder = join(repository, "docs/images");
const pictures = readdirSync(folder);

describe("the pictures of the documentation", () => {
  for (const name of pictures) {
    it(`are small, tell no path of a machine, and are shown: ${name}`, () => {
      const content = readFileSync(join(folder, name));
      assert.ok(content.length < 150_000, `${content.length} bytes`);
      if (name.endsWith(".svg")) assert.deepEqual(machinePathsIn(String(content)), []);
      assert.ok(
        markdownFiles().some((file) => textOf(file).includes(`images/${name})`)),
        "no page shows it",
      );
    });
  }
});
