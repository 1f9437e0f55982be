import { deepEqual, doesNotMatch, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { escapeControls, quotable } from "../../../provider/printable";

const hostile = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0x9f }).map((code) => String.fromCharCode(code)),
    fc.constantFrom(..."\u2028\u2029\u202e\u2066\u200b\ufeff\u061c\ud800\u{e0001}"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
});

describe("a text that a stranger wrote", () => {
  it("has no control, format or separator character in it once it is escaped", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        doesNotMatch(escapeControls(text), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  it("keeps its value as a string literal", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        equal(JSON.parse(escapeControls(JSON.stringify(text))), text);
      }),
    );
  });

  it("keeps letters, signs and pictures of any language as they are", () => {
    for (const text of ["Ärger im Straßenbau", "直播间机器人 🤖", 'a "b" \\ c', ""])
      equal(escapeControls(text), text);
  });

  it("is quoted in a few hundred characters, with the number of those that are left out", () => {
    const text = quotable("x".repeat(4_000_000));
    ok(text.endsWith("… (3999700 more characters)"), text.slice(-60));
    ok(text.length < 400);
    deepEqual(quotable("x".repeat(300)), "x".repeat(300));
  });

  it("cannot end the line that quotes it, nor write over it", () => {
    equal(
      quotable("no\r\u001b[2K\nok  all is well\u009b1m\u202e"),
      "no\\u000d\\u001b[2K\\u000aok  all is well\\u009b1m\\u202e",
    );
  });
});
