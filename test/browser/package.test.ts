import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { sorted } from "../unit/emulator/support";

const repository = join(__dirname, "../..");

describe("the package", () => {
  it("has the page in it, with its code as one module", () => {
    const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
    const [packed] = JSON.parse(
      execFileSync("npm", args, { cwd: repository, encoding: "utf8", stdio: "pipe" }),
    );
    const names = (packed as { files: { path: string }[] }).files.map(({ path }) => path);
    assert.deepEqual(
      sorted(names.filter((name) => name.startsWith("dist/emulator/page/"))),
      ["icon.svg", "index.html", "main.mjs", "page.css"].map((name) => `dist/emulator/page/${name}`),
    );
  });
});
