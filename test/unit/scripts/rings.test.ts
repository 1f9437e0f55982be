import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, program, removeScratch, scratch, scriptUrl } from "./support/scripts";

interface Outcome {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
  problems: string[];
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
     const ring = { name: "probe", testTimeoutMs: 2000, limitMs: ${limitMs}, needsEngine: false };
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

  it("counts a failed check or a broken ring as failed", () => {
    const check = { name: "types", passed: 0, failed: 0, skipped: 0, problems: ["exit code 2"] };
    assert.equal(lastLine([check, outcome]), "3 passed, 1 failed");
    assert.match(summarise([check]).text, /types +FAILED\n +! exit code 2/);
  });
});

describe("npm test", () => {
  it("refuses a ring that there is not, and names those that there are", () => {
    const command = new URL(scriptUrl("test.mjs")).pathname;
    assert.throws(
      () => execFileSync(process.execPath, [command, "nonsense"], { encoding: "utf8", stdio: "pipe" }),
      (error: Error & { status: number; stderr: string }) => {
        assert.equal(error.status, 2);
        assert.match(error.stderr, /no ring "nonsense".*unit, host, engine/);
        return true;
      },
    );
  });
});
