import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, repository } from "../support/markdown";
import { Terminals } from "./support/terminals";

const page = "docs/testing.md";

describe("docs/testing.md", () => {
  it("shows tests that pass in a project with its tsconfig.json", async () => {
    const local = join(repository, ".local");
    mkdirSync(local, { recursive: true });
    // Under this repository, so that it finds the packages.
    const folder = mkdtempSync(join(local, "testing-"));
    const terminals = new Terminals(folder);
    try {
      const [mocks = "", emulator = ""] = blocksOf(page, "ts");
      const [settings = ""] = blocksOf(page, "json");
      for (const [name, text] of [
        ["mocks.test.ts", mocks],
        ["emulator.test.ts", emulator],
        ["tsconfig.json", settings],
      ] as const) {
        writeFileSync(join(folder, name), text);
      }
      const [commands = ""] = blocksOf(page, "sh");
      await terminals.follow(commands.replace(/^npm install .*\n/, ""));
    } finally {
      await terminals.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
