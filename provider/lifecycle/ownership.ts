/** What the calls of one run have said of one robot of one group or room. */
interface Standing {
  /** A resource had it before this run and still declares it. */
  isKept: boolean;
  /** When that resource added it, in milliseconds since the epoch. */
  addedAt: number;
  /** A resource had it before this run and declares it no more. */
  isGivenUp: boolean;
  /** When a resource that had it deleted it, in milliseconds since the epoch. */
  deletedAt: number;
  /** What this run knows to be so. */
  now: "unknown" | "there" | "deleted";
}

/** A robot, or several, of one group or room. */
export interface Robots {
  /** `group <id>` or `room <id>`. */
  readonly place: string;
  readonly accounts: readonly string[];
}

const never = Number.NEGATIVE_INFINITY;

/** Whether two resources had it before this run, as far as is known, one of which may have had it deleted. */
function mayBeGone({ isKept, isGivenUp, addedAt, deletedAt }: Standing): boolean {
  return isKept && (isGivenUp || deletedAt > addedAt);
}

/**
 * Who has which robot, as far as the calls of one run tell. The service does not know owners: when a robot goes from one
 * resource to another, whoever lets it go has to leave it where the other one has it by then.
 *
 * Usually one state has a robot. Two have it after an `up` that ended between the two halves of a move; when the next
 * program gives it back to the first owner, nothing changes for that one, and nobody knows whether the second had it
 * deleted already. So it is asked for again, by whichever of the two is worked on later: see {@link doubtful} and
 * {@link contested}.
 */
export class Ownership {
  readonly #places = new Map<string, Map<string, Standing>>();

  /** They were a resource's before this run, which still declares them and may see no other call in this run. */
  keep({ place, accounts }: Robots): void {
    for (const account of accounts) this.#of(place, account).isKept = true;
  }

  /** Whoever declares them does not have them by its state: an update failed before it had added them. */
  lack({ place, accounts }: Robots): void {
    for (const account of accounts) this.#of(place, account).isKept = false;
  }

  /** They were a resource's before this run, which declares them no more. */
  giveUp({ place, accounts }: Robots): void {
    for (const account of accounts) this.#of(place, account).isGivenUp = true;
  }

  /** By the state of the resource that keeps them, it added them at that time. */
  addedAt({ place, accounts }: Robots, at: number): void {
    for (const account of accounts) this.#of(place, account).addedAt = at;
  }

  /** By a state, its resource deleted them at that time, and no other was known to have them. */
  deletedAt({ place, accounts }: Robots, at: number): void {
    for (const account of accounts) {
      const standing = this.#of(place, account);
      standing.deletedAt = Math.max(standing.deletedAt, at);
    }
  }

  /** A resource that declares them has them. */
  isThere({ place, accounts }: Robots): void {
    for (const account of accounts) this.#of(place, account).now = "there";
  }

  /** To be said before the request that deletes them, whose answer may be lost. */
  isDeleted({ place, accounts }: Robots): void {
    for (const account of accounts) this.#of(place, account).now = "deleted";
  }

  /** Those that another resource has, so that whoever lets them go leaves them alone. */
  staying({ place, accounts }: Robots): string[] {
    return accounts.filter((account) => {
      const { isKept, now } = this.#of(place, account);
      return isKept || now === "there";
    });
  }

  /** Those that a resource made sure of in this run. */
  present({ place, accounts }: Robots): string[] {
    return accounts.filter((account) => this.#of(place, account).now === "there");
  }

  /** Of those that a resource lets go, what another one keeps and nobody has asked for in this run. */
  contested({ place, accounts }: Robots): string[] {
    return accounts.filter((account) => {
      const { isKept, now } = this.#of(place, account);
      return isKept && now === "unknown";
    });
  }

  /** Of those that a resource declares, what another one deleted, in this run or in one that was interrupted. */
  doubtful({ place, accounts }: Robots): string[] {
    return accounts.filter((account) => {
      const standing = this.#of(place, account);
      return standing.now === "deleted" || (standing.now === "unknown" && mayBeGone(standing));
    });
  }

  /** Of those that a resource deleted in an earlier run, what another one has had all the time. */
  missed({ place, accounts }: Robots): string[] {
    return accounts.filter((account) => {
      const standing = this.#of(place, account);
      return standing.now === "unknown" && mayBeGone(standing);
    });
  }

  #of(place: string, account: string): Standing {
    const known = this.#places.get(place) ?? new Map<string, Standing>();
    this.#places.set(place, known);
    const standing = known.get(account) ?? {
      isKept: false,
      addedAt: never,
      isGivenUp: false,
      deletedAt: never,
      now: "unknown" as const,
    };
    known.set(account, standing);
    return standing;
  }
}
