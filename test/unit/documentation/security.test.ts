import assert from "node:assert/strict";
import { nodesIn, textOf } from "../../support/markdown";

describe("SECURITY.md", () => {
  it("names a test for each promise", () => {
    const [promises, ...others] = nodesIn(textOf("SECURITY.md"), "table");
    assert.deepEqual(others, []);
    const [, ...rows] = promises?.children ?? [];
    assert.ok(rows.length > 10);
    for (const { children, position } of rows) {
      const tests = (children[1]?.children ?? []).flatMap((node) => (node.type === "link" ? [node.url] : []));
      assert.ok(tests.length > 0, `line ${position?.start.line} names no test`);
      for (const test of tests) assert.match(test, /^test\/.+\.test\.ts$/);
    }
  });
});
