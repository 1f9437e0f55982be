import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { refusePackageOutOfReach } from "../../../../provider/resources/reach";
import { repository } from "../../../support/own-files";

describe("a program whose Pulumi project has the package from elsewhere", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reach-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const link = (to: string, ...from: string[]): void => {
    const path = join(folder, ...from);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(to, path, "junction");
  };

  const judge = (): void => refusePackageOutOfReach(join(folder, "app"), true);
  const refusal =
    /cannot find pulumi-tencent-chat from the program's folder, .*app: .* Install it in the Pulumi project/;

  it("is refused in a pnpm workspace where an internal library depends on it", () => {
    link(join(folder, "library"), "app/node_modules/library");
    link(repository, "library/node_modules/pulumi-tencent-chat");
    assert.throws(judge, refusal);
  });

  it("is taken in such a workspace where the project depends on the package, too", () => {
    link(repository, "library/node_modules/pulumi-tencent-chat");
    link(repository, "app/node_modules/pulumi-tencent-chat");
    judge();
  });

  it("is refused where a library came by npm link", () => {
    link(repository, "elsewhere/node_modules/pulumi-tencent-chat");
    link(join(folder, "elsewhere"), "app/node_modules/library");
    assert.throws(judge, refusal);
  });

  it("is refused where the program is a bundle without node_modules", () => {
    mkdirSync(join(folder, "app"));
    writeFileSync(join(folder, "app/index.js"), "");
    assert.throws(judge, refusal);
  });

  it("is taken where the package is found from a folder above, or came by npm link itself", () => {
    link(repository, "node_modules/pulumi-tencent-chat");
    mkdirSync(join(folder, "app"));
    judge();
  });

  it("is not judged outside of a run of the engine, which alone knows the folder", () => {
    refusePackageOutOfReach(join(folder, "app"));
  });
});
