import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fields } from "../../../../provider/lifecycle/inputs";
import { anything } from "../../../../provider/lifecycle/rules";
import { changesOf } from "../../../../provider/plugin/detailed-diff";

const fields: Fields = { set: { rule: anything, isSet: true } };
const set = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 8 });

describe("a detailed diff of a set", () => {
  it("names the places that change the one into the other, each once", () => {
    fc.assert(
      fc.property(set, set, (before, after) => {
        const changes = changesOf(fields, { set: before }, { set: after });
        assert.equal(new Set(changes.map(({ path }) => path)).size, changes.length);
        const result = new Set(before);
        const at = (path: string): number => Number(/\[(\d+)\]/.exec(path)?.[1]);
        for (const { path, kind } of changes) if (kind !== "add") result.delete(before[at(path)] ?? "");
        for (const { path, kind } of changes) if (kind !== "delete") result.add(after[at(path)] ?? "");
        assert.deepEqual([...result].sort(), [...after].sort());
      }),
    );
  });
});
