import * as fc from "fast-check";
import type { Fault, FaultKind } from "pulumi-tencent-chat/emulator";
import { commands } from "../support/world";
import type { UpOptions } from "./engine";
import {
  accounts,
  type EditName,
  edit,
  editNames,
  liveGroups,
  type Numbers,
  type Program,
  rooms,
} from "./program";
import { type Driver, Stack, type Start } from "./stack";

/** All is in the stack itself: what a command may do depends on what happened, which no model foretells. */
type Command = fc.AsyncCommand<Record<string, never>, Stack, true>;

abstract class Always implements Command {
  async check(): Promise<boolean> {
    return true;
  }

  abstract run(model: unknown, stack: Stack): Promise<void>;

  abstract toString(): string;
}

class EditProgram extends Always {
  constructor(
    readonly name: EditName,
    readonly numbers: Numbers,
  ) {
    super();
  }

  override async run(_model: unknown, stack: Stack): Promise<void> {
    if (stack.isFrozen) return;
    const next: Program | undefined = edit(this.name, stack.program, this.numbers);
    if (next !== undefined) stack.becomes(next, this.name);
  }

  override toString(): string {
    return `${this.name}(${this.numbers})`;
  }
}

class TakeBack extends Always {
  override async run(_model: unknown, stack: Stack): Promise<void> {
    if (!stack.isFrozen) stack.takeBack();
  }

  override toString(): string {
    return "takeBack";
  }
}

/** A change that an `up` began, and another one began to take back: what no chance brings about often enough. */
class ThereAndBack extends Always {
  constructor(
    readonly change: EditProgram,
    readonly ups: readonly [RunUp, RunUp],
  ) {
    super();
  }

  override async run(model: unknown, stack: Stack): Promise<void> {
    const [there, back] = this.ups;
    await this.change.run(model, stack);
    await there.run(model, stack);
    await new TakeBack().run(model, stack);
    await back.run(model, stack);
  }

  override toString(): string {
    return `thereAndBack(${this.change}, ${this.ups.join(", ")})`;
  }
}

class AddFault extends Always {
  constructor(readonly fault: Fault) {
    super();
  }

  override async run(_model: unknown, stack: Stack): Promise<void> {
    stack.addFault(this.fault);
  }

  override toString(): string {
    return `fault(${JSON.stringify(this.fault)})`;
  }
}

class RunUp extends Always {
  constructor(readonly options: UpOptions) {
    super();
  }

  override run(_model: unknown, stack: Stack): Promise<void> {
    return stack.up(this.options);
  }

  override toString(): string {
    return `up(${JSON.stringify(this.options)})`;
  }
}

/** Commands of one run: each `up` in a process costs its start. */
const longest: Readonly<Record<Driver, number>> = {
  dynamic: 50,
  "dynamic, processes": 8,
  native: 50,
  "native, processes": 8,
};

/** A run that fails is made shorter for so long, with those that run beside it. */
const shrinkMilliseconds = 20_000;

const number = fc.nat({ max: 31 });
const numbers: fc.Arbitrary<Numbers> = fc.tuple(number, number, number);

/** Those that build a program come more often than those that take it apart. */
const often: readonly EditName[] = [
  "addLive",
  "addRoom",
  "toggle",
  "toggle",
  "move",
  "move",
  "merge",
  "split",
  "swap",
  "swap",
  "toggleInRooms",
  "gather",
  "singleOut",
  "ignore",
];

const adds: readonly EditName[] = [
  "addLive",
  "addLive",
  "addLive",
  "addRoom",
  "addRoom",
  "addRooms",
  "addRemoval",
  "addDeletion",
];

/** What the first program declares. */
const first = fc.array(fc.tuple(fc.constantFrom(...adds), numbers), { minLength: 2, maxLength: 8 });

const edits = fc
  .tuple(fc.constantFrom(...editNames, ...often), numbers)
  .map(([name, which]) => new EditProgram(name, which));

/** Of each way to go on; a code that says that something is gone would be a lie, which no client can see through. */
const codes = [10002, 10004, 10006, 10016, 20004, 70003, 100001, 99999];
const statuses = [302, 404, 429, 502, 503];
const kinds: readonly FaultKind[] = [
  "errorCode",
  "errorCode",
  "status",
  "latency",
  "notJson",
  "truncated",
  "truncated",
  "resetBefore",
  "resetAfter",
  "resetAfter",
  "resetAfter",
  "hang",
];

