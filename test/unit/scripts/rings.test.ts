import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load, type Program, program, removeScratch, scratch, scriptUrl } from "./support/scripts";

interface Outcome {
  name: string;
  passed: number;
  failures: string[];
  skipped: number;
  problems: string[];
  began: number;
  ended: number;
  notRun?: string;
}
interface Summary {
  summarise(outcomes: Outcome[]): { text: string; failed: number };
}
interface Run {
  readonly folder: string;
  readonly program: Program;
  /** What it said, and one outcome for each ring. */
  ended(): Promise<{ said: string; outcomes: Outcome[] }>;
}
interface RunOptions {
  readonly lanes?: number;
  readonly grep?: string;
  readonly limitMs?: number;
  readonly filesAtOnce?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs rings whose tests are the given files, away from this repository's own. */
function start(files: Readonly<Record<string, string>>, options: RunOptions = {}): Run {
  const { lanes = 1, grep, limitMs = 60_000, filesAtOnce = 9, env = {} } = options;
  const folder = scratch();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, "test", name)), { recursive: true });
    writeFileSync(join(folder, "test", name), text);
  }
  const names = new Set([...Object.keys(files), "probe/"].map((name) => name.replace(/\/.*/, "")));
  const rings = [...names].map((name) => ({ ring: { name, testTimeoutMs: 8000, limitMs, filesAtOnce } }));
  const text = JSON.stringify({ rings, lanes, grep, folder });
  const running = program(
    folder,
    `import { runTests } from ${JSON.stringify(scriptUrl("test/run.mjs"))};
     const surroundings = async () => (${JSON.stringify(env)});
     const outcomes = await runTests({ ...${text}, surroundings });
     console.log("\\nOUTCOMES" + JSON.stringify(outcomes));`,
  );
  return {
    folder,
    program: running,
    ended: async () => {
      await running.ended;
      const [said = "", outcomes = "null"] = running.output().split("OUTCOMES");
      return { said, outcomes: JSON.parse(outcomes) as Outcome[] };
    },
  };
}

/** The one ring of these files. */
async function ring(files: Readonly<Record<string, string>>, options?: RunOptions): Promise<Outcome> {
  const { outcomes } = await start(files, options).ended();
  assert.equal(outcomes.length, 1);
  return outcomes[0] ?? assert.fail();
}

/** The text of a test file whose test does something once another file is there. */
const waiting = (name: string, file: string, then = "") =>
  `it(${JSON.stringify(name)}, async () => {
     const { existsSync, writeFileSync } = require("node:fs");
     while (!existsSync(${JSON.stringify(file)})) await new Promise((resolve) => setTimeout(resolve, 20));
     ${then}
   });`;

const touch = (file: string) => `require("node:fs").writeFileSync(${JSON.stringify(file)}, "");`;

describe("A ring of tests", function () {
  this.timeout(60_000);

  afterEach(removeScratch);

  it("counts what passed, failed and was skipped, in folders below too", async () => {
    const { began, ended, ...outcome } = await ring(
      {
        "probe/one.test.ts": `const n: number = 1; it("passes", () => {}); describe("A thing", () => { it("fails", () => { throw new Error(String(n)); }); });`,
        "probe/deeper/two.test.ts": `it("has its environment", () => { if (process.env.PROBE !== "handed over") throw new Error(); }); it.skip("later", () => {});`,
        "probe/not-a-test.ts": `throw new Error("not to be loaded");`,
      },
      { filesAtOnce: 1, env: { PROBE: "handed over" } },
    );
    assert.deepEqual(outcome, {
      name: "probe",
      passed: 2,
      failures: ["A thing fails"],
      skipped: 1,
      problems: [],
    });
    assert.ok(began > 0 && ended > began && ended - began < 60_000, `${began} to ${ended}`);
  });

  it("without a test is a failure", async () => {
    const { passed, failures, problems } = await ring({});
    assert.deepEqual([passed, failures, problems.length], [0, [], 1]);
    assert.match(problems[0] ?? "", /no test ran/);
  });

  it("that breaks off is a failure, and what had passed still counts", async () => {
    const { passed, problems } = await ring({
      "probe/a.test.ts": `it("passes", () => {}); it("exits", () => process.exit(0));`,
    });
    assert.equal(passed, 1);
    assert.match(problems[0] ?? "", /probe\/a\.test\.ts broke off/);
  });

  it("that does not end is killed with all that it started, and is a failure", async () => {
    const { folder, ended } = start(
      {
        "probe/a.test.ts": `it("blocks", () => {
          const child = require("node:child_process").spawn("sleep", ["60"], { stdio: "inherit" });
          require("node:fs").writeFileSync("pid", String(child.pid));
          for (;;);
        });`,
      },
      { limitMs: 10_000 },
    );
    const [outcome] = (await ended()).outcomes;
    assert.match(outcome?.problems[0] ?? "", /took longer than 10 s/);
    assert.equal(isRunning(join(folder, "pid")), false);
  });

  it("in which a test leaves something open is a failure", async () => {
    const { passed, problems } = await ring({
      "probe/a.test.ts": `it("forgets", () => { setInterval(() => {}, 60_000); });`,
    });
    assert.equal(passed, 1);
    assert.match(problems[0] ?? "", /probe\/a\.test\.ts left something open/);
  });

  it("in which one test was singled out is a failure where CI is set", async () => {
    const files = { "probe/a.test.ts": `it.only("alone", () => {}); it("left out", () => {});` };
    assert.equal((await ring(files, { env: { CI: "true" } })).problems.length, 1);
    assert.deepEqual((await ring(files, { env: { CI: "" } })).problems, []);
  });

  it("ends with the runner when that is told to end, which leaves no file either", async () => {
    const { folder, program } = start({
      "probe/a.test.ts": `require("node:fs").writeFileSync("pid", String(process.pid));
        it("waits", () => { console.log("home=" + process.env.PULUMI_HOME + "\\nhere"); return new Promise((resolve) => setTimeout(resolve, 7000)); });`,
    });
    await program.says("here");
    program.child.kill("SIGTERM");
    assert.equal((await program.ended).code, 143);
    assert.equal(isRunning(join(folder, "pid")), false);
    const [, home = assert.fail()] = /home=(.*)/.exec(program.output()) ?? [];
    assert.equal(existsSync(dirname(home)), false);
  });
});

