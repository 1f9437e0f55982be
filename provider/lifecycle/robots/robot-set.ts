import { byText, naming, unique, without, withoutEmpty } from "../batches";
import { type DatedListing, isGone } from "../listings";

/** A robot that a resource has in a container, or has deleted there. Times are milliseconds since the epoch. */
export interface Robot {
  readonly isOwned?: true;
  /** Its addition or deletion got no answer. The next update adds it again if it is declared, and deletes it otherwise. */
  readonly isUnconfirmed?: true;
  /** When the resource added it. The online list may not show a new robot yet. */
  readonly addedAt?: number;
  /** When the resource deleted it, while no other resource was known to have it. */
  readonly deletedAt?: number;
}

/** How long a state records a deletion. After an interrupted `up`, a complete one follows much sooner. */
const deletionsKeptMilliseconds = 30 * 24 * 60 * 60 * 1000;

/** The robots of one resource in one container, by account. */
export class RobotSet extends Map<string, Robot> {
  get owned(): string[] {
    return [...this].flatMap(([account, { isOwned }]) => (isOwned ? account : []));
  }

  get unconfirmed(): string[] {
    return [...this].flatMap(([account, { isUnconfirmed }]) => (isUnconfirmed ? account : []));
  }

  recordAdded(accounts: readonly string[], addedAt: number): void {
    for (const account of accounts) this.set(account, { isOwned: true, addedAt });
  }

  /** It is not known whether they are there. The resource still owns them. */
  recordUnconfirmed(accounts: readonly string[]): void {
    for (const account of accounts) {
      const { addedAt } = this.get(account) ?? {};
      this.set(account, { isOwned: true, isUnconfirmed: true, addedAt });
    }
  }

  /** Another resource has them, so an earlier deletion by this one no longer matters. */
  recordReleased(accounts: readonly string[]): void {
    for (const account of accounts) this.delete(account);
  }

  /** They are gone. The state keeps the time for a later run, in which the state of another resource may still have them. */
  recordDeleted(accounts: readonly string[], deletedAt: number): void {
    for (const account of accounts) this.set(account, { deletedAt });
  }

  /** The robots for a state: in the order of the program, then those that it does not declare; without old deletions. */
  toKeep(declared: readonly string[], now: number): RobotSet {
    const placeOf = new Map(declared.map((account, at) => [account, at]));
    const place = (account: string): number => placeOf.get(account) ?? placeOf.size;
    const kept = [...this].filter(([, { deletedAt = now }]) => deletedAt > now - deletionsKeptMilliseconds);
    return new RobotSet(kept.sort(([one], [other]) => place(one) - place(other) || byText(one, other)));
  }
}

/** Accounts to which something happened at the same time. */
interface Dated {
  readonly at: number;
  /** All accounts of the resource if left out, which keeps a state small. */
  readonly memberAccounts?: readonly string[];
}

/** A set of robots as a state holds it. */
export interface RecordedRobots {
  readonly memberAccounts: readonly string[];
  readonly added?: readonly Dated[];
  readonly deleted?: readonly Dated[];
  readonly unconfirmed?: readonly string[];
}

export function decodeRobots(recorded?: RecordedRobots): RobotSet {
  const { memberAccounts = [], added = [], deleted = [], unconfirmed = [] } = recorded ?? {};
  const robots = new RobotSet(memberAccounts.map((account) => [account, { isOwned: true }]));
  for (const { at, memberAccounts: accounts = memberAccounts } of added) {
    const there = accounts.filter((account) => robots.has(account));
    robots.recordAdded(there, at);
  }
  robots.recordUnconfirmed(unconfirmed);
  const { owned } = robots;
  for (const { at, memberAccounts: accounts = [] } of deleted) {
    robots.recordDeleted(without(accounts, owned), at);
  }
  return robots;
}

export function encodeRobots(robots = new RobotSet()): RecordedRobots {
  const { owned, unconfirmed } = robots;
  const added = datedBy("addedAt", robots, owned.length);
  const deleted = datedBy("deletedAt", robots);
  return { memberAccounts: owned, ...withoutEmpty({ added, deleted, unconfirmed }) };
}

/** The earliest first. */
function datedBy(time: "addedAt" | "deletedAt", robots: RobotSet, countOfAll?: number): Dated[] {
  const times = [...robots.values()].flatMap((robot) => robot[time] ?? []);
  const moments = unique(times).sort((one, other) => one - other);
  return moments.map((at) => {
    const memberAccounts = [...robots.keys()].filter((account) => robots.get(account)?.[time] === at);
    return memberAccounts.length === countOfAll ? { at } : { at, memberAccounts };
  });
}

/** Which of the wanted accounts are there and which are not, for a person. */
export function progressOf({ owned, unconfirmed }: RobotSet, wanted: readonly string[]): string {
  const missing = without(wanted, owned);
  const parts = withoutEmpty({
    done: without(wanted, [...missing, ...unconfirmed]),
    "not known whether done": unconfirmed,
    "not added": missing,
    "not deleted": without(owned, [...wanted, ...unconfirmed]),
  });
  const told = Object.entries(parts).map(([label, accounts]) => `${label}: ${naming(accounts)}`);
  return told.join("; ");
}

/** The robots that the resource still has, according to the service. It has none in a container that is gone. */
export function stillThere(robots: RobotSet, listing: DatedListing | undefined): RobotSet {
  const found = new RobotSet();
  if (listing === undefined) return found;
  for (const [account, robot] of robots) {
    const { isOwned, isUnconfirmed, addedAt } = robot;
    const isPerhapsThere = (isUnconfirmed && listing.proof !== "exact") || !isGone(listing, addedAt);
    if (listing.accounts.has(account)) found.set(account, isUnconfirmed ? { isOwned, addedAt } : robot);
    else if (!isOwned || isPerhapsThere) found.set(account, robot);
  }
  return found.owned.length > 0 ? found : new RobotSet();
}
