import { isTencentChatError } from "../client/errors";
import { isOfWholeApp } from "../client/failure";
import { type Message, message } from "../client/message";
import { byText, naming } from "./batches";
import type { Context } from "./context";
import { toldBy } from "./explained-error";
import { inTurns } from "./in-turns";
import { Progress } from "./progress";

/** What was not done, and why. */
export interface Failure<Item> {
  readonly item: Item;
  readonly error: Error;
}

/** At least one. */
export type Failures<Item> = readonly [Failure<Item>, ...Failure<Item>[]];

/**
 * What a person is told of failures, in place of the message of the first one.
 *
 * @param inputs of the resource; undefined when it is deleted
 */
export type Explain<Item, Inputs> = (
  failures: Failures<Item>,
  inputs: Inputs | undefined,
  all: readonly Item[],
) => Message | undefined;

/** How the work on many items goes. */
interface Manner<Item> {
  /** Whether each item needs what the one before it did, and is not begun where that failed. */
  readonly isOneByOne?: boolean;
  /** What a person is told of the progress, after the number: `rooms are read`. */
  readonly done: string;
  /** How much of the progress an item is; 1 unless it is given. */
  readonly sizeOf?: (item: Item) => number;
  readonly context: Context;
}

/** More would wait for a connection, or for the limit of calls. */
const itemsAtOnce = 32;

/**
 * So many failures end the work on further items. A fault of the app as a whole ends it at once, where it is known as one;
 * what no table knows as one costs no more than so many calls.
 */
const failuresAtMost = 100;

/**
 * Works on the items in order. The failure of one leaves the others to be done.
 *
 * @param work gives why an item was not done
 * @returns the failures, in the order in which they happened; undefined when all is done
 */
export async function attemptAll<Item>(
  items: readonly Item[],
  { isOneByOne = false, done, sizeOf = () => 1, context }: Manner<Item>,
  work: (item: Item) => Promise<Error | undefined>,
): Promise<Failures<Item> | undefined> {
  const total = items.reduce((sum, item) => sum + sizeOf(item), 0);
  const progress = new Progress(total, done, context);
  const failures: Failure<Item>[] = [];
  const attempt = async (item: Item): Promise<void> => {
    const error = await work(item);
    progress.advance(sizeOf(item));
    if (error !== undefined) failures.push({ item, error });
  };
  const most = isOneByOne ? 1 : failuresAtMost;
  const isOver = (): boolean => failures.length >= most || failures.some(({ error }) => isOfWholeApp(error));
  await inTurns(items, isOneByOne ? 1 : itemsAtOnce, attempt, isOver);
  const [first, ...others] = failures;
  return first && [first, ...others];
}

/** The work on one group or room. */
interface InContainer {
  readonly container: { readonly id: string };
  /** What was done of it and what was not, for a person; empty when nothing was done. */
  readonly progress: string;
}

const causesShown = 3;

/** What was said of the first few causes, each with the groups or rooms that it stopped: ` Rooms a, b: …`. */
export function causesOf(failures: Failures<InContainer>, noun: string): Message {
  return byCause(failures)
    .slice(0, causesShown)
    .flatMap(([first, ...others]) => {
      const ids = naming([first, ...others].map(({ item }) => item.container.id).sort(byText));
      if (others.length > 0) return message` ${noun}s ${ids}: ${toldBy(first.error)}`;
      const done = first.item.progress === "" ? "" : ` (${first.item.progress})`;
      return message` ${noun} ${ids}${done}: ${toldBy(first.error)}`;
    });
}

function byCause<Item>(failures: Failures<Item>): Failures<Item>[] {
  const causes = new Map<unknown, Failures<Item>>();
  for (const failure of failures) {
    const { cause = failure.error } = failure.error;
    const key = isTencentChatError(cause) ? (cause.code ?? cause.fault) : failure.error.message;
    const known = causes.get(key);
    causes.set(key, known === undefined ? [failure] : [...known, failure]);
  }
  return [...causes.values()];
}
