import type { GroupType, RoomType } from "./limits";
import type { Profile } from "./world";

/** The accounts in a group or room, for control routes. They are sorted, so that equal states look equal. */
interface ContainerState {
  members: string[];
  robots: string[];
  name?: string;
  /** UserID of the owner. */
  owner?: string;
  /** The marks of each account by UserID, without the mark that makes a robot. */
  marks?: Record<string, number[]>;
}

/** A group, for control routes. */
export interface GroupState extends ContainerState {
  type: GroupType;
  maxMemberCount?: number;
  /** The members that are admins. */
  admins?: string[];
  /** The other fields of its profile that a request set, by the names of get_group_info. */
  profile?: Record<string, unknown>;
}

/** A room, for control routes. */
export interface RoomState extends ContainerState {
  type: RoomType;
  /** The other fields of RoomInfo at the creation of the room. */
  settings?: Record<string, unknown>;
}

/** What the service holds for one app. An optional part is present only if it is not empty. */
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
  /** By UserID, for the accounts that have a nickname, a picture or a signature. */
  profiles?: Record<string, Profile>;
  /** The deletion time of each deleted account by UserID, in seconds since 1970. */
  deletedAccounts?: Record<string, number>;
  /** Friends by UserID. */
  friends?: Record<string, string[]>;
  /** The friends in each list, by UserID and the name of the list. */
  listedFriends?: Record<string, Record<string, string[]>>;
  /** CurrentSequence of friend lists by UserID. */
  listSequences?: Record<string, number>;
}

/** What the service holds, by SDKAppID. */
export type State = Record<string, AppState>;

/** The same type with everything in it readonly. */
type Given<T> = T extends readonly (infer U)[]
  ? readonly Given<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Given<T[K]> }
    : T;

type ContainerSeed<T extends GroupState | RoomState> = Given<Partial<T> & Pick<T, "type">>;

/** What a seed adds for one app: an {@link AppState} in which only the type of a group or room is required. */
export interface AppSeed extends Given<Partial<Omit<AppState, "groups" | "rooms">>> {
  readonly groups?: Readonly<Record<string, ContainerSeed<GroupState>>>;
  readonly rooms?: Readonly<Record<string, ContainerSeed<RoomState>>>;
}

/** What a seed adds, by SDKAppID. */
export type Seed = Readonly<Record<string, AppSeed>>;
