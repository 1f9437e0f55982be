import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load, removeScratch, scratch } from "../scripts/support/scripts";

interface Requests {
  splitWords(line: string): string[];
}
interface Packages {
  requiredPlugins(folder: string): { name: string; version: string; server: string }[];
}

function write(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}

function project(): string {
  const root = scratch();
  write(join(root, "node_modules/@scope/cloud/package.json"), {
    name: "@scope/cloud",
    version: "5.1.0",
    pulumi: { resource: true, name: "cloud", server: "example" },
  });
  write(join(root, "node_modules/plain/package.json"), { name: "plain", version: "2.0.0" });
  write(join(root, "node_modules/plain/node_modules/@deep/nested/package.json"), {
    name: "@deep/nested",
    version: "0.3.0",
    pulumi: { resource: true },
  });
  mkdirSync(join(root, "node_modules/empty"));
  mkdirSync(join(root, "program"));
  return join(root, "program");
}

describe("The language host", () => {
  afterEach(removeScratch);

  it("splits `nodeargs` as a shell does", async () => {
    const { splitWords } = await load<Requests>("../tools/engine/companions/program.mjs");
    assert.deepEqual(splitWords(`--inspect  --title="a b" 'c d' e\\ f`), [
      "--inspect",
      "--title=a b",
      "c d",
      "e f",
    ]);
    assert.deepEqual(splitWords("  "), []);
  });

  it("names the plugins that installed packages ask for", async () => {
    const { requiredPlugins } = await load<Packages>("../tools/engine/companions/packages.mjs");
    const plugins = requiredPlugins(project());
    assert.deepEqual(
      plugins.map(({ name, version, server }) => ({ name, version, server })),
      [
        { name: "cloud", version: "v5.1.0", server: "example" },
        { name: "nested", version: "v0.3.0", server: "" },
      ],
    );
  });
});
