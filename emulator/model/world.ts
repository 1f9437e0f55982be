import { type Group, leave, type Presence, type Presences, type Room } from "./containers";

/** The profile of an account. */
export interface Profile {
  readonly nick: string;
  readonly faceUrl: string;
  readonly selfSignature?: string;
  /** The other fields of the profile, by their tags. */
  readonly fields?: Readonly<Record<string, string | number>>;
}

/** The friend lists of a user: the friends in each list, by its name. */
export type FriendLists = Map<string, Set<string>>;

const noProfile: Profile = { nick: "", faceUrl: "" };

/**
 * Everything that the service holds for one app. It uses maps, so that an ID such as `__proto__` is an ID like any other.
 *
 * The state file keeps every field except the admins. So no other field is private (`#`), and the values are maps, sets, lists and
 * plain objects. The table in `parts/` says how state and seed treat each field.
 * @internal
 */
export class World {
  /** By UserID. */
  readonly accounts = new Map<string, Profile>();
  /** When an account was deleted, in seconds since 1970, for accounts that were not added again. */
  readonly deletedAccounts = new Map<string, number>();
  /** UserIDs of the chatbots. */
  readonly chatbots = new Set<string>();
  readonly groups = new Map<string, Group>();
  readonly rooms = new Map<string, Room>();
  /** The friends of each user, by UserID. */
  readonly friends = new Map<string, Set<string>>();
  /** By UserID. */
  readonly friendLists = new Map<string, FriendLists>();
  /** CurrentSequence of the users whose friend lists were changed. */
  readonly sequences = new Map<string, number>();
  private lastOrder = 0;
  private lastNumber = 0;
  private lastMessage = 0;
  readonly #admins: ReadonlySet<string>;

  /** @param admins the app admins. They come from the configuration, so the state file lacks them */
  constructor(admins: ReadonlySet<string> = new Set()) {
    this.#admins = admins;
  }

  /** A deep copy. */
  copy(): World {
    return Object.assign(new World(this.#admins), structuredClone({ ...this }));
  }

  /** Adds an account, or changes the profile of an account that exists. */
  addAccount(account: string, profile: Partial<Profile> = {}): void {
    this.accounts.set(account, { ...this.profileOf(account), ...profile });
    this.deletedAccounts.delete(account);
  }

  /** Whether an account was imported, or is an app admin. */
  isAccount(account: string): boolean {
    return this.#admins.has(account) || this.accounts.has(account);
  }

  profileOf(account: string): Profile {
    return this.accounts.get(account) ?? noProfile;
  }

  /** Deletes an account with its friends and friend lists, and removes it from all groups and rooms. */
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

  /** Adds the accounts that have not joined yet. The others keep their join time. */
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

  /** Counts a message from one user to another. @returns its number */
  nextMessage(): number {
    this.lastMessage += 1;
    return this.lastMessage;
  }

  /** The friends of a user. For a user without friends, a new set that the world does not keep. */
  friendsOf(user: string): Set<string> {
    return this.friends.get(user) ?? new Set();
  }

  /** The friend lists of a user. For a user without lists, a new map that the world does not keep. */
  listsOf(user: string): FriendLists {
    return this.friendLists.get(user) ?? new Map();
  }

  /** CurrentSequence of the friend lists of a user, 0 before the first change. */
  sequenceOf(user: string): number {
    return this.sequences.get(user) ?? 0;
  }

  /** Counts a change of the friend lists of a user. @returns the new CurrentSequence */
  nextSequenceOf(user: string): number {
    const next = this.sequenceOf(user) + 1;
    this.sequences.set(user, next);
    return next;
  }

  #nextPresence(nowMs: number): Presence {
    const joinTime = Math.floor(nowMs / 1000);
    // Start from the clock: the documents call this field Timestamp, so it should look like one.
    this.lastOrder = Math.max(joinTime, this.lastOrder + 1);
    return { joinTime, order: this.lastOrder };
  }
}
