import { isTencentChatError } from "../client/errors";
import { isOfWholeApp } from "../client/failure";
import { type Message, message } from "../client/message";
import { byText, naming } from "./batches";
import type { Context } from "./context";
import { toldBy } from "./explained-error";
import { inTurns } from "./in-turns";
import { Progress } from "./progress";

/** An item that failed, and why. */
export interface Failure<Item> {
  readonly item: Item;
  readonly error: Error;
}

/** At least one. */
export type Failures<Item> = readonly [Failure<Item>, ...Failure<Item>[]];

/**
 * One message for several failures, in place of the first one's own.
 *
 * @param inputs of the resource; undefined if it is being deleted
 * @returns undefined for the first failure's own message
 */
export type Explain<Item, Inputs> = (
  failures: Failures<Item>,
  inputs: Inputs | undefined,
  all: readonly Item[],
) => Message | undefined;

/** How to work on many items. */
interface Manner<Item> {
  /** Whether each item needs the work on the item before it. If that fails, the next item does not begin. @default false */
  readonly isOneByOne?: boolean;
  /** The words after the number in a report of the progress: `rooms are read`. */
  readonly done: string;
  /** How much an item counts in the progress. @default 1 */
  readonly sizeOf?: (item: Item) => number;
  readonly context: Context;
}

/** More items would only wait for a connection or for the rate limiter. */
const itemsAtOnce = 32;

/**
 * After this many failures, no further item begins. An error that is known to concern the whole app ends the work at once; this
 * limits the calls if such an error is in no table.
 */
const failuresAtMost = 100;

/**
 * Works on the items in order. If one fails, the others go on.
 *
 * @param work returns the error if an item failed
 * @returns the failures, in the order in which they happened; undefined if there is none
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
  /** What was done and what was not, for a person; empty if nothing was done. */
  readonly progress: string;
}

const causesShown = 3;

/** The messages of the first few causes, each with the groups or rooms that failed by it: ` Rooms a, b: …`. */
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
