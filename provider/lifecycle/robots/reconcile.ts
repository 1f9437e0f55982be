import { isDeepStrictEqual } from "node:util";
import { isTencentChatError, type TencentChatError } from "../../client/errors";
import { message } from "../../client/message";
import { naming, without } from "../batches";
import { ExplainedError, toldBy } from "../explained-error";
import { type Container, tooManyRobots } from "./containers";
import { consequences, type Status } from "./ledger";
import { type OwnedRobots, RobotSet, timesOf } from "./robot-set";

/** What is left to do for the robots of one resource in one container. Each account is in at most one list. */
export interface Plan {
  /** Declared, and not surely there. */
  readonly add: readonly string[];
  /** Not declared, but another resource has them, and they may be gone: to be added for it, then dropped from the state. */
  readonly restore: readonly string[];
  /** Owned, not declared, and nobody else's: to be deleted. */
  readonly remove: readonly string[];
  /** Another resource has made sure of them: only to be dropped from the state. */
  readonly release: readonly string[];
  /** Deleted in this run already: only to be recorded as deleted. */
  readonly forget: readonly string[];
}

/**
 * Compares what a resource has with what it wants, in one container. The same arguments give the same plan.
 *
 * @param wanted each once; they are added in this order
 */
export function plan(
  before: OwnedRobots,
  wanted: readonly string[],
  statusOf: (account: string) => Status,
): Plan {
  const follows = (account: string) => consequences[statusOf(account)];
  const certain = new Set(without(before.memberAccounts, before.unconfirmed ?? []));
  const surplus = without(before.memberAccounts, wanted);
  const released = (what: string): string[] => surplus.filter((each) => follows(each).released === what);
  const deleted = without([...timesOf(before.deleted).keys()], [...before.memberAccounts, ...wanted]);
  const deletedEarlier = (what: string): string[] =>
    deleted.filter((each) => follows(each).deletedEarlier === what);
  return {
    add: wanted.filter((each) => !certain.has(each) || follows(each).declared === "add"),
    restore: [...released("restore"), ...deletedEarlier("restore")],
    remove: released("remove"),
    release: [...released("leave"), ...deletedEarlier("leave")],
    forget: released("forget"),
  };
}

/** Adds before it deletes, so that the container is never without its robots. */
const stepsWithoutLimit = ["add", "restore", "remove"] as const;
/** The new robots may need the places of the old ones. */
const stepsWithLimit = ["remove", "add", "restore"] as const;

/** Whether a plan takes any request. */
export function needsRequests(todo: Plan): boolean {
  return stepsWithLimit.some((step) => todo[step].length > 0);
}

/** What a reconciliation has reached. */
export interface Outcome {
  readonly robots: OwnedRobots;
  /** Whether the robots, as far as is known, are others than before. */
  readonly isChanged: boolean;
  /** Why it ended early. */
  readonly error?: Error;
}

/** Makes the robots of one resource in one container as it wants them. Ends with the first request that fails. */
export function reconcile(
  container: Container,
  before: OwnedRobots,
  wanted: readonly string[],
): Promise<Outcome> {
  const work = new Reconciliation(container, new RobotSet(before, container.context.now, wanted), wanted);
  return container.context.withLock(container.name, () => work.run());
}

class Reconciliation {
  constructor(
    readonly container: Container,
    readonly robots: RobotSet,
    readonly wanted: readonly string[],
  ) {}

  async run(): Promise<Outcome> {
    const before = this.robots.state;
    const outcome = (): Outcome => {
      const robots = this.robots.state;
      return { robots, isChanged: !isDeepStrictEqual(robots, before) };
    };
    this.container.record(without(this.wanted, this.#plan().add), { isKept: true });
    try {
      await this.#carryOut();
      return outcome();
    } catch (error) {
      if (!isTencentChatError(error)) throw error;
      return { ...outcome(), error: this.#explained(error) };
    }
  }

  #plan(): Plan {
    return plan(this.robots.state, this.wanted, this.container.status);
  }

  /** Plans anew before each request: while one is under way, the engine may check other resources. */
  async #carryOut(): Promise<void> {
    const { hasRobotLimit, robotsPerRequest } = this.container.kind;
    const steps = hasRobotLimit ? stepsWithLimit : stepsWithoutLimit;
    for (;;) {
      const todo = this.#plan();
      this.robots.recordReleased(todo.release);
      this.robots.recordDeleted(todo.forget);
      this.#recordDoubts(todo.add);
      const step = steps.find((each) => todo[each].length > 0);
      if (step === undefined) return;
      const batch = todo[step].slice(0, robotsPerRequest);
      if (step === "add") await this.#add(batch);
      else if (step === "restore") await this.#restore(batch);
      else await this.#remove(batch);
    }
  }

  /** Kept in the state even if no request succeeds: robots that it has already, and those added for it in this run. */
  #recordDoubts(accounts: readonly string[]): void {
    const owned = new Set(this.robots.state.memberAccounts);
    const isInDoubt = (each: string): boolean => owned.has(each) || this.container.status(each) === "present";
    this.robots.recordUnconfirmed(accounts.filter(isInDoubt));
  }

  async #add(batch: readonly string[]): Promise<void> {
    const { kind, context, id } = this.container;
    try {
      await kind.add(context.client, id, batch);
    } catch (error) {
      if (!isTencentChatError(error) || !error.mayHaveHappened) throw error;
      this.robots.recordUnconfirmed(batch);
      this.container.record(batch, { outcome: "present" });
      throw error;
    }
    this.robots.recordAdded(batch);
    this.container.record(batch, { outcome: "present" });
  }

  async #restore(batch: readonly string[]): Promise<void> {
    const { kind, context, id } = this.container;
    try {
      await kind.add(context.client, id, batch);
    } catch (error) {
      // The robots went with their container: all that is left to do is to forget them.
      if (!isTencentChatError(error) || error.code !== kind.addGoneCode) throw error;
    }
    this.container.record(batch, { outcome: "present" });
    this.robots.recordReleased(batch);
  }

  async #remove(batch: readonly string[]): Promise<void> {
    const { kind, context, id } = this.container;
    // Before the request: a resource that is checked while it is under way and keeps them has to take them for suspect.
    this.container.record(batch, { isGivenUp: true });
    try {
      await kind.remove(context.client, id, batch);
    } catch (error) {
      // Otherwise reverting the program would look like no change, while the robots are gone.
      if (isTencentChatError(error) && error.mayHaveHappened) this.robots.recordUnconfirmed(batch);
      throw error;
    }
    this.container.record(batch, { outcome: "deleted" });
    this.robots.recordDeleted(batch);
  }

  /** Says of a full container which robots the program declares in it. */
  #explained(error: TencentChatError): Error {
    const { context, kind, name } = this.container;
    if (!kind.hasRobotLimit || error.code !== tooManyRobots) return error;
    const declared = context.ledger.declaredIn(name);
    const full = `${name.charAt(0).toUpperCase()}${name.slice(1)} takes no more robots.`;
    const stack = `This stack declares ${declared.length} in it: ${naming(declared)}.`;
    return new ExplainedError(message`${full} ${stack} ${toldBy(error)}`, { cause: error });
  }
}
