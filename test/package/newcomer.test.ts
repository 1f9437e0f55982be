import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Terminals } from "../engine/support/terminals";
import { blocksOf } from "../support/markdown";
import { npmFlags, packed } from "./support/consumer";

const page = "docs/newcomer.md";

describe("The page for newcomers", () => {
  it("leads from an empty folder to a program that is applied, changed, mended after a drift and a mistake, takes over what exists, and is taken away", async () => {
    const parent = mkdtempSync(join(tmpdir(), "newcomer-"));
    const [clone, project] = [join(parent, "pulumi-tencent-chat"), join(parent, "my-robots")];
    mkdirSync(clone);
    const terminals = new Terminals(clone);
    const [pack, begin = "", emulator = "", apply = "", change = "", drift = "", ...later] = blocksOf(
      page,
      "sh",
    );
    const [mistake = "", mend = "", find = "", adopt = "", end = "", ...more] = later;
    assert.deepEqual([pack, more], ["npm ci\nnpm pack\n", []]);
    const [index = "", guests = "", ...others] = blocksOf(page, "ts");
    assert.deepEqual(others, []);
    const program = join(project, "index.ts");
    const edit = (file: string, from: string | RegExp, to: string): void =>
      writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
    try {
      const { file } = await packed();
      copyFileSync(file, join(clone, basename(file)));
      await terminals.follow(begin.replace("npm install", `$& ${npmFlags.join(" ")}`));
      writeFileSync(join(project, "Pulumi.yaml"), blocksOf(page, "yaml").join(""));
      writeFileSync(program, index);
      await terminals.emulate(emulator);

      await terminals.follow(apply);
      const [shown = ""] = blocksOf(page, "json");
      assert.deepEqual(await terminals.state(), JSON.parse(shown));

      edit(program, '"bot-quiz"', '$&, "bot-translator"');
      const said = await terminals.follow(change);
      assert.match(said, /\+ \[2\]: "bot-translator"/);
      assert.match(said, /~ 1 to update\n\s+3 unchanged/);
      assert.deepEqual(await terminals.robots(), { "live-show": ["bot-host", "bot-quiz", "bot-translator"] });

      const all = await terminals.robots();
      const mended = await terminals.follow(drift);
      assert.match(mended, /~ 1 to update\n\s+3 unchanged/);
      assert.deepEqual(await terminals.robots(), all);
      assert.ok((await terminals.requested()).includes("by hand: remove robot"));

      writeFileSync(join(project, "guests.ts"), guests);
      edit(program, /^/, 'import "./guests";\n');
      const { code, stdout } = await terminals.run(mistake);
      const [message = ""] = blocksOf(page, "text");
      assert.notEqual(code, 0);
      assert.ok(stdout.includes(message.trim()), stdout);
      assert.deepEqual(await terminals.robots(), all);
      edit(join(project, "guests.ts"), "live-snow", "live-show");
      assert.match(await terminals.follow(mend), /^Nothing is wrong\.$/m);
      const [shows] = Object.values(await terminals.robots());
      assert.deepEqual(shows, ["bot-guest", "bot-host", "bot-quiz", "bot-translator"]);

      await terminals.follow(find);
      edit(program, /^/, 'import "./old";\n');
      const before = await terminals.robots();
      assert.deepEqual(before["live-old"], ["bot-old"]);
      assert.match(await terminals.follow(adopt), /\+ 1 created\n\s+5 unchanged/);
      assert.deepEqual(await terminals.robots(), before);

      await terminals.follow(end);
      const { accounts, groups } = (await terminals.state())[1400000000] ?? assert.fail();
      assert.deepEqual([accounts, Object.keys(groups)], [["bot-host", "bot-old"], ["live-old"]]);
      assert.deepEqual(await terminals.robots(), { "live-old": [] });
    } finally {
      await terminals.close();
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
