import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Terminals } from "../engine/support/terminals";
import { blocksOf } from "../support/markdown";
import { npmFlags, packed } from "./support/consumer";

const page = "docs/newcomer.md";

describe("The page for newcomers", () => {
  it("leads from an empty folder to a program that is applied, changed, mended after a drift and taken away", async () => {
    const parent = mkdtempSync(join(tmpdir(), "newcomer-"));
    const [clone, project] = [join(parent, "pulumi-tencent-chat"), join(parent, "my-robots")];
    mkdirSync(clone);
    const terminals = new Terminals(clone);
    const [pack, begin = "", emulator = "", apply = "", change = "", drift = "", end = "", ...more] =
      blocksOf(page, "sh");
    assert.deepEqual([pack, more], ["npm ci\nnpm pack\n", []]);
    try {
      const { file } = await packed();
      copyFileSync(file, join(clone, basename(file)));
      await terminals.follow(begin.replace("npm install", `$& ${npmFlags.join(" ")}`));
      for (const [name, language] of [
        ["Pulumi.yaml", "yaml"],
        ["index.ts", "ts"],
      ] as const) {
        writeFileSync(join(project, name), blocksOf(page, language).join(""));
      }
      await terminals.emulate(emulator);

      await terminals.follow(apply);
      const [shown = ""] = blocksOf(page, "json");
      assert.deepEqual(await terminals.state(), JSON.parse(shown));

      const program = join(project, "index.ts");
      const list = '"bot-quiz"';
      writeFileSync(program, readFileSync(program, "utf8").replace(list, `${list}, "bot-translator"`));
      const said = await terminals.follow(change);
      assert.match(said, /\+ \[2\]: "bot-translator"/);
      assert.match(said, /~ 1 to update\n\s+3 unchanged/);
      assert.deepEqual(await terminals.robots(), { "live-show": ["bot-host", "bot-quiz", "bot-translator"] });

      const all = await terminals.robots();
      const mended = await terminals.follow(drift);
      assert.match(mended, /~ 1 to update\n\s+3 unchanged/);
      assert.deepEqual(await terminals.robots(), all);
      assert.ok((await terminals.requested()).includes("by hand: remove robot"));

      await terminals.follow(end);
      const { accounts, groups } = (await terminals.state())[1400000000] ?? assert.fail();
      assert.deepEqual([accounts, groups], [["bot-host"], {}]);
    } finally {
      await terminals.close();
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
