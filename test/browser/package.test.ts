import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sorted } from "../unit/emulator/support";

const repository = join(__dirname, "../..");

describe("the package", () => {
  it("has every file of the page in it", () => {
    const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
    const [packed] = JSON.parse(
      execFileSync("npm", args, { cwd: repository, encoding: "utf8", stdio: "pipe" }),
    );
    const names = (packed as { files: { path: string }[] }).files.map(({ path }) => path);
    const served = readdirSync(join(repository, "emulator/page")).filter((name) => !name.endsWith(".json"));
    assert.ok(served.includes("index.html"));
    assert.deepEqual(
      sorted(names.filter((name) => name.startsWith("dist/emulator/page/"))),
      sorted(served.map((name) => `dist/emulator/page/${name}`)),
    );
  });
});
