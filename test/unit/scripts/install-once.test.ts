import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type InstallOnce, load, program, removeScratch, scratch, scriptUrl } from "./support/scripts";

/** Builds until there is a file `go` beside the diary. */
const builder = `
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installOnce } from ${JSON.stringify(scriptUrl("lib/install-once.mjs"))};
const [folder, diary] = process.argv.slice(2);
console.log(await installOnce({
  folder,
  what: "builds a fake",
  works: async (place) => existsSync(join(place, "thing")),
  build: async (place) => {
    appendFileSync(diary, "built\\n");
    console.log("building");
    while (!existsSync(join(dirname(diary), "go"))) await sleep(20);
    writeFileSync(join(place, "thing"), "whole");
  },
  log: (line) => console.log(line),
}));
`;

const works = async (place: string) => existsSync(join(place, "thing"));
const build = async (place: string) => writeFileSync(join(place, "thing"), "whole");
const quiet = { what: "builds a fake", works, log: () => {} };

describe("Installing once", function () {
  this.timeout(20_000);

  let installOnce: InstallOnce["installOnce"];
  before(async () => {
    ({ installOnce } = await load<InstallOnce>("lib/install-once.mjs"));
  });
  afterEach(removeScratch);

  it("builds once where a second one comes while the first builds, and both have the result", async () => {
    const root = scratch();
    const [folder, diary] = [join(root, "cache", "it"), join(root, "diary")];
    const first = program(root, builder, [folder, diary]);
    await first.says("building");
    const second = program(root, builder, [folder, diary]);
    await second.says("Waiting for another process, which builds a fake");
    writeFileSync(join(root, "go"), "");
    const two = [first, second];
    for (const { ended } of two) assert.equal((await ended).code, 0);
    assert.equal(readFileSync(diary, "utf8"), "built\n");
    assert.equal(readFileSync(join(folder, "thing"), "utf8"), "whole");
    assert.deepEqual(readdirSync(join(root, "cache")), ["it"]);
    const said = two.map(({ output }) => output()).join("");
    assert.match(said, /^built$/m);
    assert.match(said, /^found$/m);
  });

  it("ends well for all that start at the same moment, however many of them build", async () => {
    const root = scratch();
    const folder = join(root, "cache", "it");
    writeFileSync(join(root, "go"), "");
    const all = Array.from({ length: 4 }, () => program(root, builder, [folder, join(root, "diary")]));
    for (const { ended } of all) assert.equal((await ended).code, 0);
    assert.equal(readFileSync(join(folder, "thing"), "utf8"), "whole");
    assert.deepEqual(readdirSync(join(root, "cache")), ["it"]);
  });

  it("leaves nothing behind when the build fails, and builds again the next time", async () => {
    const root = scratch();
    const folder = join(root, "it");
    const failing = { ...quiet, folder, build: () => Promise.reject(new Error("no disk")) };
    await assert.rejects(installOnce(failing), /no disk/);
    assert.deepEqual(readdirSync(root), []);
    assert.equal(await installOnce({ ...quiet, folder, build }), "built");
  });

  it("does not keep what does not work, though its build says it went well", async () => {
    const root = scratch();
    await assert.rejects(
      installOnce({ ...quiet, folder: join(root, "it"), build: async () => {} }),
      /does not work/,
    );
    assert.deepEqual(readdirSync(root), []);
  });

  it("clears away what a killed builder left, whom it waits for no longer than a few seconds", async () => {
    const root = scratch();
    const folder = join(root, "cache", "it");
    const killed = program(root, builder, [folder, join(root, "diary")]);
    await killed.says("building");
    killed.child.kill("SIGKILL");
    await killed.ended;
    assert.equal(existsSync(folder), false);
    assert.equal(readdirSync(join(root, "cache")).length, 1);

    assert.equal(await installOnce({ ...quiet, folder, build }), "built");
    assert.deepEqual(readdirSync(join(root, "cache")), ["it"]);
  });

  it("makes a thing again that is there but does not work", async () => {
    const folder = join(scratch(), "it");
    mkdirSync(folder);
    writeFileSync(join(folder, "half"), "");
    const lines: string[] = [];
    const outcome = await installOnce({ ...quiet, folder, build, log: (line) => lines.push(line) });
    assert.equal(outcome, "built");
    assert.deepEqual(readdirSync(folder), ["thing"]);
    assert.equal(lines.length, 1);
  });
});
