import type { GroupType, RoomType } from "./limits";

/** When an account joined. */
export interface Presence {
  /** Seconds since 1970. */
  readonly joinTime: number;
  /** Unique in its app, and rising. Pages begin at it, because many accounts may join within one second. */
  readonly order: number;
}

/** Accounts by UserID, in the order of joining. */
export type Presences = Map<string, Presence>;

/** Marks by UserID, without the mark that makes a robot. */
export type Marks = Map<string, Set<number>>;

export interface OnlineMember extends Presence {
  readonly account: string;
  readonly marks: readonly number[];
}

/** The online list at one moment, the newest member first. */
export interface OnlineList {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  readonly members: readonly OnlineMember[];
}

/** The common part of groups and rooms. */
export interface Container {
  readonly members: Presences;
  /** In a live group, the accounts with mark 500. */
  readonly robots: Presences;
  readonly marks: Marks;
  /** The cached online list; undefined until the first call for it. */
  onlineList: OnlineList | undefined;
}

/** The properties of a group besides its members and robots. */
export interface GroupInfo {
  readonly type: GroupType;
  readonly name?: string;
  readonly owner?: string;
  readonly maxMemberCount?: number;
  /** The other fields of its profile that a request set, by the names of get_group_info. */
  readonly profile?: Readonly<Record<string, unknown>>;
}

/** Whether messages reach a member, and whether the member gets a notification. */
export const messageFlags = ["AcceptAndNotify", "Discard", "AcceptNotNotify"] as const;

/** What commands have set for a member of a group. */
export interface MemberDetails {
  /** @default false */
  readonly isAdmin?: boolean;
  /** @default "AcceptAndNotify" */
  readonly msgFlag?: (typeof messageFlags)[number] | undefined;
  readonly nameCard?: string;
  /** Seconds since 1970; 0 for a member who may send messages. @default 0 */
  readonly mutedUntil?: number;
  /** AppMemberDefinedData: values by key. */
  readonly data?: ReadonlyMap<string, string>;
}

export interface Group extends Container {
  info: GroupInfo;
  /** Seconds since 1970; undefined for a group that was seeded. */
  readonly createTime: number | undefined;
  /** By UserID, only for members with such details. State files of older versions lack them. */
  details?: Map<string, MemberDetails>;
  /** The number of the newest message; undefined before the first one. */
  lastMessage?: number;
}

/** The properties of a room besides its members and robots. */
export interface RoomInfo {
  readonly type: RoomType;
  readonly name?: string;
  readonly owner?: string;
  /** The other fields of RoomInfo at the creation of the room. */
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

/** Members and robots together. An account that is both appears once. */
export function present(container: Container): Presences {
  return new Map([...container.members, ...container.robots]);
}

/** Removes an account and its marks. */
export function leave(container: Container & { readonly details?: Group["details"] }, account: string): void {
  container.members.delete(account);
  container.robots.delete(account);
  container.marks.delete(account);
  container.details?.delete(account);
}

/** Makes members of a group admins of it. */
export function appoint(group: Group, accounts: readonly string[]): void {
  for (const account of accounts)
    group.details = new Map(group.details).set(account, { ...group.details?.get(account), isAdmin: true });
}

export function adminsOf({ details = new Map() }: Pick<Group, "details">): string[] {
  return [...details].flatMap(([account, { isAdmin }]) => (isAdmin ? [account] : []));
}

function newContainer(): Container {
  return { members: new Map(), robots: new Map(), marks: new Map(), onlineList: undefined };
}
