import assert from "node:assert/strict";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { load, program, removeScratch, scratch, scriptUrl } from "./support/scripts";

interface Lock {
  withLock<T>(
    file: string,
    about: { log: (line: string) => void; what: string },
    work: () => Promise<T>,
  ): Promise<T>;
}

const holder = `
import { appendFileSync } from "node:fs";
import { withLock } from ${JSON.stringify(scriptUrl("lib/lock.mjs"))};
const [lock, diary, name] = process.argv.slice(2);
await withLock(lock, { log: (line) => console.log(line), what: "holding it" }, async () => {
  appendFileSync(diary, name + " in\\n");
  console.log("held");
  await new Promise((resolve) => setTimeout(resolve, 300));
  appendFileSync(diary, name + " out\\n");
});
`;

const silent = { log: () => {}, what: "testing" };

describe("A lock", function () {
  this.timeout(20_000);

  afterEach(removeScratch);

  it("lets one process in at a time, whichever number wants in", async () => {
    const folder = scratch();
    const [lock, diary] = [join(folder, "a.lock"), join(folder, "diary")];
    const all = ["one", "two", "three", "four"].map((name) => program(folder, holder, [lock, diary, name]));
    for (const { ended } of all) assert.equal((await ended).code, 0);
    const lines = readFileSync(diary, "utf8").trim().split("\n");
    assert.equal(lines.length, 8);
    for (let at = 0; at < lines.length; at += 2) {
      assert.equal(lines[at]?.replace(" in", ""), lines[at + 1]?.replace(" out", ""));
    }
  });

  it("tells the one who waits whom it waits for", async () => {
    const folder = scratch();
    const lock = join(folder, "a.lock");
    const first = program(folder, holder, [lock, join(folder, "diary"), "first"]);
    await first.says("held");
    const lines: string[] = [];
    const { withLock } = await load<Lock>("lib/lock.mjs");
    await withLock(lock, { log: (line) => lines.push(line), what: "testing" }, async () => {});
    assert.deepEqual(lines, [`Waiting for process ${first.child.pid}, which is testing (${lock}).`]);
    await first.ended;
  });

  it("is taken over from a process that was killed, by one of those who wait", async () => {
    const folder = scratch();
    const [lock, diary] = [join(folder, "a.lock"), join(folder, "diary")];
    const killed = program(folder, holder, [lock, join(folder, "other"), "killed"]);
    await killed.says("held");
    killed.child.kill("SIGKILL");
    await killed.ended;
    assert.ok(existsSync(lock), "the killed process left its lock");

    const all = ["one", "two", "three"].map((name) => program(folder, holder, [lock, diary, name]));
    for (const { ended } of all) assert.equal((await ended).code, 0);
    const lines = readFileSync(diary, "utf8").trim().split("\n");
    for (let at = 0; at < lines.length; at += 2) {
      assert.equal(lines[at]?.replace(" in", ""), lines[at + 1]?.replace(" out", ""));
    }
  });

  it("is taken over when its process id belongs to another process by now", async () => {
    const lock = join(scratch(), "a.lock");
    writeFileSync(
      lock,
      JSON.stringify({ id: "old", pid: process.pid, host: hostname(), started: "long ago" }),
    );
    const { withLock } = await load<Lock>("lib/lock.mjs");
    assert.equal(await withLock(lock, silent, async () => "done"), "done");
  });

  it("of another machine is taken over only after it has been silent for long", async () => {
    const lock = join(scratch(), "a.lock");
    writeFileSync(lock, JSON.stringify({ id: "far", pid: 1, host: "another machine", started: "" }));
    const { withLock } = await load<Lock>("lib/lock.mjs");
    let entered = false;
    const entering = withLock(lock, silent, async () => {
      entered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(entered, false);
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(lock, longAgo, longAgo);
    await entering;
    assert.equal(entered, true);
  });

  it("is given back when the work fails", async () => {
    const lock = join(scratch(), "a.lock");
    const { withLock } = await load<Lock>("lib/lock.mjs");
    await assert.rejects(
      withLock(lock, silent, () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.equal(existsSync(lock), false);
  });
});