/** Whether the process runs whose number is in a file. */
function isRunning(file: string): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", readFileSync(file, "utf8")], { encoding: "utf8" });
  return /^[^Z]/.test(stdout.trim());
}

describe("Lanes", function () {
  this.timeout(60_000);

  let meeting: string;
  beforeEach(() => {
    meeting = scratch();
  });
  afterEach(removeScratch);

  it("run files side by side, each with a Pulumi home of its own that is removed", async () => {
    const [a, b] = [join(meeting, "a"), join(meeting, "b")];
    const home = `console.log("home=" + process.env.PULUMI_HOME); require("node:fs").mkdirSync(process.env.PULUMI_HOME);`;
    const { outcomes, said } = await start(
      {
        "probe/a.test.ts": touch(a) + waiting("meets b", b, home),
        "probe/b.test.ts": touch(b) + waiting("meets a", a, home),
      },
      { lanes: 2, filesAtOnce: 1 },
    ).ended();
    assert.equal(outcomes[0]?.passed, 2);
    const homes = [...said.matchAll(/home=(.*)/g)].map(([, folder = ""]) => folder);
    assert.equal(new Set(homes).size, 2);
    assert.deepEqual(homes.filter(existsSync), []);
  });

  it("tell what they did in the order of the files, whichever ended first", async () => {
    const b = join(meeting, "b");
    const { said, outcomes } = await start(
      {
        "probe/a.test.ts": `${waiting("first", b, 'console.log("a went on");')} it("second", () => {});`,
        "probe/b.test.ts": `it("third", () => {}); after(() => { ${touch(b)} });`,
        "rest/c.test.ts": `it("fourth", () => {});`,
      },
      { lanes: 2, filesAtOnce: 1 },
    ).ended();
    const order = [
      "test/probe/a",
      "a went on",
      "✔ second",
      "test/probe/b",
      "✔ third",
      "test/rest/c",
      "✔ fourth",
    ];
    const places = order.map((text) => said.indexOf(text));
    assert.deepEqual(
      places,
      [...places].sort((one, other) => one - other),
      said,
    );
    assert.equal(places.includes(-1), false, said);
    assert.deepEqual(
      outcomes.map(({ name, passed }) => [name, passed]),
      [
        ["probe", 3],
        ["rest", 1],
      ],
    );
  });

  it("are heard while their tests run", async () => {
    const go = join(meeting, "go");
    const { program, ended } = start({ "probe/a.test.ts": `it("quick", () => {}); ${waiting("slow", go)}` });
    await program.says("✔ quick");
    writeFileSync(go, "");
    assert.equal((await ended()).outcomes[0]?.passed, 2);
  });

  it("run only the tests whose names match --grep, and say nothing of other files", async () => {
    const files = {
      "probe/a.test.ts": `describe("A room", () => { it("is gone", () => {}); it("stays", () => {}); });`,
      "probe/b.test.ts": `it("stays, too", () => {});`,
      "rest/c.test.ts": `it("stays as well", () => {});`,
    };
    const { said, outcomes } = await start(files, { grep: "room is (gone|new)", filesAtOnce: 1 }).ended();
    assert.deepEqual(
      outcomes.map(({ passed, problems }) => [passed, problems]),
      [
        [1, []],
        [0, []],
      ],
    );
    assert.doesNotMatch(said, /b\.test|c\.test|0 passing/);
    const nothing = await start(files, { grep: "roof" }).ended();
    assert.deepEqual(
      nothing.outcomes.flatMap(({ problems }) => problems),
      ["the name of no test matches roof"],
    );
  });
});

