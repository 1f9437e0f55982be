import assert from "node:assert/strict";
import { load } from "./support/scripts";

interface VersionModule {
  parseVersion(text: string): [number, number, number] | undefined;
  satisfies(version: string, range: string): boolean;
}

describe("A version range", () => {
  let versions: VersionModule;
  before(async () => {
    versions = await load<VersionModule>("lib/version.mjs");
  });

  it("takes a version in which every comparator holds", () => {
    for (const version of ["3.216.0", "v3.259.0", "3.999.1", "3.260.0-alpha.1+build"]) {
      assert.equal(versions.satisfies(version, ">=3.216 <4"), true, version);
    }
    for (const version of ["3.215.9", "4.0.0", "2.300.0", "v4.1.0"]) {
      assert.equal(versions.satisfies(version, ">=3.216 <4"), false, version);
    }
  });

  it("knows the other comparators", () => {
    assert.equal(versions.satisfies("1.2.3", "1.2.3"), true);
    assert.equal(versions.satisfies("1.2.3", ">1.2.3"), false);
    assert.equal(versions.satisfies("1.2.3", "<=1.2.3"), true);
  });

  it("takes nothing that is no version", () => {
    for (const text of ["", "latest", "v3.x", "pulumi v3.259.0"]) {
      assert.equal(versions.satisfies(text, ">=3.216 <4"), false, text);
    }
  });

  it("is refused when it is not understood, rather than taken for one that nothing satisfies", () => {
    assert.throws(() => versions.satisfies("1.0.0", "^1.0.0"), /\^1\.0\.0/);
  });

  it("compares numbers, not text", () => {
    assert.equal(versions.satisfies("20.9.0", ">=20.19"), false);
    assert.equal(versions.satisfies("22.0.0", ">=20.19"), true);
  });
});
