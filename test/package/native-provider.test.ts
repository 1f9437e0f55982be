import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { hasYaml } from "../engine/support/pulumi";
import { Terminals } from "../engine/support/terminals";
import { blocksOf } from "../support/markdown";
import { npmFlags, packed } from "./support/consumer";

const page = "docs/native-provider.md";

(hasYaml ? describe : describe.skip)("The page of the native provider", () => {
  it("leads to a YAML program that is applied, in five commands, with only the tarball, the CLI and Node.js", async () => {
    const parent = mkdtempSync(join(tmpdir(), "native-"));
    const [tarballs, project] = [join(parent, "pulumi-tencent-chat"), join(parent, "my-robots")];
    for (const folder of [tarballs, project]) mkdirSync(folder);
    const terminals = new Terminals(project);
    const [install = "", emulator = "", apply = "", takeOver = ""] = blocksOf(page, "sh");
    assert.equal((install + emulator + apply).trim().split("\n").length, 5);
    try {
      const { file } = await packed();
      copyFileSync(file, join(tarballs, basename(file)));
      writeFileSync(join(project, "Pulumi.yaml"), blocksOf(page, "yaml")[0] ?? "");
      await terminals.follow(install.replace("npm install", `$& ${npmFlags.join(" ")}`));
      await terminals.emulate(emulator);
      assert.match(await terminals.follow(apply), /accounts\s*: \[\s+\[0\]: "bot-host"\s+\[1\]: "bot-quiz"/);
      assert.deepEqual(await terminals.robots(), { "live-show": ["bot-host", "bot-quiz"] });

      assert.match(await terminals.follow(takeOver), /groupId: live-main\s+memberAccounts:\s+- bot-guide/);
    } finally {
      await terminals.close();
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
