import assert from "node:assert/strict";
import fc from "fast-check";
import { didYouMean } from "../../../provider/suggest";

const regions = ["china", "singapore", "seoul", "tokyo", "frankfurt", "siliconValley", "jakarta"];

describe("didYouMean", () => {
  for (const [word, meant] of [
    ["singapur", "singapore"],
    ["Singapore", "singapore"],
    ["silicon-valley", "siliconValley"],
    ["SILICON_VALLEY", "siliconValley"],
    ["tokio", "tokyo"],
    ["frankfort", "frankfurt"],
    ["seul", "seoul"],
  ] as const) {
    it(`takes ${word} for ${meant}`, () => {
      assert.equal(didYouMean(word, regions), ` Did you mean "${meant}"?`);
    });
  }

  for (const word of ["", "x", "us-east-1", "mumbai", "constructor"]) {
    it(`has nothing near "${word}"`, () => {
      assert.equal(didYouMean(word, regions), "");
    });
  }

  it("has nothing to say where nothing is known", () => {
    assert.equal(didYouMean("anything", []), "");
  });

  it("finds every known word from itself and from one letter more", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...regions),
        fc.nat(20),
        fc.constantFrom(..."qxz9"),
        (region, at, letter) => {
          const place = at % (region.length + 1);
          const misspelt = region.slice(0, place) + letter + region.slice(place);
          assert.equal(didYouMean(region, regions), ` Did you mean "${region}"?`);
          assert.equal(didYouMean(misspelt, regions), ` Did you mean "${region}"?`);
        },
      ),
    );
  });

  it("prefers the nearest", () => {
    assert.equal(didYouMean("groupIds", ["groupNames", "groupId"]), ' Did you mean "groupId"?');
  });
});