describe("The last line of a test run", () => {
  const outcome: Outcome = {
    name: "unit",
    passed: 3,
    failures: [],
    skipped: 0,
    problems: [],
    began: 0,
    ended: 1500,
  };
  let summarise: Summary["summarise"];
  before(async () => {
    ({ summarise } = await load<Summary>("test/summary.mjs"));
  });
  const lastLine = (outcomes: Outcome[]) => summarise(outcomes).text.trimEnd().split("\n").at(-1);

  it("sums up all rings, each of which has a line with its time and what failed in it", () => {
    const host = { ...outcome, name: "host", failures: ["a room stays", "a room goes"] };
    assert.equal(lastLine([outcome, host]), "6 passed, 2 failed");
    const { text, failed } = summarise([outcome, host]);
    assert.match(
      text,
      /^unit +3 passed in 1\.5 s\nhost +3 passed, 2 FAILED in 1\.5 s\n +! a room stays\n +! a room goes\n/,
    );
    assert.equal(failed, 2);
  });

  it("speaks of skipped tests only when there are any", () => {
    assert.equal(lastLine([{ ...outcome, skipped: 1 }]), "3 passed, 0 failed, 1 skipped");
  });

  it("names a ring that was not run, which its own line gives the reason for", () => {
    const left = { ...outcome, name: "browser", passed: 0, notRun: "No Chromium." };
    assert.equal(lastLine([outcome, left]), "3 passed, 0 failed, ring not run: browser");
    assert.match(summarise([left]).text, /^browser +NOT RUN: No Chromium\.$/m);
    assert.equal(summarise([left]).failed, 0);
  });

  it("counts a failed check or a broken ring as failed", () => {
    const check = { ...outcome, name: "types", passed: 0, problems: ["exit code 2"] };
    assert.equal(lastLine([check, outcome]), "3 passed, 1 failed");
    assert.match(summarise([check]).text, /types +FAILED in 1\.5 s\n +! exit code 2/);
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
  this.timeout(60_000);

  const command = new URL(scriptUrl("test.mjs")).pathname;
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      encoding: "utf8",
      env,
    });
    return { status, stdout, stderr, last: stdout.trimEnd().split("\n").at(-1) };
  };
  const file = "test/unit/provider/suggest.test.ts";

  for (const name of ["nonsense", "test/unit/nonsense.test.ts", "test/support/command.ts"]) {
    it(`refuses a ring or file that there is not, and names the rings that there are: ${name}`, () => {
      const { status, stderr } = run(["unit", name]);
      assert.equal(status, 2);
      assert.ok(stderr.startsWith(`There is no ring and no test file "${name}".\n`), stderr);
      for (const ring of ["unit", "host", "browser", "package", "engine"]) assert.ok(stderr.includes(ring));
    });
  }

  for (const [what, args, env] of [
    ["a flag that there is not", ["--gerp", "x"], {}],
    ["a pattern that cannot be one", ["--grep", "("], {}],
    ["a number of lanes that is none", ["unit"], { PULUMI_TENCENT_CHAT_LANES: "0" }],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.equal(run(args, { ...process.env, ...env }).status, 2);
    });
  }

  it("runs one file, and one test of it", () => {
    const { status, last } = run([file, "--grep", "tokio for tokyo"]);
    assert.deepEqual([status, last], [0, "1 passed, 0 failed"]);
  });

  for (const { env, status, last } of [
    { env: {}, status: 0, last: "0 passed, 0 failed, ring not run: browser" },
    { env: { CI: "true" }, status: 1, last: "0 passed, 1 failed" },
  ]) {
    it(`says "${last}" without a browser when the environment has ${JSON.stringify(env)}`, () => {
      const done = run(["browser"], { PATH: scratch(), ...env });
      assert.deepEqual([done.status, done.last], [status, last]);
      removeScratch();
    });
  }
});
