import type { GroupType, RoomType } from "./limits";
import type { Profile } from "./world";

/** Who is in a group or room, as control routes show it. Accounts are sorted, so that equal states look equal. */
interface ContainerState {
  members: string[];
  robots: string[];
  name?: string;
  /** UserID of the owner. */
  owner?: string;
  /** By UserID: marks other than the one that makes a robot. */
  marks?: Record<string, number[]>;
}

/** A group as control routes show it. */
export interface GroupState extends ContainerState {
  type: GroupType;
  maxMemberCount?: number;
}

/** A room as control routes show it. */
export interface RoomState extends ContainerState {
  type: RoomType;
  /** The further fields of RoomInfo that it was created with. */
  settings?: Record<string, unknown>;
}

/** What the service holds for one app. Parts that may be left out are there when they hold something. */
export interface AppState {
  accounts: string[];
  /** By GroupId. */
  groups: Record<string, GroupState>;
  /** By RoomId. */
  rooms: Record<string, RoomState>;
  /** Names of friend lists by UserID. */
  friendLists: Record<string, string[]>;
  /** UserIDs of chatbots. */
  chatbots?: string[];
  /** By UserID, of accounts that have a nickname or a picture. */
  profiles?: Record<string, Profile>;
  /** By UserID: when an account was deleted that is not there again, in seconds since 1970. */
  deletedAccounts?: Record<string, number>;
  /** Friends by UserID. */
  friends?: Record<string, string[]>;
  /** Friends in a list, by UserID and the list's name. */
  listedFriends?: Record<string, Record<string, string[]>>;
  /** CurrentSequence of friend lists by UserID. */
  listSequences?: Record<string, number>;
}

/** What the service holds, by SDKAppID. */
export type State = Record<string, AppState>;

/** The same, all the way down, for reading only. */
type Given<T> = T extends readonly (infer U)[]
  ? readonly Given<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Given<T[K]> }
    : T;

type ContainerSeed<T extends GroupState | RoomState> = Given<Partial<T> & Pick<T, "type">>;

/** What is added for one app: like {@link AppState}, but any part may be left out, except the type of a group or room. */
export interface AppSeed extends Given<Partial<Omit<AppState, "groups" | "rooms">>> {
  readonly groups?: Readonly<Record<string, ContainerSeed<GroupState>>>;
  readonly rooms?: Readonly<Record<string, ContainerSeed<RoomState>>>;
}

/** What is added, by SDKAppID. */
export type Seed = Readonly<Record<string, AppSeed>>;
