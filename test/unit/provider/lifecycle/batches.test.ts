import assert from "node:assert/strict";
import fc from "fast-check";
import { batchesOf, byText, naming, union, without } from "../../../../provider/lifecycle/batches";

const texts = fc.array(fc.string());

describe("batchesOf", () => {
  it("gives all elements, in order, in batches that are full but for the last", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (elements, size) => {
        const batches = batchesOf(elements, size);
        assert.deepEqual(batches.flat(), elements);
        assert.equal(batches.length, Math.ceil(elements.length / size));
        for (const batch of batches.slice(0, -1)) assert.equal(batch.length, size);
        for (const batch of batches) assert.ok(batch.length >= 1 && batch.length <= size);
      }),
    );
  });

  it("leaves its argument as it was", () => {
    const elements = Object.freeze([3, 1, 2]);
    assert.deepEqual(batchesOf(elements, 2), [[3, 1], [2]]);
  });
});

describe("union and without", () => {
  it("union has each text of either list once, in the order of byText", () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const both = union(one, other);
        assert.deepEqual(new Set(both), new Set([...one, ...other]));
        assert.equal(new Set(both).size, both.length);
        assert.deepEqual(both, [...both].sort(byText));
        assert.deepEqual(union(other, one), both);
        assert.deepEqual(union(both, []), both);
      }),
    );
  });

  it("without keeps order and repetition of what is left, and nothing of the others", () => {
    fc.assert(
      fc.property(texts, texts, (elements, others) => {
        const left = without(elements, others);
        assert.deepEqual(
          left,
          elements.filter((element) => !others.includes(element)),
        );
        assert.deepEqual(without(left, others), left);
      }),
    );
  });
});

describe("byText", () => {
  it("orders by code units, whatever the machine's language", () => {
    const sorted = "B a a1 a10 a2 b ä é".split(" ");
    assert.deepEqual(["é", "b", "a", "B", "ä", "a1", "a10", "a2"].sort(byText), sorted);
    assert.equal(byText("a", "a"), 0);
  });
});

describe("naming", () => {
  const list = (count: number): string[] => Array.from({ length: count }, (_, at) => `n${at}`);

  it("names up to 20 in full", () => {
    assert.equal(naming([]), "");
    assert.equal(naming(["a", "b"]), "a, b");
    assert.equal(naming(list(20)), list(20).join(", "));
  });

  it("counts the rest of more", () => {
    assert.equal(naming(list(21)), `${list(20).join(", ")} and 1 more`);
    assert.equal(naming(list(1200)), `${list(20).join(", ")} and 1180 more`);
  });
});
