import { naming, union, without } from "./batches";

/** Accounts that were added at the same time; all of the resource's where none are named. */
export interface Addition {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly memberAccounts?: readonly string[];
}

/** The state of a `LiveGroupRobots` beside its group. */
export interface OwnedRobots {
  readonly memberAccounts: readonly string[];
  /** The latest additions, which the online list may not show yet. */
  readonly added?: readonly Addition[];
  /** Accounts whose addition or deletion was never answered: to be added again where declared, else to be deleted. */
  readonly unconfirmed?: readonly string[];
}

const secondsOf = (milliseconds: number): number => Math.floor(milliseconds / 1000);

function isRecent({ at }: Addition, now: number, delaySeconds: number): boolean {
  // Not only "not long after": the clock that wrote the state may be ahead of this one.
  return Math.abs(secondsOf(now) - at) < delaySeconds;
}

/** The accounts that were added so lately that a list which does not show them proves nothing. */
export function recentlyAdded(state: OwnedRobots, now: number, delaySeconds: number): Set<string> {
  const recent = (state.added ?? []).filter((addition) => isRecent(addition, now, delaySeconds));
  return new Set(recent.flatMap(({ memberAccounts }) => memberAccounts ?? state.memberAccounts));
}

/** The robots of one resource while calls change them, one batch after the other. */
export class RobotSet {
  readonly #before: OwnedRobots;
  readonly #declared: readonly string[];
  #owned: readonly string[];
  #unconfirmed: readonly string[];
  #added: readonly string[] = [];
  #changed = false;

  constructor(before: OwnedRobots, declared: readonly string[]) {
    this.#before = before;
    this.#declared = union(declared, []);
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
    this.#owned = without(this.#owned, accounts);
    this.#unconfirmed = without(this.#unconfirmed, accounts);
    this.#changed = true;
  }

  /** @param now the time in milliseconds */
  state(now: number, delaySeconds: number): OwnedRobots {
    const all = this.#added.length === this.#declared.length;
    const latest: Addition = { at: secondsOf(now), ...(all ? {} : { memberAccounts: this.#added }) };
    const added = [
      ...(this.#before.added ?? []).filter((addition) => isRecent(addition, now, delaySeconds)),
      ...(this.#added.length > 0 ? [latest] : []),
    ];
    return {
      memberAccounts: union(this.#owned, []),
      ...(added.length > 0 ? { added } : {}),
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
