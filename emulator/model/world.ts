import { type Group, leave, type Presence, type Presences, type Room } from "./containers";

/** What an account shows of itself. */
export interface Profile {
  readonly nick: string;
  readonly faceUrl: string;
  readonly selfSignature?: string;
}

/** A user's friend lists: the friends in each, by its name. */
export type FriendLists = Map<string, Set<string>>;

const noProfile: Profile = { nick: "", faceUrl: "" };

/**
 * Everything the service holds for one app. Maps throughout: an ID such as `__proto__` is an ID like any other. Its fields
 * are what a state file keeps, all of them, so none is hidden by a `#`; their values are maps, sets, lists and plain objects.
 */
export class World {
  /** By UserID. */
  readonly accounts = new Map<string, Profile>();
  /** Accounts that were deleted and are not there again: when, in seconds since 1970. */
  readonly deletedAccounts = new Map<string, number>();
  /** UserIDs of the accounts that are chatbots. */
  readonly chatbots = new Set<string>();
  readonly groups = new Map<string, Group>();
  readonly rooms = new Map<string, Room>();
  /** By UserID: whom that user has as friends. */
  readonly friends = new Map<string, Set<string>>();
  /** By UserID. */
  readonly friendLists = new Map<string, FriendLists>();
  /** CurrentSequence of the users whose friend lists were changed. */
  readonly sequences = new Map<string, number>();
  private lastOrder = 0;
  private lastNumber = 0;

  /** Adds an account, or changes the profile of one that is there. */
  addAccount(account: string, profile: Partial<Profile> = {}): void {
    this.accounts.set(account, { ...this.profileOf(account), ...profile });
    this.deletedAccounts.delete(account);
  }

  profileOf(account: string): Profile {
    return this.accounts.get(account) ?? noProfile;
  }

  /** Deletes an account, with its friends and friend lists, and takes it out of all groups and rooms. */
  deleteAccount(account: string, nowMs: number): void {
    this.accounts.delete(account);
    this.deletedAccounts.set(account, Math.floor(nowMs / 1000));
    this.chatbots.delete(account);
    for (const perUser of [this.friends, this.friendLists, this.sequences]) perUser.delete(account);
    for (const friends of this.friends.values()) friends.delete(account);
    for (const lists of this.friendLists.values())
      for (const friends of lists.values()) friends.delete(account);
    for (const container of [...this.groups.values(), ...this.rooms.values()]) leave(container, account);
  }

  /** Adds accounts that are not there yet; those that are keep the time they came. */
  join(presences: Presences, accounts: readonly string[], nowMs: number): void {
    for (const account of accounts) {
      if (!presences.has(account)) presences.set(account, this.#nextPresence(nowMs));
    }
  }

  /** An ID that no group or room has: `prefix` and eight digits or capital letters. */
  newId(prefix: string): string {
    let id: string;
    do {
      this.lastNumber += 1;
      id = `${prefix}${this.lastNumber.toString(36).toUpperCase().padStart(8, "0")}`;
    } while (this.groups.has(id) || this.rooms.has(id));
    return id;
  }

  /** A user's friends; a set that is not kept for one who has none. */
  friendsOf(user: string): Set<string> {
    return this.friends.get(user) ?? new Set();
  }

  /** A user's friend lists; a map that is not kept for one who has none. */
  listsOf(user: string): FriendLists {
    return this.friendLists.get(user) ?? new Map();
  }

  /** CurrentSequence of a user's friend lists, 0 before the first change. */
  sequenceOf(user: string): number {
    return this.sequences.get(user) ?? 0;
  }

  /** Counts one more change of a user's friend lists. */
  nextSequenceOf(user: string): number {
    const next = this.sequenceOf(user) + 1;
    this.sequences.set(user, next);
    return next;
  }

  #nextPresence(nowMs: number): Presence {
    const joinTime = Math.floor(nowMs / 1000);
    // Starting from the clock keeps the number looking like the timestamp that its field is named after.
    this.lastOrder = Math.max(joinTime, this.lastOrder + 1);
    return { joinTime, order: this.lastOrder };
  }
}
