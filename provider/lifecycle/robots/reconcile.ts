import { isDeepStrictEqual } from "node:util";
import { isTencentChatError, mayBeDone } from "../../client/errors";
import { without } from "../batches";
import type { Container } from "./containers";
import { consequences, type Step } from "./ledger";
import { progressOf, RobotSet, stillThere } from "./robot-set";

/** The accounts by the step that is left to do for their robots. Each account is in at most one list. */
export type Plan = Readonly<Record<Step, string[]>>;

/**
 * Compares what a resource has with what it wants, in one container, by the {@link consequences} of each robot's status. The
 * same arguments give the same plan.
 *
 * @param wanted each once; they are added in this order
 */
export function plan(robots: RobotSet, wanted: readonly string[], statusOf: Container["status"]): Plan {
  const todo: Plan = { add: [], restore: [], remove: [], leave: [], forget: [] };
  for (const account of wanted) {
    const { isOwned, isUnconfirmed } = robots.get(account) ?? {};
    const isThere = isOwned && !isUnconfirmed && consequences[statusOf(account)].declared === "trustState";
    if (!isThere) todo.add.push(account);
  }
  for (const account of without([...robots.keys()], wanted)) {
    const { released, deletedEarlier } = consequences[statusOf(account)];
    const step = robots.get(account)?.isOwned ? released : deletedEarlier;
    if (step !== "nothing") todo[step].push(account);
  }
  return todo;
}

/** The steps that send requests, in order. They add before they delete, so that the container is never without robots. */
const stepsWithoutLimit = ["add", "restore", "remove"] as const;
/** The same steps for a container with a limit of robots: they delete first, to make room for the new robots. */
const stepsWithLimit = ["remove", "add", "restore"] as const;

/** The robots of one resource in one container: what it has there, what it wants there, and how far it has come. */
export class Reconciliation {
  /** What the resource has by now. */
  robots: RobotSet;
  /** Whether the robots, as far as is known, differ from those of before. */
  isChanged = false;

  /** @param wanted each once, in the order of the program */
  constructor(
    readonly container: Container,
    readonly before: RobotSet,
    readonly wanted: readonly string[],
  ) {
    this.robots = before;
  }

  /** Records what the inputs tell: which robots the resource keeps, and which it gives up. */
  recordInputs(): void {
    const { container, before, wanted } = this;
    const givenUp = without(before.owned, wanted);
    container.record(wanted, { isDeclared: true });
    container.record(givenUp, { isGivenUp: true });
    container.record(without(before.owned, givenUp), { isKept: true });
  }

  /** Records what only the state tells: the old inputs are of the last update, which may have failed. */
  recordState(): void {
    const { container, before, wanted } = this;
    container.record(without(wanted, before.owned), { isKept: false });
    const kept = new Set(wanted);
    for (const [account, { addedAt, deletedAt }] of before) {
      if (deletedAt !== undefined) container.record([account], { deletedAt });
      // Only for robots that this resource keeps: if another resource keeps a robot, the time in that one's state counts.
      if (addedAt !== undefined && kept.has(account)) container.record([account], { addedAt });
    }
  }

  /** Asks the service which of the robots it still holds. */
  async find(): Promise<undefined> {
    const { container, before } = this;
    // The state of a container without robots only records deletions.
    if (before.owned.length === 0) return;
    this.robots = stillThere(before, await container.list());
    this.isChanged = !isDeepStrictEqual(this.robots, before);
  }

  /** Whether no request is left to be sent, as far as the calls of this run have told. */
  get isSettled(): boolean {
    const todo = this.#plan();
    return stepsWithLimit.every((step) => todo[step].length === 0);
  }

  /**
   * Makes the robots as they are wanted. Ends with the first request that fails.
   *
   * @returns the error that ended it early; undefined if it is done
   */
  run(): Promise<Error | undefined> {
    const { container, wanted } = this;
    const { context, name } = container;
    return context.withLock(name, async () => {
      const start = this.before.toKeep(wanted, context.now());
      this.robots = new RobotSet(start);
      container.record(without(wanted, this.#plan().add), { isKept: true });
      try {
        await this.#carryOut();
        return undefined;
      } catch (error) {
        if (!isTencentChatError(error)) throw error;
        return container.explained(error);
      } finally {
        this.robots = this.robots.toKeep(wanted, context.now());
        this.isChanged = !isDeepStrictEqual(this.robots, start);
      }
    });
  }

  /** What was done and what was not, for a person; empty if nothing was done. */
  get progress(): string {
    return this.isChanged ? progressOf(this.robots, this.wanted) : "";
  }

  #plan(): Plan {
    return plan(this.robots, this.wanted, this.container.status);
  }

  /** Plans anew before each request: while one is under way, the engine may check other resources. */
  async #carryOut(): Promise<void> {
    const { container, robots } = this;
    const { hasRobotLimit, robotsPerRequest } = container.kind;
    const steps = hasRobotLimit ? stepsWithLimit : stepsWithoutLimit;
    for (;;) {
      const todo = this.#plan();
      robots.recordReleased(todo.leave);
      robots.recordDeleted(todo.forget, container.context.now());
      // These stay in the state even if no request succeeds: robots that the resource has, and those added for it in this run.
      const isInDoubt = (each: string) => robots.get(each)?.isOwned || container.status(each) === "present";
      robots.recordUnconfirmed(todo.add.filter(isInDoubt));
      const step = steps.find((each) => todo[each].length > 0);
      if (step === undefined) return;
      const batch = todo[step].slice(0, robotsPerRequest);
      if (step === "add") await this.#add(batch);
      else if (step === "restore") await this.#restore(batch);
      else await this.#remove(batch);
    }
  }

  async #add(batch: readonly string[]): Promise<void> {
    try {
      await this.container.send("add", batch);
    } catch (error) {
      if (mayBeDone(error)) {
        this.robots.recordUnconfirmed(batch);
        this.container.record(batch, { outcome: "present" });
      }
      throw error;
    }
    this.robots.recordAdded(batch, this.container.context.now());
    this.container.record(batch, { outcome: "present" });
  }

  async #restore(batch: readonly string[]): Promise<void> {
    try {
      await this.container.send("add", batch);
    } catch (error) {
      // The container is gone, and its robots with it: the resource only has to forget them.
      if (!isTencentChatError(error) || error.code !== this.container.kind.addGoneCode) throw error;
    }
    this.robots.recordReleased(batch);
    this.container.record(batch, { outcome: "present" });
  }

  async #remove(batch: readonly string[]): Promise<void> {
    // Recorded before the request: if the engine meanwhile checks a resource that keeps these robots, they have to be suspect.
    this.container.record(batch, { isGivenUp: true });
    try {
      await this.container.send("remove", batch);
    } catch (error) {
      // Otherwise reverting the program would look like no change, while the robots are gone.
      if (mayBeDone(error)) this.robots.recordUnconfirmed(batch);
      throw error;
    }
    this.robots.recordDeleted(batch, this.container.context.now());
    this.container.record(batch, { outcome: "deleted" });
  }
}
