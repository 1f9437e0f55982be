import assert from "node:assert/strict";
import { assertNoSecrets } from "../support/secrets";
import { type CommandRow, commands, membersPageSize } from "./fault-matrix/commands";
import { type FaultRow, faults, maxAttempts, timeoutSeconds } from "./fault-matrix/faults";
import { type Cell, type Hosts, type Run, strike, type When } from "./fault-matrix/strike";
import { secretKey, startWorld, type World } from "./support/world";

/** What a machine that is busy with other things may add to a time. */
const slackSeconds = 5;

/**
 * A call takes no longer than twice the time of all its attempts, and one more attempt; where no attempt waits for its time
 * to be over, there are only the pauses, of which three attempts have less than a second.
 */
const boundSeconds = {
  patient: 1 + slackSeconds,
  hasty: (2 * maxAttempts + 1) * timeoutSeconds.hasty + slackSeconds,
} as const;

const whens: readonly When[] = [
  { from: 1, lasts: "once" },
  { from: 3, lasts: "once" },
  { from: 1, lasts: "always" },
  { from: 3, lasts: "always" },
];

const spoken = { 1: "first", 3: "third" } as const;

const tries = (count: number): string => (count === 1 ? "1 attempt" : `${count} attempts`);

const whenText = ({ from, lasts }: When): string =>
  lasts === "once" ? `at its ${spoken[from]} request` : `from its ${spoken[from]} request on`;

/** One cell, in words: which command, what happens to it, and what comes of it. */
function sentence(row: CommandRow, fault: FaultRow, when: When): string {
  const { ends, least, most } = fault[when.lasts];
  const attempts = least === most ? tries(most) : `${least} to ${tries(most)}`;
  return `${row.command}, ${fault.strike(row.family)?.what} ${whenText(when)}: ${ends} after ${attempts}`;
}

/** What a run has to come to, beside its message and its time. */
type Expected = Pick<Run, "done" | "unconfirmed" | "present" | "strangerStays">;

/**
 * @param sizes of the three parts of the work
 * @param ends how the work under the fault ends
 */
function expected(
  row: CommandRow,
  fault: FaultRow,
  { from }: When,
  ends: string,
  sizes: readonly number[],
): Expected {
  const at = from - 1;
  const failed = ends === "fails";
  const only = (holds: (part: number) => boolean): number[] =>
    sizes.map((size, part) => (holds(part) ? size : 0));
  const carriedOut = (part: number): boolean =>
    !failed || part < at || (part === at && fault.carriedOut === true);
  const present = { adds: carriedOut, removes: (part: number) => !carriedOut(part), reads: () => true };
  return {
    done: only((part) => !failed || (["done", "unconfirmed"].includes(row.keeps) && part < at)),
    unconfirmed: only(
      (part) => failed && row.keeps === "unconfirmed" && fault.answerLost === true && part === at,
    ),
    present: only(present[row.does]),
    strangerStays: true,
  };
}

function assertRun({ done, unconfirmed, present, strangerStays }: Run, wanted: Expected): void {
  assert.deepEqual({ done, unconfirmed, present, strangerStays }, wanted);
}

function assertCell({ struck, next }: Cell, row: CommandRow, fault: FaultRow, when: When): void {
  const { ends, least, most } = fault[when.lasts];
  // Of the three requests that the work takes, those that went well the first time.
  const undisturbed = ends === "fails" ? when.from - 1 : 2;
  const attempts = struck.requests - undisturbed;
  assert.ok(attempts >= least && attempts <= most, `${tries(attempts)}: ${struck.message}`);
  const bound = boundSeconds[fault.host ?? "patient"] * 1000;
  assert.ok(struck.milliseconds < bound, `It took ${Math.round(struck.milliseconds)} ms, not ${bound}.`);
  const sizes = row.task("").parts.map(({ length }) => length);
  assertRun(struck, expected(row, fault, when, ends, sizes));
  if (ends === "succeeds") {
    assert.equal(struck.message, undefined);
    return;
  }
  const says = fault.strike(row.family)?.says;
  assert.match(struck.message ?? "", new RegExp(`${row.command}: ${says}.*\\(${tries(attempts)}[,)]`, "s"));
  assert.ok(next);
  assert.equal(next.message, undefined);
  assertRun(next, { ...expected(row, fault, when, "succeeds", sizes), done: next.done });
  assert.equal(next.requests, row.keeps === "nothing" ? 3 : 4 - when.from);
}

describe("the fault matrix: every command under every fault, in the SDK's host", () => {
  let world: World;
  let hosts: Readonly<Record<keyof typeof timeoutSeconds, Hosts>>;
  let runs = 0;

  before(async () => {
    const config = {
      maxAttempts: String(maxAttempts),
      // A pace that was halved many times is still one that no test waits for.
      requestsPerSecond: "1000",
    };
    world = await startWorld({ config, emulator: { membersPageSize, requestsPerSecond: 0 } });
    // Its lines are searched for secrets with all else that a host says.
    const options = { env: { TENCENT_CHAT_LOG: "debug" } };
    const pair = async (seconds: number): Promise<Hosts> => {
      const own = { timeoutSeconds: String(seconds) };
      const [ordinary, believing] = await Promise.all([
        world.host(own, options),
        world.host({ ...own, roomRobotsInMemberList: "true" }, options),
      ]);
      return { ordinary, believing };
    };
    hosts = { patient: await pair(timeoutSeconds.patient), hasty: await pair(timeoutSeconds.hasty) };
  });

  after(() => world?.end());

  for (const [fault, when] of faults.flatMap((each) => whens.map((when) => [each, when] as const))) {
    describe(`${fault.name}, for each command ${whenText(when)}`, () => {
      let cells: ReadonlyMap<string, Cell>;

      before(async () => {
        runs += 1;
        cells = await strike(world, hosts[fault.host ?? "patient"], commands, fault, when, runs);
      });

      for (const row of commands.filter(({ family }) => fault.strike(family) !== undefined)) {
        it(sentence(row, fault, when), () => {
          const cell = cells.get(row.command);
          assert.ok(cell);
          assertCell(cell, row, fault, when);
        });
      }
    });
  }

  describe("after all that", () => {
    it("no host has said a secret, not even in its debug log", () => {
      const all = Object.values(hosts).flatMap(({ ordinary, believing }) => [ordinary, believing]);
      for (const { stderr } of all) assert.match(stderr, /, attempt 3: /);
      assertNoSecrets(
        all.flatMap(({ said }) => said),
        [secretKey],
      );
    });
  });
});
