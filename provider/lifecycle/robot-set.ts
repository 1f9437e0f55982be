import { naming, union, without } from "./batches";
import { type Dated, datedOf, named, timesOf, withoutOld } from "./dated";

/** The state of a `LiveGroupRobots` beside its group. */
export interface OwnedRobots {
  readonly memberAccounts: readonly string[];
  /** When each was added: the online list may not show the latest yet. */
  readonly added?: readonly Dated[];
  /** Accounts that an update deleted while no other resource was known to have them. */
  readonly deleted?: readonly Dated[];
  /** Accounts whose addition or deletion was never answered: to be added again where declared, else to be deleted. */
  readonly unconfirmed?: readonly string[];
}

/** When which accounts were added, each by its name. */
export function additionsOf({ added, memberAccounts }: OwnedRobots): Required<Dated>[] {
  return named(added, memberAccounts);
}

/** The accounts that were added so lately that a list which does not show them proves nothing. */
export function recentlyAdded(state: OwnedRobots, now: number, delaySeconds: number): Set<string> {
  // Not only "not long after": the clock that wrote the state may be ahead of this one.
  const recent = additionsOf(state).filter(({ at }) => Math.abs(now - at) < delaySeconds * 1000);
  return new Set(recent.flatMap(({ memberAccounts }) => memberAccounts));
}

/** The robots of one resource while calls change them, one batch after the other. */
export class RobotSet {
  readonly #declared: readonly string[];
  readonly #addedAt: ReadonlyMap<string, number>;
  readonly #deletedAt: Map<string, number>;
  #owned: readonly string[];
  #unconfirmed: readonly string[];
  #added: readonly string[] = [];
  #deleted: readonly string[] = [];
  #changed = false;

  constructor(before: OwnedRobots, declared: readonly string[]) {
    this.#declared = union(declared, []);
    this.#addedAt = timesOf(additionsOf(before));
    this.#deletedAt = timesOf(named(before.deleted));
    this.#owned = before.memberAccounts;
    this.#unconfirmed = before.unconfirmed ?? [];
  }

  /** Whether the service holds other robots of this resource than before, as far as is known. */
  get changed(): boolean {
    return this.#changed;
  }

  get declared(): readonly string[] {
    return this.#declared;
  }

  get missing(): string[] {
    return without(this.#declared, without(this.#owned, this.#unconfirmed));
  }

  get surplus(): string[] {
    return without(this.#owned, this.#declared);
  }

  add(accounts: readonly string[]): void {
    this.#owned = union(this.#owned, accounts);
    this.#unconfirmed = without(this.#unconfirmed, accounts);
    this.#added = union(this.#added, accounts);
    this.#changed = true;
  }

  /** The request to add them was sent, and its answer lost. */
  addPerhaps(accounts: readonly string[]): void {
    this.#owned = union(this.#owned, accounts);
    this.#unconfirmed = union(this.#unconfirmed, accounts);
    this.#changed = true;
  }

  /** The request to delete them was sent, and its answer lost. */
  doubt(accounts: readonly string[]): void {
    this.#unconfirmed = union(this.#unconfirmed, accounts);
    this.#changed = true;
  }

  /** They are gone, or another resource owns them now. */
  release(accounts: readonly string[]): void {
    this.#changed ||= accounts.some((account) => this.#owned.includes(account));
    this.#owned = without(this.#owned, accounts);
    this.#unconfirmed = without(this.#unconfirmed, accounts);
  }

  /** Another resource has them after all: that they were deleted means nothing from now on. */
  giveBack(accounts: readonly string[]): void {
    for (const account of accounts) this.#deletedAt.delete(account);
  }

  /** The service has deleted them. */
  delete(accounts: readonly string[]): void {
    this.release(accounts);
    this.#deleted = union(this.#deleted, accounts);
  }

  /** @param now the time in milliseconds */
  state(now: number): OwnedRobots {
    const owned = union(this.#owned, []);
    const at = (accounts: readonly string[]): [string, number][] => accounts.map((account) => [account, now]);
    const added = [...this.#addedAt, ...at(this.#added)].filter(([account]) => owned.includes(account));
    const gone = [...this.#deletedAt, ...at(this.#deleted)].filter(([account]) => !owned.includes(account));
    const deleted = withoutOld(datedOf(new Map(gone)), now);
    return {
      memberAccounts: owned,
      ...(added.length > 0 ? { added: datedOf(new Map(added), owned) } : {}),
      ...(deleted.length > 0 ? { deleted } : {}),
      ...(this.#unconfirmed.length > 0 ? { unconfirmed: this.#unconfirmed } : {}),
    };
  }

  /** Which accounts are as declared and which are not, for a person. */
  progress(): string {
    const parts = [
      { label: "done", accounts: without(this.#declared, this.missing) },
      { label: "not known whether done", accounts: this.#unconfirmed },
      { label: "not added", accounts: without(this.missing, this.#unconfirmed) },
      { label: "not deleted", accounts: this.surplus },
    ];
    return parts
      .filter(({ accounts }) => accounts.length > 0)
      .map(({ label, accounts }) => `${label}: ${naming(accounts)}`)
      .join("; ");
  }
}
