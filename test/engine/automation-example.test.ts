import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { Example } from "./support/example";
import { Family } from "./support/processes";
import type { Running } from "./support/terminals";

const addRobot = "room_engine_http_srv/add_robot";
const declared = { "room-retro": ["bot-minutes", "bot-timer"], "room-standup": ["bot-minutes"] };

describe("the example automation-api", () => {
  let example: Example;

  beforeEach(async () => {
    example = await Example.open("automation-api");
    // The variables of terminal 2.
    await example.next();
  });

  afterEach(() => example.close());

  /** Starts an `up` whose calls take their time, and waits until one is on its way. */
  const startSlowUp = async (): Promise<Running> => {
    await example.control("POST", "faults", { command: addRobot, kind: "latency", milliseconds: 2500 });
    const running = example.start("node deploy.mjs up dev");
    while (!(await example.requested()).includes(addRobot)) {
      assert.equal(running.child.exitCode, null, running.said());
      await pause(20);
    }
    return running;
  };

  const pidOf = ({ child }: Running): number => child.pid ?? assert.fail("it was not started");

  /** From another folder: what the script needs is where it is, not where it was started. */
  const assertCompletes = async (): Promise<void> => {
    const { code, stdout, stderr } = await example.run(`cd / && node '${example.folder}/deploy.mjs' up dev`);
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(await example.robots(), declared);
  };

  it("deploys, tells its progress, and takes everything away again", async () => {
    const said = await example.next();
    assert.deepEqual(await example.robots(), declared);
    for (const line of [
      "up dev",
      "  create room-retro/bot-timer: …",
      "  create room-retro/bot-timer: done",
    ]) {
      assert.ok(said.split("\n").includes(line), said);
    }
    assert.match(said, /^up dev: done$/m);
    await example.next();
    assert.deepEqual(await example.robots(), { "room-retro": [], "room-standup": [] });
    assert.ok(example.finished);
  });

  it("ends with 1 and the service's reason when a call is refused, and goes on from there", async () => {
    await example.control("POST", "faults", { command: addRobot, kind: "errorCode", errorCode: 100004 });
    const { code, stdout, stderr } = await example.run("node deploy.mjs up dev");
    assert.equal(code, 1);
    assert.match(stdout, /^ {2}create \S+: FAILED$/m);
    assert.match(stdout, /^ {2}error: .*100004/m);
    assert.equal(stderr, "up dev: failed. See the error above.\n");
    await assertCompletes();
  });

  it("ends with 1 and the reason when the engine cannot even begin", async () => {
    const { code, stderr } = await example.run("PULUMI_BACKEND_URL=file:///nowhere node deploy.mjs up dev");
    assert.equal(code, 1);
    assert.match(stderr, /^up dev: failed\. .*nowhere/s);
  });

  it("ends with 2 and its usage for arguments that it does not know", async () => {
    const { code, stderr } = await example.run("node deploy.mjs down dev");
    assert.deepEqual([code, stderr.split("\n")[0]], [2, "Usage: node deploy.mjs up|destroy|unlock STACK"]);
  });

  const signals = [
    { signal: "SIGTERM", exitCode: 143, to: "it alone", target: (pid: number) => pid },
    {
      signal: "SIGINT",
      exitCode: 130,
      to: "the terminal, that is to the engine as well",
      target: (pid: number) => -pid,
    },
  ] as const;
  for (const { signal, exitCode, to, target } of signals) {
    it(`finishes what is on its way at ${signal} to ${to}; the next run does the rest`, async () => {
      const running = await startSlowUp();
      process.kill(target(pidOf(running)), signal);
      const { code, stdout, stderr } = await running.ended;
      assert.equal(code, exitCode, stdout + stderr);
      assert.match(stderr, new RegExp(`^up dev: interrupted by ${signal}`, "m"));
      const { stdout: state } = await example.run("pulumi stack export --stack dev");
      assert.doesNotMatch(state, /"pending_operations"/);
      await assertCompletes();
    });
  }

  it("says that a killed run has left a lock, and takes it away", async () => {
    const running = await startSlowUp();
    for (const { pid } of Family.of(pidOf(running)).left()) process.kill(pid, "SIGKILL");
    await running.ended;
    const refused = await example.run("node deploy.mjs up dev");
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /locked: .* node deploy\.mjs unlock dev$/m);
    assert.equal((await example.run("node deploy.mjs unlock dev")).code, 0);
    await assertCompletes();
  });
});