const faults = fc
  .record({
    kind: fc.constantFrom(...kinds),
    command: fc.constantFrom("*", "*", ...Object.values(commands)),
    code: fc.constantFrom(...codes),
    status: fc.constantFrom(...statuses),
    skip: fc.nat({ max: 4 }),
    times: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ kind, command, code, status, skip, times }) => {
    const parameters: Partial<Record<FaultKind, Partial<Fault>>> = {
      errorCode: { errorCode: code },
      status: { status },
      // Over before the client gives up: work that a service does after that is done behind everybody's back.
      latency: { milliseconds: 10 },
    };
    return new AddFault({ kind, command, skip, times, ...parameters[kind] });
  });

const kill = fc.record({
  moment: fc.constantFrom("between" as const, "before" as const, "after" as const),
  at: fc.integer({ min: 1, max: 5 }),
});

const ups = fc
  .record({
    seed: fc.nat(),
    parallelism: fc.integer({ min: 1, max: 4 }),
    refresh: fc.nat({ max: 7 }).map((chance) => chance === 7),
    waits: fc.boolean(),
    replaces: fc.nat({ max: 3 }).map((chance) => chance === 3),
    gets: fc.boolean(),
    kill: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: kill }),
  })
  .map((options) => new RunUp(options));

const movings: readonly EditName[] = ["swap", "swap", "move", "merge", "gather", "singleOut", "replace"];

/** Ends with work left to do, and with nothing under way. */
const cutShort = fc
  .record({ seed: fc.nat(), parallelism: fc.integer({ min: 1, max: 2 }), at: fc.integer({ min: 1, max: 3 }) })
  .map(
    ({ at, ...options }) =>
      new RunUp({
        ...options,
        refresh: false,
        waits: true,
        kill: { moment: "between", at },
        replaces: false,
        gets: false,
      }),
  );

const thereAndBack = fc
  .tuple(fc.constantFrom(...movings), numbers, cutShort, cutShort)
  .map(([name, which, there, back]) => new ThereAndBack(new EditProgram(name, which), [there, back]));

const start: fc.Arbitrary<Start> = fc
  .tuple(
    ...[...liveGroups, ...rooms].map((id) =>
      fc.tuple(fc.constant(id), fc.subarray(accounts, { maxLength: 2 })),
    ),
  )
  .map((robots) => ({ robots: Object.fromEntries(robots) }));

export interface Soak {
  readonly driver: Driver;
  readonly runs: number;
  readonly seed: number;
  /** After each run. */
  readonly progress?: () => void;
}

/**
 * Random programs, changes, faults and kills; at the end of each run, one `up` without faults has to bring everything to
 * where it belongs; see {@link Stack.converges}.
 *
 * @returns how many runs took an `up --refresh`
 * @throws with the seed, the shortest run that still fails, and what happened in it
 */
export async function soak({ driver, runs, seed, progress }: Soak): Promise<number> {
  let refreshed = 0;
  let shrinkUntil = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(
    start,
    first,
    fc.commands<Record<string, never>, Stack, true>(
      [edits, edits, edits, fc.constant(new TakeBack()), thereAndBack, faults, ups, ups],
      {
        maxCommands: longest[driver],
        size: "max",
      },
    ),
    fc.nat(),
    async (before, declarations, all, lastSeed) => {
      if (Date.now() > shrinkUntil) return;
      const stack = await Stack.start(driver, before);
      try {
        for (const [name, which] of declarations) await new EditProgram(name, which).run({}, stack);
        await fc.asyncModelRun(() => ({ model: {}, real: stack }), all);
        if (await stack.converges(lastSeed)) refreshed += 1;
      } catch (error) {
        shrinkUntil = Math.min(shrinkUntil, Date.now() + shrinkMilliseconds);
        throw error;
      } finally {
        await stack.end();
        progress?.();
      }
    },
  );
  try {
    await fc.assert(property, { seed, numRuns: runs });
    return refreshed;
  } catch (error) {
    const { message, cause } = error as Error;
    throw new Error(`${message}\n${cause instanceof Error ? cause.message : ""}`, { cause });
  }
}

/** Several soaks at once, since most of the time of each is waiting. */
export async function soakInLanes({ runs, seed, ...rest }: Soak, lanes: number): Promise<number> {
  const share = (lane: number): number => Math.floor((runs + lane) / lanes);
  const outcomes = await Promise.allSettled(
    Array.from({ length: lanes }, (_, lane) => soak({ ...rest, runs: share(lane), seed: seed + lane })),
  );
  return outcomes.reduce((refreshed, outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return refreshed + outcome.value;
  }, 0);
}
