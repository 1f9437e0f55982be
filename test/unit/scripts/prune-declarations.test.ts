import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load, removeScratch, scratch } from "./support/scripts";

interface Pruning {
  pruneDeclarations(dist: string, entries: string[]): void;
}

describe("Pruning the declarations", () => {
  afterEach(removeScratch);

  it("leaves those that an exported one leads to, however it says so, and all that are none", async () => {
    const { pruneDeclarations } = await load<Pruning>("lib/finish-build.mjs");
    const dist = scratch();
    const files = {
      "provider/index.d.ts": 'export { A } from "./inner/a";\nexport type { B } from "../shared";',
      "provider/inner/a.d.ts": 'export declare const A: import("./c").C;',
      "provider/inner/c.d.ts": 'import "./side";\nexport type C = 1;',
      "provider/inner/side.d.ts": "export {};",
      "provider/inner/alone.d.ts": "export {};",
      "provider/inner/alone.js": "",
      "shared/index.d.ts": "export type B = 1;",
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dist, name)), { recursive: true });
      writeFileSync(join(dist, name), text);
    }
    pruneDeclarations(dist, ["provider/index.d.ts"]);
    const left = readdirSync(dist, { recursive: true, encoding: "utf8" }).map((name) =>
      name.replaceAll("\\", "/"),
    );
    const removed = Object.keys(files).filter((name) => !left.includes(name));
    assert.deepEqual(removed, ["provider/inner/alone.d.ts"]);
  });
});
