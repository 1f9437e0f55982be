import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../../..");

/** In a process of its own: a test gets the emulator from dist/, where the rows do not have what is for the page alone. */
const made = `
  import { emulatorPage, emulatorTables } from "./scripts/docs/emulator.mjs";
  process.stdout.write(emulatorPage(...emulatorTables()));
`;

describe("docs/emulator.md", () => {
  it("is what the tables of the emulator make it; `npm run docs` writes it anew", () => {
    const page = execFileSync(process.execPath, ["--input-type=module", "--eval", made], { cwd: root });
    assert.equal(readFileSync(join(root, "docs/emulator.md"), "utf8"), page.toString());
  });
});
