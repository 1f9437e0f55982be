import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { services } from "../../../emulator/commands";
import { everyCommandChoices, everyCommandCodes } from "../../../emulator/http/every-command";
import { errorInfo } from "../../../emulator/model/errors";
import { load } from "./support/scripts";

describe("docs/emulator.md", () => {
  it("is what the tables of the emulator make it; `npm run docs` writes it anew", async () => {
    const { emulatorPage } = await load<{ emulatorPage(...tables: unknown[]): string }>("docs/emulator.mjs");
    const page = readFileSync(join(__dirname, "../../../docs/emulator.md"), "utf8");
    assert.equal(page, emulatorPage(services, { everyCommandChoices, everyCommandCodes, errorInfo }));
  });
});
