import { setTimeout as after } from "node:timers/promises";
import type { Host } from "../support/host";
import { sdkAppId, type World } from "../support/world";
import { type CommandRow, stranger, type Task } from "./commands";
import type { FaultRow } from "./faults";
import type { Ended } from "./work";

/** Which requests of a command meet the fault. */
export interface When {
  /** The first of them. */
  readonly from: 1 | 3;
  readonly lasts: "once" | "always";
}

/** How many of each of the three parts: short enough to be read in a failure. */
type Counts = readonly number[];

/** What a run of the work came to. */
export interface Run {
  /** Undefined when it succeeded. */
  readonly message: string | undefined;
  readonly requests: number;
  /** What the engine knows to be done. */
  readonly done: Counts;
  readonly unconfirmed: Counts;
  /** What the service holds. */
  readonly present: Counts;
  readonly strangerStays: boolean;
  readonly milliseconds: number;
}

/** One cell of the matrix. */
export interface Cell {
  readonly struck: Run;
  /** The next run, without the fault, where the first one failed. */
  readonly next: Run | undefined;
}

export interface Hosts {
  readonly ordinary: Host;
  /** Takes a room's member list at its word. */
  readonly believing: Host;
}

const forEver = 1_000_000;

interface Piece {
  /** In the body of each of its requests, so that those of other work are told from them. */
  readonly id: string;
  readonly row: CommandRow;
  readonly task: Task;
}

/**
 * Lets all commands that know a fault work at the same time under it, each on things of its own; then those that failed
 * once more without it. Gives the cells by command.
 *
 * @param run unlike that of all others: a host remembers what it has created
 */
export async function strike(
  world: World,
  hosts: Hosts,
  rows: readonly CommandRow[],
  fault: FaultRow,
  when: When,
  run: number,
): Promise<ReadonlyMap<string, Cell>> {
  world.becomes({});
  const pieces = rows.flatMap((row): Piece[] => {
    const struck = fault.strike(row.family);
    if (struck === undefined) return [];
    const { command } = row;
    const id = `${command.split("/")[1]}-${run}`;
    const task = row.task(id);
    const times = when.lasts === "once" ? 1 : forEver;
    world.emulator.seed({ [sdkAppId]: task.seed });
    world.emulator.addFault({ command, ...struck.fault, skip: when.from - 1, times });
    return [{ id, row, task }];
  });
  const struck = await runAll(pieces, ({ row, task }) =>
    task.start(row.asksMemberList === true ? hosts.believing : hosts.ordinary),
  );
  // What a client no longer waits for is carried out all the same, a little later.
  const isLate = fault.strike("friends")?.fault.kind === "latency";
  while (isLate && world.requests().some(({ errorCode }) => errorCode === null)) await after(20);
  const cells = look(world, struck);
  // Ends the faults, and leaves what the service holds.
  world.becomes(world.state);
  const failed = struck.filter(({ ended }) => ended.failure !== undefined);
  const next = look(world, await runAll(failed, ({ ended }) => ended.next()));
  return new Map([...cells].map(([command, run]) => [command, { struck: run, next: next.get(command) }]));
}

/** Runs all pieces at the same time. */
function runAll<Started extends Piece>(
  pieces: readonly Started[],
  start: (piece: Started) => Promise<Ended>,
): Promise<(Piece & { readonly ended: Ended; readonly milliseconds: number })[]> {
  return Promise.all(
    pieces.map(async (piece) => {
      const startedAt = performance.now();
      const ended = await start(piece);
      const { id, row, task } = piece;
      return { id, row, task, ended, milliseconds: performance.now() - startedAt };
    }),
  );
}

/** What came of all pieces, by command. */
function look(world: World, pieces: Awaited<ReturnType<typeof runAll>>): ReadonlyMap<string, Run> {
  const { state } = world;
  return new Map(
    pieces.map(({ id, row, task, ended, milliseconds }) => {
      const count = (names: readonly string[]): Counts => {
        const these = new Set(names);
        return task.parts.map((part) => part.filter((name) => these.has(name)).length);
      };
      const held = task.present(state);
      const run = {
        message: ended.failure?.message,
        requests: world.requests(row.command).filter(({ body }) => JSON.stringify(body).includes(id)).length,
        done: count(ended.done),
        unconfirmed: count(ended.unconfirmed),
        present: count(held),
        strangerStays: held.includes(stranger),
        milliseconds,
      };
      return [row.command, run];
    }),
  );
}
