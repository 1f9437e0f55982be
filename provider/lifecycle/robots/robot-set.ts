import { byText, naming, without } from "../batches";

/** Accounts to which something happened at the same time. */
export interface Dated {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** All accounts of the resource when none are named. */
  readonly memberAccounts?: readonly string[];
}

/** What a state records about the robots of one resource in one container. */
export interface OwnedRobots {
  readonly memberAccounts: readonly string[];
  /** When each was added: the online list may not show the latest yet. */
  readonly added?: readonly Dated[];
  /** Accounts that the resource deleted while no other resource was known to have them. */
  readonly deleted?: readonly Dated[];
  /** Accounts whose addition or deletion was never answered: to be added again where declared, else to be deleted. */
  readonly unconfirmed?: readonly string[];
}

/** The robots of one resource, by the ID of the container that they are in. */
export type RobotsByContainer = ReadonlyMap<string, OwnedRobots>;

export const noRobots: OwnedRobots = { memberAccounts: [] };

/** @param all the accounts that are meant where none are named */
export function timesOf(dated: readonly Dated[] = [], all: readonly string[] = []): Map<string, number> {
  return new Map(
    dated.flatMap(({ at, memberAccounts = all }) =>
      memberAccounts.map((account): [string, number] => [account, at]),
    ),
  );
}

/** The earliest first. Names no accounts for a time that all of them share, so that a state stays small. */
function datedOf(times: readonly (readonly [string, number])[], all: readonly string[] = []): Dated[] {
  const moments = [...new Set(times.map(([, at]) => at))].sort((one, other) => one - other);
  return moments.map((at) => {
    const memberAccounts = times.flatMap(([account, time]) => (time === at ? account : []));
    return memberAccounts.length === all.length ? { at } : { at, memberAccounts };
  });
}

/** An interrupted `up` is followed, long before that, by one that ends. */
const deletionsKeptMilliseconds = 30 * 24 * 60 * 60 * 1000;

interface Robot {
  readonly isOwned?: true;
  readonly isUnconfirmed?: true;
  readonly addedAt?: number;
  readonly deletedAt?: number;
}

/** The robots of one resource in one container while requests change them, one batch after the other. */
export class RobotSet {
  readonly #robots = new Map<string, Robot>();

  /** The place of each account that the program declares, in its list. */
  readonly #placeOf: ReadonlyMap<string, number>;

  /**
   * @param now the time in milliseconds
   * @param declared by the program, each once, in its order, which the state keeps
   */
  constructor(
    { memberAccounts, added, deleted, unconfirmed = [] }: OwnedRobots,
    readonly now: () => number,
    declared: readonly string[] = [],
  ) {
    this.#placeOf = new Map(declared.map((account, at) => [account, at]));
    for (const [account, deletedAt] of timesOf(deleted)) this.#robots.set(account, { deletedAt });
    const addedAt = timesOf(added, memberAccounts);
    for (const account of memberAccounts)
      this.#robots.set(account, { isOwned: true, addedAt: addedAt.get(account) });
    this.recordUnconfirmed(unconfirmed);
  }

  recordAdded(accounts: readonly string[]): void {
    for (const account of accounts) this.#robots.set(account, { isOwned: true, addedAt: this.now() });
  }

  /** It is not known whether they are there; this resource goes on to own them. */
  recordUnconfirmed(accounts: readonly string[]): void {
    for (const account of accounts) {
      const addedAt = this.#robots.get(account)?.addedAt;
      this.#robots.set(account, { isOwned: true, isUnconfirmed: true, addedAt });
    }
  }

  /** Another resource has them. That this one deleted them once no longer matters. */
  recordReleased(accounts: readonly string[]): void {
    for (const account of accounts) this.#robots.delete(account);
  }

  /** They are gone. Another resource that has them by its state learns of it from this one's state in a later run. */
  recordDeleted(accounts: readonly string[]): void {
    for (const account of accounts) this.#robots.set(account, { deletedAt: this.now() });
  }

  /** Those that the program no longer declares come last. */
  #inOrder(one: string, other: string): number {
    const place = (account: string): number => this.#placeOf.get(account) ?? this.#placeOf.size;
    return place(one) - place(other) || byText(one, other);
  }

  get state(): OwnedRobots {
    const forgetBefore = this.now() - deletionsKeptMilliseconds;
    const robots = [...this.#robots].sort(([one], [other]) => this.#inOrder(one, other));
    const memberAccounts = robots.flatMap(([account, { isOwned }]) => (isOwned ? account : []));
    const unconfirmed = robots.flatMap(([account, { isUnconfirmed }]) => (isUnconfirmed ? account : []));
    const added = robots.flatMap(([account, { addedAt }]) =>
      addedAt === undefined ? [] : [[account, addedAt] as const],
    );
    const deleted = robots.flatMap(([account, { deletedAt }]) =>
      deletedAt !== undefined && deletedAt > forgetBefore ? [[account, deletedAt] as const] : [],
    );
    return {
      memberAccounts,
      ...(added.length > 0 ? { added: datedOf(added, memberAccounts) } : {}),
      ...(deleted.length > 0 ? { deleted: datedOf(deleted) } : {}),
      ...(unconfirmed.length > 0 ? { unconfirmed } : {}),
    };
  }
}

/** Which of the wanted accounts are there and which are not, for a person. */
export function progressOf(
  { memberAccounts, unconfirmed = [] }: OwnedRobots,
  wanted: readonly string[],
): string {
  const missing = without(wanted, memberAccounts);
  const parts = {
    done: without(wanted, [...missing, ...unconfirmed]),
    "not known whether done": unconfirmed,
    "not added": missing,
    "not deleted": without(memberAccounts, [...wanted, ...unconfirmed]),
  };
  const told = Object.entries(parts).filter(([, accounts]) => accounts.length > 0);
  return told.map(([label, accounts]) => `${label}: ${naming(accounts)}`).join("; ");
}

/** The robots that the service shows in a container. */
export interface Listing {
  readonly accounts: ReadonlySet<string>;
  /** When the service was asked, in milliseconds. */
  readonly askedAt: number;
  /** Whether absence proves that a robot is gone: `late` when it was not added within the last `listDelaySeconds`. */
  readonly proof: "exact" | "late" | "none";
}

/** What is left of a resource's robots, by what the service shows. */
export function stillThere(
  { memberAccounts, added, deleted, unconfirmed = [] }: OwnedRobots,
  { accounts, askedAt, proof }: Listing,
  listDelaySeconds: number,
): OwnedRobots {
  const open = proof === "exact" ? [] : without(unconfirmed, accounts);
  const addedAt = timesOf(proof === "exact" ? [] : added, memberAccounts);
  // Not only "not long after": the clock that wrote the state may be ahead of this one.
  const isRecent = (account: string): boolean =>
    Math.abs(askedAt - (addedAt.get(account) ?? Number.NEGATIVE_INFINITY)) < listDelaySeconds * 1000;
  const isThere = (account: string): boolean =>
    proof === "none" || accounts.has(account) || isRecent(account) || open.includes(account);
  const found = memberAccounts.filter(isThere);
  if (found.length === 0) return noRobots;
  return {
    memberAccounts: found,
    ...(added === undefined ? {} : { added }),
    ...(deleted === undefined ? {} : { deleted }),
    ...(open.length > 0 ? { unconfirmed: open } : {}),
  };
}
