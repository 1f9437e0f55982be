import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../../provider/client/catalogue";
import * as commands from "../../../provider/client/commands";
import { faults } from "../../../provider/client/faults";
import { type Message, render } from "../../../provider/client/message";
import { wordsOf } from "../../../provider/lifecycle/words";
import { load } from "./support/scripts";

describe("docs/errors.md", () => {
  it("is what the tables of errors make it; `npm run docs` writes it anew", async () => {
    const { errorsPage } = await load<{ errorsPage(...tables: unknown[]): string }>("docs/errors.mjs");
    const all = Object.values(commands).filter((each) => typeof each === "object");
    const page = readFileSync(join(__dirname, "../../../docs/errors.md"), "utf8");
    assert.equal(
      page,
      errorsPage(catalogue, faults, all, (hint: Message) => render(hint, wordsOf())),
    );
  });
});
