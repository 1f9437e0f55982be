import type { Container, Marks } from "./containers";
import type { GroupType, RoomType } from "./limits";
import type { Profile, World } from "./world";

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

/** A copy of what a world holds. */
export function stateOf(world: World): AppState {
  const profiles = [...world.accounts].filter(([, profile]) => Object.values(profile).some((text) => text));
  const friends = [...world.friends].filter(([, { size }]) => size > 0);
  return {
    accounts: sorted(world.accounts.keys()),
    groups: recordOf(world.groups, containerState),
    rooms: recordOf(world.rooms, containerState),
    friendLists: recordOf(world.friendLists, (lists) => sorted(lists.keys())),
    ...(world.chatbots.size > 0 && { chatbots: sorted(world.chatbots) }),
    ...part(
      "profiles",
      recordOf(profiles, (profile) => ({ ...profile })),
    ),
    ...part("deletedAccounts", Object.fromEntries(world.deletedAccounts)),
    ...part("friends", recordOf(friends, sorted)),
    ...part("listedFriends", listedFriends(world)),
    ...part("listSequences", Object.fromEntries(world.sequences)),
  };
}

function containerState<I extends object>({
  info,
  members,
  robots,
  marks,
}: Container & { readonly info: I }) {
  return {
    ...structuredClone(info),
    members: sorted(members.keys()),
    robots: sorted(robots.keys()),
    ...part("marks", marksState(marks)),
  };
}

function marksState(marks: Marks): Record<string, number[]> {
  return recordOf(marks, (held) => [...held].sort((a, b) => a - b));
}

function listedFriends(world: World): Record<string, Record<string, string[]>> {
  const filled = [...world.friendLists].map(
    ([user, lists]) => [user, [...lists].filter(([, { size }]) => size > 0)] as const,
  );
  return recordOf(
    filled.filter(([, lists]) => lists.length > 0),
    (lists) => recordOf(lists, sorted),
  );
}

function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : 1));
}

/** `Object.fromEntries` defines keys rather than assigning them, so that `__proto__` becomes an ordinary one. */
function recordOf<T, U>(entries: Iterable<readonly [string, T]>, show: (value: T) => U): Record<string, U> {
  return Object.fromEntries([...entries].map(([key, value]) => [key, show(value)]));
}

/** A part of the state, left out when it is empty. */
function part<K extends string, V extends object>(name: K, value: V): { readonly [P in K]?: V } {
  return (Object.keys(value).length > 0 ? { [name]: value } : {}) as { readonly [P in K]?: V };
}
