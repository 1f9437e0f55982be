import { byText } from "../batches";
import { Owners } from "../owners";

/** What the calls of this run tell about one account of one container. */
export type Status = "present" | "deleted" | "suspect" | "kept" | "free";

/** `restore`: adds the robot for another resource, then leaves it. `forget`: records a deletion that needs no request. */
export type Step = "add" | "restore" | "remove" | "leave" | "forget";

interface Consequences {
  /** What a resource does if its state has the robot and the program no longer declares it there. */
  readonly released: Exclude<Step, "add">;
  /** What a resource does that declares the robot. `trustState`: it adds the robot only if its own state lacks it. */
  readonly declared: "add" | "trustState";
  /** What a resource does that deleted the robot in an earlier run, while no other resource was known to have it. */
  readonly deletedEarlier: "restore" | "leave" | "nothing";
}

/**
 * What follows from each status.
 *
 * | status | when | a resource that releases it | a resource that declares it |
 * |---|---|---|---|
 * | `present` | a resource made sure of it in this run | leaves it | adds it only if its own state lacks it |
 * | `deleted` | the service deleted it in this run | sends nothing, and records the deletion | adds it |
 * | `suspect` | one resource keeps it; another gave it up, or deleted it later than the first added it | adds it again and leaves it | adds it |
 * | `kept` | a resource keeps it | adds it again and leaves it | adds it only if its own state lacks it |
 * | `free` | otherwise | deletes it | adds it only if its own state lacks it |
 *
 * An interrupted move shows why. Resources `one` and `two` swap their robots `a` and `b` in a group:
 *
 * 1. `one` is updated first: it adds `b` and deletes `a`, which `two` is about to add. The `up` is killed here. By the states,
 *    both resources have `b`, and nobody has `a`.
 * 2. The program is reverted. For `two` nothing has changed: `check` records that it keeps `b`. Unless `diff` finds a change, the
 *    engine does not call `two` again in this run.
 * 3. `check` of `one` records that it gives `b` up. So `b` is `suspect`: two states have it, and in some run that ended early
 *    one of the two resources may have deleted it.
 * 4. If the engine calls `diff` of `two` after that, `diff` finds `b` suspect and asks for an update, which adds `b`. If it called
 *    that `diff` before, `one` restores `b` for `two`: it adds `b` once more and then drops it from its own state.
 *
 * Adding a robot that is there is safe, so a doubt costs one request. A move that was not interrupted raises no doubt.
 */
export const consequences: Readonly<Record<Status, Consequences>> = {
  present: { released: "leave", declared: "trustState", deletedEarlier: "leave" },
  deleted: { released: "forget", declared: "add", deletedEarlier: "nothing" },
  suspect: { released: "restore", declared: "add", deletedEarlier: "restore" },
  kept: { released: "restore", declared: "trustState", deletedEarlier: "nothing" },
  free: { released: "remove", declared: "trustState", deletedEarlier: "nothing" },
};

/** What the calls of this run have told about one account of one container. Times are milliseconds since the epoch. */
export interface Facts {
  /** The program declares it. */
  readonly isDeclared?: boolean;
  /** A resource had it before this run and still declares it. That resource may see no further call in this run. */
  readonly isKept?: boolean;
  /** A resource had it before this run, and no longer declares it or is about to delete it. */
  readonly isGivenUp?: boolean;
  /** When the resource that keeps it added it, according to its state. */
  readonly addedAt?: number;
  /** When a resource deleted it in an earlier run, according to its state, while no other resource was known to have it. */
  readonly deletedAt?: number;
  /** What this run did: added it, though the answer may be lost, or deleted it. */
  readonly outcome?: "present" | "deleted";
}

const never = Number.NEGATIVE_INFINITY;

/**
 * Which accounts the resources of one app have, as far as the calls of this run tell. The service knows no owners, and the
 * engine shows a resource only its own state. When an account moves from one resource to another, the ledger tells the
 * resource that releases it whether another resource has it already.
 */
export class Ledger {
  readonly owners = new Owners();
  readonly #containers = new Map<string, Map<string, Facts>>();
  readonly #dissolved = new Set<string>();
  readonly #recreated = new Set<string>();

  /** @param container what holds the accounts: `group <id>`, `room <id>`, `chatbots` and the like */
  record(container: string, accounts: Iterable<string>, told: Facts): void {
    const known = this.#containers.get(container) ?? new Map<string, Facts>();
    this.#containers.set(container, known);
    for (const account of accounts) {
      const facts = known.get(account);
      const deletedAt = Math.max(facts?.deletedAt ?? never, told.deletedAt ?? never);
      known.set(account, { ...facts, ...told, deletedAt });
    }
  }

  /** A container was dissolved, and its robots are gone with it. */
  recordDissolved(container: string): void {
    this.#dissolved.add(container);
  }

  /**
   * A container was created again. If it was dissolved in this run, its robots are gone.
   *
   * @returns the declared accounts that were lost with it; the engine may not call their resources again in this run
   */
  recordRecreated(container: string): string[] {
    if (!this.#dissolved.delete(container)) return [];
    this.#recreated.add(container);
    const known = [...(this.#containers.get(container) ?? [])];
    this.record(container, new Map(known).keys(), { outcome: "deleted" });
    return known.flatMap(([account, { isDeclared, isKept, outcome }]) =>
      isDeclared && (isKept || outcome === "present") ? account : [],
    );
  }

  /** The status of an account. For what a resource does about it, see {@link consequences}. */
  status(container: string, account: string): Status {
    const facts = this.#containers.get(container)?.get(account) ?? {};
    const { outcome, isKept, isGivenUp, addedAt = never, deletedAt = never } = facts;
    if (outcome !== undefined) return outcome;
    if (this.#recreated.has(container)) return "deleted";
    if (!isKept) return "free";
    return isGivenUp || deletedAt > addedAt ? "suspect" : "kept";
  }

  /** The accounts of a container that the program declares, for a message. */
  declaredIn(container: string): string[] {
    const known = [...(this.#containers.get(container) ?? [])];
    return known.flatMap(([account, { isDeclared }]) => (isDeclared ? account : [])).sort(byText);
  }
}
