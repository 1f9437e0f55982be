import type { GroupType, RoomType } from "./limits";
import type { World } from "./world";

/** A group as control routes show it. Accounts are sorted, so that equal states look equal. */
export interface GroupState {
  type: GroupType;
  members: string[];
  robots: string[];
}

/** A room as control routes show it. */
export interface RoomState {
  type: RoomType;
  members: string[];
  robots: string[];
}

/** What the service holds for one app. */
export interface AppState {
  accounts: string[];
  /** By GroupId. */
  groups: Record<string, GroupState>;
  /** By RoomId. */
  rooms: Record<string, RoomState>;
  /** Names of friend lists by UserID. */
  friendLists: Record<string, string[]>;
}

/** What the service holds, by SDKAppID. */
export type State = Record<string, AppState>;

type SeedOf<T> = { readonly [K in keyof T]?: T[K] extends string[] ? readonly string[] : T[K] };

/** What is added for one app: like {@link AppState}, but any part may be left out, except the type of a group or room. */
export interface AppSeed {
  readonly accounts?: readonly string[];
  readonly groups?: Readonly<Record<string, SeedOf<GroupState> & Pick<GroupState, "type">>>;
  readonly rooms?: Readonly<Record<string, SeedOf<RoomState> & Pick<RoomState, "type">>>;
  readonly friendLists?: Readonly<Record<string, readonly string[]>>;
}

/** What is added, by SDKAppID. */
export type Seed = Readonly<Record<string, AppSeed>>;

/** A copy of what a world holds. */
export function stateOf(world: World): AppState {
  return {
    accounts: sorted(world.accounts),
    groups: recordOf(world.groups, placeState),
    rooms: recordOf(world.rooms, placeState),
    friendLists: recordOf(world.friendLists, sorted),
  };
}

function placeState<T extends string>(place: {
  readonly type: T;
  readonly members: ReadonlyMap<string, unknown>;
  readonly robots: ReadonlyMap<string, unknown>;
}) {
  return { type: place.type, members: sorted(place.members.keys()), robots: sorted(place.robots.keys()) };
}

function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : 1));
}

/** `Object.fromEntries` defines keys rather than assigning them, so that `__proto__` becomes an ordinary one. */
function recordOf<T, U>(map: ReadonlyMap<string, T>, show: (value: T) => U): Record<string, U> {
  return Object.fromEntries([...map].map(([key, value]) => [key, show(value)]));
}
