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
    [">=3.216 <4", "v3.260.0-dev.0+1a2b3c4.dirty", true],
    [">=3.216 <4", "v4.0.0-alpha.1", false],
    ["^3.216", "v3.216.0", true],
    ["^3.216", "v3.259.1", true],
    ["^3.216", "v3.215.9", false],
    ["^3.216", "v4.0.0", false],
    [">=20.19 || >=22", "20.19.0", true],
    [">=20.19 || >=22", "23.1.0", true],
    [">=20.19 || >=22", "20.18.9", false],
    ["^20.19 || >=22", "21.7.0", false],
    ["^20.19 || >=22", "22.0.0", true],
    [">=3.216 <4", "no version", false],
    [">=3.216 <4", "", false],
  ] as const) {
    it(`${range} ${expected ? "holds" : "does not hold"} "${version}"`, () =>
      assert.equal(isIn(range, version), expected));
  }
});
