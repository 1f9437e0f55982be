import assert from "node:assert/strict";
import { isIn } from "../../../../provider/cli/versions";

describe("a range of versions", () => {
  for (const [range, version, expected] of [
    [">=20.19", "20.19.0", true],
    [">=20.19", "20.18.9", false],
    [">=20.19", "22.0.0", true],
    [">=3.216 <4", "v3.216.0", true],
    [">=3.216 <4", "v3.215.9", false],
    [">=3.216 <4", "3.1000.2", true],
    [">=3.216 <4", "4.0.0", false],
    [">=3.216 <4", "v3.248.0-alpha.1", true],
  ] as const) {
    it(`${range} ${expected ? "holds" : "does not hold"} ${version}`, () =>
      assert.equal(isIn(range, version), expected));
  }
});
