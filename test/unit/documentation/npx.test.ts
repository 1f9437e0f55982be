import assert from "node:assert/strict";
import { textOf } from "../../support/markdown";
import { ownFiles } from "../../support/own-files";

/** What a person reads: documents, messages, the help of the commands, examples, templates. */
const files = ownFiles(/\.(md|yml|yaml|json|ts|mjs|js|html)$/).filter(
  (file) => !/^(test|package-lock\.json)/.test(file),
);

describe("whatever tells a person to run npx", () => {
  it("says --no-install: a command that is not there must not come from the public registry", () => {
    assert.ok(files.length > 100);
    const wrong = files.flatMap((file) =>
      textOf(file)
        .split("\n")
        .flatMap((line, at) =>
          /\bnpx (?!--no-install )/.test(line) ? `${file}:${at + 1}: ${line.trim()}` : [],
        ),
    );
    assert.deepEqual(wrong, []);
  });
});
