import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Example } from "../engine/support/example";
import { npmFlags, packed } from "./support/consumer";

describe("An example that lies beside a clone with the packed package", () => {
  it("is completed by `npm install`, and needs no TypeScript where it has none: plain-javascript", async () => {
    const { file } = await packed();
    const example = await Example.open("plain-javascript", async (copy, command) => {
      const clone = join(dirname(copy.folder), "pulumi-tencent-chat");
      mkdirSync(clone);
      copyFileSync(file, join(clone, basename(file)));
      await copy.follow(`${command} ${npmFlags.join(" ")}`);
    });
    try {
      for (const absent of ["typescript", "ts-node"]) {
        assert.equal(existsSync(join(example.folder, "node_modules", absent)), false, absent);
      }
      await example.next();
      assert.deepEqual((await example.robots())["room-standup"], ["bot-minutes"]);
      await example.next();
      assert.deepEqual((await example.robots())["room-standup"], []);
    } finally {
      await example.close();
    }
  });
});
