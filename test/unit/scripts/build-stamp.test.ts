import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, removeScratch, scratch } from "./support/scripts";

interface Build {
  buildStamp(root: string): string;
  isBuilt(dist: string, stamp: string): boolean;
}

function clone(): string {
  const root = scratch();
  for (const folder of ["provider/client", "emulator", "dist", "test"])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "package.json"), "{}");
  writeFileSync(join(root, "tsconfig.json"), "{}");
  writeFileSync(join(root, "provider/client/client.ts"), "export const a = 1;");
  writeFileSync(join(root, "emulator/main.ts"), "");
  return root;
}

describe("The build stamp", () => {
  let build: Build;
  before(async () => {
    build = await load<Build>("lib/build.mjs");
  });
  afterEach(removeScratch);

  it("stays when files are touched, or others than the sources change", () => {
    const root = clone();
    const before = build.buildStamp(root);
    utimesSync(join(root, "provider/client/client.ts"), new Date(0), new Date(0));
    writeFileSync(join(root, "test/a.test.ts"), "");
    writeFileSync(join(root, "dist/old.js"), "");
    assert.equal(build.buildStamp(root), before);
  });

  it("changes when a source is changed, added, renamed or removed, or a setting of the compiler changes", () => {
    const root = clone();
    const stamps = new Set([build.buildStamp(root)]);
    const changes = [
      () => writeFileSync(join(root, "provider/client/client.ts"), "export const a = 2;"),
      () => writeFileSync(join(root, "provider/added.ts"), ""),
      () => renameSync(join(root, "provider/added.ts"), join(root, "provider/renamed.ts")),
      () => rmSync(join(root, "emulator/main.ts")),
      () => writeFileSync(join(root, "tsconfig.json"), '{"compilerOptions":{}}'),
      () => writeFileSync(join(root, "package.json"), '{"type":"module"}'),
    ];
    for (const change of changes) {
      change();
      stamps.add(build.buildStamp(root));
    }
    assert.equal(stamps.size, changes.length + 1);
  });

  it("tells a dist/ of these sources from another, and from one that something else has built", () => {
    const root = clone();
    const isBuilt = () => build.isBuilt(join(root, "dist"), build.buildStamp(root));
    assert.equal(isBuilt(), false);
    writeFileSync(join(root, "dist/.build-stamp"), build.buildStamp(root));
    assert.equal(isBuilt(), true);
    writeFileSync(join(root, "emulator/main.ts"), "changed");
    assert.equal(isBuilt(), false);
  });
});
