import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programFolder } from "../../../../provider/cli/program-folder";
import { reportIn } from "../../../support/command";
import { atDesk } from "./support";

describe("the folder that the provider host starts in", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "program-"));
    mkdirSync(join(folder, "packages/library"), { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const project = (...lines: string[]): void =>
    writeFileSync(join(folder, "Pulumi.yaml"), ["name: any", "runtime: nodejs", ...lines, ""].join("\n"));

  it("is that of the project, from any folder in it", () => {
    project();
    assert.equal(programFolder(folder), folder);
    assert.equal(programFolder(join(folder, "packages/library")), folder);
  });

  it("is that of main, a folder or a file", () => {
    mkdirSync(join(folder, "app"));
    project("main: app/ # the program");
    assert.equal(programFolder(folder), join(folder, "app/"));
    project('main: "app/index.js"');
    assert.equal(programFolder(folder), join(folder, "app"));
    project("main: index.js");
    assert.equal(programFolder(folder), folder);
  });

  it("is this folder where there is no project", () => {
    assert.equal(programFolder(join(folder, "packages")), join(folder, "packages"));
  });

  it("is where doctor looks for the package, wherever in the project it runs", () =>
    atDesk(async (desk) => {
      const found = async (): Promise<string | undefined> =>
        reportIn((await desk.run(["doctor"])).stdout).get("pulumi-tencent-chat");
      assert.match((await found()) ?? "", /^ok /);
      mkdirSync(join(desk.folder, "app"));
      writeFileSync(join(desk.folder, "Pulumi.yaml"), "name: any\nruntime: nodejs\nmain: app/\n");
      assert.match((await found()) ?? "", /^ok /);
      rmSync(join(desk.folder, "node_modules/pulumi-tencent-chat"));
      const [told = ""] = [await found()];
      const where = realpathSync(join(desk.folder, "app"));
      assert.ok(told.startsWith(`WRONG not found from the program's folder, ${where}`), told);
      assert.match(told, /Install it in the Pulumi project.*`npm install pulumi-tencent-chat`/s);
    }));
});
