import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, removeScratch, scratch } from "./support/scripts";

interface Dependencies {
  dependenciesInstalled(root: string): boolean;
}

type Packages = Record<string, { version: string; integrity?: string; optional?: boolean }>;

const one = { version: "1.0.0", integrity: "sha512-one" };
const locked: Packages = {
  "": { version: "0.1.0" },
  "node_modules/one": one,
  "node_modules/for-another-platform": { version: "1.0.0", optional: true },
};

function clone(installed?: Packages): string {
  const root = scratch();
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: locked }));
  if (installed) {
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages: installed }));
  }
  return root;
}

describe("Dependencies", () => {
  let dependenciesInstalled: Dependencies["dependenciesInstalled"];
  before(async () => {
    ({ dependenciesInstalled } = await load<Dependencies>("lib/dependencies.mjs"));
  });
  afterEach(removeScratch);

  it("are missing in a fresh clone, and after an installation that was broken off", () => {
    assert.equal(dependenciesInstalled(clone()), false);
    const broken = clone();
    mkdirSync(join(broken, "node_modules/one"), { recursive: true });
    assert.equal(dependenciesInstalled(broken), false);
  });

  it("are taken as they are when a person has installed what package-lock.json says", () => {
    const root = clone({ "node_modules/one": one });
    assert.equal(dependenciesInstalled(root), true);
    assert.equal(dependenciesInstalled(root), true);
  });

  it("are out of date when package-lock.json names another package or release", () => {
    assert.equal(dependenciesInstalled(clone({})), false);
    assert.equal(
      dependenciesInstalled(clone({ "node_modules/one": { ...one, integrity: "sha512-other" } })),
      false,
    );
    const root = clone({ "node_modules/one": one });
    assert.equal(dependenciesInstalled(root), true);
    writeFileSync(
      join(root, "package-lock.json"),
      JSON.stringify({
        packages: { ...locked, "node_modules/two": { version: "2.0.0", integrity: "sha512-two" } },
      }),
    );
    assert.equal(dependenciesInstalled(root), false);
  });

  it("are out of date when another major version of Node.js installed them", () => {
    const root = clone({ "node_modules/one": one });
    writeFileSync(join(root, "node_modules/.pulumi-tencent-chat-node"), "18");
    assert.equal(dependenciesInstalled(root), false);
  });
});
