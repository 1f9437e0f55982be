import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, program, removeScratch, scratch, scriptUrl } from "./support/scripts";

interface Outcome {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
  problems: string[];
  notRun?: string;
}
interface Summary {
  summarise(outcomes: Outcome[]): { text: string; failed: number };
}

/** Runs one ring whose tests are the given files, away from this repository's own. */
async function ring(files: Record<string, string>, limitMs = 60_000): Promise<Outcome> {
  const folder = scratch();
  mkdirSync(join(folder, "test/probe/deeper"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "test/probe", name), text);
  const runner = program(
    folder,
    `import { runRing } from ${JSON.stringify(scriptUrl("test/run-ring.mjs"))};
     const ring = { name: "probe", testTimeoutMs: 2000, limitMs: ${limitMs}, needs: "nothing" };
     const outcome = await runRing(ring, { PROBE: "handed over" }, ${JSON.stringify(folder)});
     console.log("\\nOUTCOME" + JSON.stringify(outcome));`,
  );
  await runner.ended;
  return JSON.parse(runner.output().split("OUTCOME")[1] ?? "null");
}

describe("A ring of tests", function () {
  this.timeout(20_000);

  afterEach(removeScratch);

  it("counts what passed, failed and was skipped, in folders below too", async () => {
    const outcome = await ring({
      "one.test.ts": `const n: number = 1; it("passes", () => {}); it("fails", () => { throw new Error(String(n)); });`,
      "deeper/two.test.ts": `it("has its environment", () => { if (process.env.PROBE !== "handed over") throw new Error(); }); it.skip("later", () => {});`,
      "not-a-test.ts": `throw new Error("not to be loaded");`,
    });
    assert.deepEqual(outcome, { name: "probe", passed: 2, failed: 1, skipped: 1, problems: [] });
  });

  it("without a test is a failure", async () => {
    const { passed, failed, problems } = await ring({});
    assert.deepEqual([passed, failed, problems.length], [0, 0, 1]);
    assert.match(problems[0] ?? "", /no test ran/);
  });

  it("that breaks off is a failure, and what had passed still counts", async () => {
    const { passed, problems } = await ring({
      "a.test.ts": `it("passes", () => {}); it("exits", () => process.exit(0));`,
    });
    assert.equal(passed, 1);
    assert.match(problems[0] ?? "", /broke off/);
  });

  it("that does not end is killed, and is a failure", async () => {
    const { problems } = await ring({ "a.test.ts": `it("blocks", () => { for (;;); });` }, 3000);
    assert.match(problems[0] ?? "", /took longer than 3 s/);
  });
});

describe("The last line of a test run", () => {
  const outcome = { name: "unit", passed: 3, failed: 0, skipped: 0, problems: [] };
  let summarise: Summary["summarise"];
  before(async () => {
    ({ summarise } = await load<Summary>("test/summary.mjs"));
  });
  const lastLine = (outcomes: Outcome[]) => summarise(outcomes).text.trimEnd().split("\n").at(-1);

  it("sums up all rings", () => {
    assert.equal(lastLine([outcome, { ...outcome, name: "host", failed: 2 }]), "6 passed, 2 failed");
  });

  it("speaks of skipped tests only when there are any", () => {
    assert.equal(lastLine([{ ...outcome, skipped: 1 }]), "3 passed, 0 failed, 1 skipped");
  });

  it("names a ring that was not run, which its own line gives the reason for", () => {
    const left = { name: "browser", passed: 0, failed: 0, skipped: 0, problems: [], notRun: "No Chromium." };
    assert.equal(lastLine([outcome, left]), "3 passed, 0 failed, ring not run: browser");
    assert.match(summarise([left]).text, /^browser +NOT RUN: No Chromium\.$/m);
    assert.equal(summarise([left]).failed, 0);
  });

  it("counts a failed check or a broken ring as failed", () => {
    const check = { name: "types", passed: 0, failed: 0, skipped: 0, problems: ["exit code 2"] };
    assert.equal(lastLine([check, outcome]), "3 passed, 1 failed");
    assert.match(summarise([check]).text, /types +FAILED\n +! exit code 2/);
  });
});

describe("The browser of the tests", function () {
  this.timeout(20_000);

  type Ensure = (options: { env: Record<string, string>; log: () => void }) => Promise<string>;
  let ensureBrowser: Ensure;
  before(async () => {
    ({ ensureBrowser } = await load<{ ensureBrowser: Ensure }>("browser/ensure.mjs"));
  });
  afterEach(removeScratch);

  /** A folder with a command in it. */
  function commandIn(name: string, script: string): string {
    const folder = scratch();
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return folder;
  }
  const ensure = (env: Record<string, string>) => ensureBrowser({ env, log: () => undefined });

  it("is the one that the environment names, and no other when that does not start", async () => {
    const folder = commandIn("mine", "echo Chromium 150.0.1");
    const named = { PULUMI_TENCENT_CHAT_CHROMIUM: join(folder, "mine") };
    assert.equal(await ensure({ PATH: "", ...named }), join(folder, "mine"));
    const dead = { PULUMI_TENCENT_CHAT_CHROMIUM: join(folder, "none") };
    await assert.rejects(ensure({ PATH: folder, ...dead }), /does not start/);
  });

  it("is one on PATH that starts, rather than a command that only says where to get it", async () => {
    const stub = commandIn("chromium", "echo Install me first; exit 1");
    const real = commandIn("google-chrome", "echo Google Chrome 150.0.1");
    assert.equal(await ensure({ PATH: `${stub}:${real}` }), join(real, "google-chrome"));
  });

  it("is missed with a word on what to do where there is neither a browser nor an installer", async () => {
    await assert.rejects(
      ensure({ PATH: scratch() }),
      /No Chromium on PATH .*Install it, or name one in PULUMI_/,
    );
  });
});

describe("npm test", function () {
  this.timeout(20_000);

  const command = new URL(scriptUrl("test.mjs")).pathname;

  it("refuses a ring that there is not, and names those that there are", () => {
    const { status, stderr } = spawnSync(process.execPath, [command, "nonsense"], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /no ring "nonsense".*unit, host, browser, package, engine/);
  });

  for (const { env, status, last } of [
    { env: {}, status: 0, last: "0 passed, 0 failed, ring not run: browser" },
    { env: { CI: "true" }, status: 1, last: "0 passed, 1 failed" },
  ]) {
    it(`says "${last}" without a browser when the environment has ${JSON.stringify(env)}`, () => {
      const options = { encoding: "utf8", env: { PATH: scratch(), ...env } } as const;
      const done = spawnSync(process.execPath, [command, "browser"], options);
      assert.equal(done.stdout.trimEnd().split("\n").at(-1), last);
      assert.equal(done.status, status);
      removeScratch();
    });
  }
});
