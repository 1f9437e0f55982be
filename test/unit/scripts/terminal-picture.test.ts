import assert from "node:assert/strict";
import { load } from "./support/scripts";

interface Terminal {
  spansOf(line: string): { text: string; look: string }[];
  terminalPicture(title: string, lines: readonly string[]): string;
}

describe("the picture of a terminal", () => {
  it("keeps the look of each run of characters", async () => {
    const { spansOf } = await load<Terminal>("pictures/terminal.mjs");
    assert.deepEqual(spansOf(" \u001b[1m\u001b[38;5;2m+  \u001b[0mname\u001b[0m  \u001b[36mcreated"), [
      { text: " ", look: "" },
      { text: "+  ", look: "bold green" },
      { text: "name", look: "" },
      { text: "  ", look: "" },
      { text: "created", look: "cyan" },
    ]);
  });

  it("is as wide as its longest line, and quotes what XML would read", async () => {
    const { terminalPicture } = await load<Terminal>("pictures/terminal.mjs");
    const picture = terminalPicture("a & b", ["<robot>", "x"]);
    assert.match(picture, /^<svg [^>]* width="96" /);
    assert.match(picture, /<title id="title">a &amp; b<\/title>/);
    assert.match(picture, /textLength="56">&lt;robot&gt;<\/text>/);
  });
});
