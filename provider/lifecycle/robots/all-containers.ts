import { isOfWholeApp } from "../../client/failure";
import { type Message, message, render } from "../../client/message";
import type { Context } from "../context";
import { ExplainedError, toldBy } from "../explained-error";
import { inTurns } from "../in-turns";
import { Progress } from "../progress";
import type { Container, ContainerKind } from "./containers";
import { reconcile } from "./reconcile";
import { noRobots, type OwnedRobots, progressOf, type RobotsByContainer, stillThere } from "./robot-set";

/** More would wait for a connection, or for the limit of calls. */
const containersAtOnce = 32;

/**
 * So many failures of containers end the work on the others. A fault of the app as a whole ends it at once, where it is known
 * as one; what no table knows as one costs no more than so many calls.
 */
const failuresAtMost = 100;

/** What failed in one container. */
export interface Failure {
  readonly container: Container;
  readonly error: Error;
  /** What was done in this container and what was not; empty when nothing was done. */
  readonly progress: string;
}

/** What all of a resource's containers have reached. */
export interface Reached {
  readonly robots: RobotsByContainer;
  readonly isChanged: boolean;
  readonly failures: readonly Failure[];
  /** The containers that were not begun. */
  readonly untried: readonly string[];
}

/** A container with what a resource has there and what it wants there. */
export interface Pair {
  readonly container: Container;
  readonly before: OwnedRobots;
  /** Each once, in the order of the program. */
  readonly wanted: readonly string[];
}

/** How the containers of one resource are worked on. */
export interface Manner {
  readonly context: Context;
  readonly kind: ContainerKind;
  /** Each waits for the one before, and is not begun when that failed. */
  readonly oneByOne: boolean;
}

const atOnce = ({ oneByOne }: Manner): number => (oneByOne ? 1 : containersAtOnce);

/** Whether no other container is begun. */
function endsWork(failures: readonly Failure[], { oneByOne }: Manner): boolean {
  const most = oneByOne ? 1 : failuresAtMost;
  return failures.length >= most || failures.some(({ error }) => isOfWholeApp(error));
}

/** Makes the robots of each container as they are wanted; a failure in one leaves the others to be done. */
export async function reconcileAll(pairs: readonly Pair[], manner: Manner): Promise<Reached> {
  const robots = new Map(pairs.map(({ container, before }) => [container.id, before]));
  const failures: Failure[] = [];
  const untried = new Set(robots.keys());
  const sizes = new Map(
    pairs.map((pair) => [pair, Math.max(pair.before.memberAccounts.length, pair.wanted.length)]),
  );
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const report = new Progress(total, `robots of ${manner.kind.noun}s are done`, manner.context);
  let isChanged = false;
  const work = async (pair: Pair): Promise<void> => {
    const { container, before, wanted } = pair;
    untried.delete(container.id);
    const outcome = await reconcile(container, before, wanted);
    robots.set(container.id, outcome.robots);
    isChanged ||= outcome.isChanged;
    report.advance(sizes.get(pair) ?? 0);
    if (outcome.error === undefined) return;
    const progress = outcome.isChanged ? progressOf(outcome.robots, wanted) : "";
    failures.push({ container, error: outcome.error, progress });
  };
  await inTurns(pairs, atOnce(manner), work, () => endsWork(failures, manner));
  return { robots, isChanged, failures, untried: [...untried] };
}

/** Those of the robots that the service still holds. */
export async function findAll(pairs: readonly Pair[], manner: Manner): Promise<RobotsByContainer> {
  const { context, kind } = manner;
  const { listDelaySeconds } = context.configuration.behaviour;
  const found = new Map<string, OwnedRobots>();
  const report = new Progress(pairs.length, `${kind.noun}s are read`, context);
  await inTurns(pairs, atOnce(manner), async ({ container, before }) => {
    // Of some containers, a state only remembers what it deleted there.
    if (before.memberAccounts.length === 0) return void found.set(container.id, before);
    const listing = await container.list();
    report.advance(1);
    found.set(container.id, listing === undefined ? noRobots : stillThere(before, listing, listDelaySeconds));
  });
  return found;
}

/** What a person is told of a resource in one container. */
export function partlyDone({ container, error, progress }: Failure): Message {
  const told = toldBy(error);
  if (progress === "") return told;
  return message`The robots of ${container.name} are only partly as declared (${progress}). The next \`pulumi up\` does the rest. ${told}`;
}

/** The failure with another message, unless it has that already. */
export const explained = ({ error }: Failure, told: Message): Error =>
  render(told) === render(toldBy(error)) ? error : new ExplainedError(told, { cause: error });
