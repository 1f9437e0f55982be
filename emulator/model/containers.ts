import type { GroupType, RoomType } from "./limits";

/** When an account came in. */
export interface Presence {
  /** Seconds since 1970. */
  readonly joinTime: number;
  /** Unique in its app and rising: pages are cut by it, since many accounts may come within one second. */
  readonly order: number;
}

/** Accounts by UserID, the first to come first. */
export type Presences = Map<string, Presence>;

/** Marks by UserID, without the one that makes a robot. */
export type Marks = Map<string, Set<number>>;

export interface OnlineMember extends Presence {
  readonly account: string;
  readonly marks: readonly number[];
}

/** The online list as it was at one moment, the newest member first. */
export interface OnlineList {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  readonly members: readonly OnlineMember[];
}

/** What groups and rooms have in common. */
export interface Container {
  readonly members: Presences;
  /** In a live group, the accounts that hold mark 500. */
  readonly robots: Presences;
  readonly marks: Marks;
  /** The cached list that calls for who is online serve, once it was asked for. */
  onlineList: OnlineList | undefined;
}

/** What is known of a group beside who is in it. */
export interface GroupInfo {
  readonly type: GroupType;
  readonly name?: string;
  readonly owner?: string;
  readonly maxMemberCount?: number;
}

export interface Group extends Container {
  info: GroupInfo;
  /** Seconds since 1970; undefined of a group that was seeded. */
  readonly createTime: number | undefined;
}

/** What is known of a room beside who is in it. */
export interface RoomInfo {
  readonly type: RoomType;
  readonly name?: string;
  readonly owner?: string;
  /** The further fields of RoomInfo that it was created with. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Room extends Container {
  info: RoomInfo;
  /** Seconds since 1970. */
  readonly createTime: number;
}

export function newGroup(info: GroupInfo, createdMs?: number): Group {
  return { info, createTime: createdMs && Math.floor(createdMs / 1000), ...newContainer() };
}

export function newRoom(info: RoomInfo, nowMs: number): Room {
  return { info, createTime: Math.floor(nowMs / 1000), ...newContainer() };
}

/** Whoever is there, a member who is a robot too once. */
export function present(container: Container): Presences {
  return new Map([...container.members, ...container.robots]);
}

/** Takes an account out, and its marks with it. */
export function leave(container: Container, account: string): void {
  container.members.delete(account);
  container.robots.delete(account);
  container.marks.delete(account);
}

function newContainer(): Container {
  return { members: new Map(), robots: new Map(), marks: new Map(), onlineList: undefined };
}
