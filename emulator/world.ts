import type { GroupType, RoomType } from "./limits";
import type { OnlineList } from "./online-list";

/** When an account came in. */
export interface Presence {
  /** Seconds since 1970. */
  readonly joinTime: number;
  /** Unique in its app and rising: pages are cut by it, since many accounts may come within one second. */
  readonly order: number;
}

/** Accounts by UserID, the first to come first. */
export type Presences = Map<string, Presence>;

export interface Group {
  readonly type: GroupType;
  readonly members: Presences;
  /** Only an AVChatRoom has robots: the accounts that hold mark 500. */
  readonly robots: Presences;
  /** The cached list that get_members serves, once it was asked for. */
  onlineList: OnlineList | undefined;
}

export interface Room {
  readonly type: RoomType;
  /** Seconds since 1970. */
  readonly createTime: number;
  readonly members: Presences;
  readonly robots: Presences;
}

/** Everything the service holds for one app. Maps throughout: an ID such as `__proto__` is an ID like any other. */
export class World {
  readonly accounts = new Set<string>();
  readonly groups = new Map<string, Group>();
  readonly rooms = new Map<string, Room>();
  /** Names of a user's friend lists. */
  readonly friendLists = new Map<string, Set<string>>();
  readonly #sequences = new Map<string, number>();
  #lastOrder = 0;

  /** Adds accounts that are not there yet; those that are keep the time they came. */
  join(presences: Presences, accounts: readonly string[], nowMs: number): void {
    for (const account of accounts) {
      if (!presences.has(account)) presences.set(account, this.#nextPresence(nowMs));
    }
  }

  /** CurrentSequence of a user's friend lists, 0 before the first change. */
  sequenceOf(user: string): number {
    return this.#sequences.get(user) ?? 0;
  }

  /** Counts one more change of a user's friend lists. */
  nextSequenceOf(user: string): number {
    const next = this.sequenceOf(user) + 1;
    this.#sequences.set(user, next);
    return next;
  }

  #nextPresence(nowMs: number): Presence {
    const joinTime = Math.floor(nowMs / 1000);
    // Starting from the clock keeps the number looking like the timestamp that its field is named after.
    this.#lastOrder = Math.max(joinTime, this.#lastOrder + 1);
    return { joinTime, order: this.#lastOrder };
  }
}
