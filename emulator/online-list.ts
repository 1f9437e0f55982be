import { limits } from "./limits";
import type { Group, Presence } from "./world";

/** The mark that makes a robot. Source: "Setting Live Streaming Group Robots". */
export const robotMark = 500;

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

/**
 * The service answers get_members from a cache that follows changes only so often, so a read just after add_robots or
 * del_robots may be stale. Source: "Getting the List of Online Members in Audio-Video Group".
 */
export function cachedOnlineList(group: Group, nowMs: number, delaySeconds: number): OnlineList {
  const cached = group.onlineList;
  if (cached !== undefined && nowMs < cached.takenAt + delaySeconds * 1000) return cached;
  group.onlineList = { takenAt: nowMs, members: onlineMembers(group) };
  return group.onlineList;
}

/**
 * One page of at most `pageSize` members that hold `mark`, and the Timestamp that asks for the next page, 0 at the end.
 * Undocumented: whether the limit to the newest 1000 counts before or after the filter; here after it, because a
 * mark can be held by as many as 1000 members.
 */
export function onlinePage(
  online: OnlineList,
  query: { readonly mark: number | undefined; readonly before: number; readonly pageSize: number },
): { readonly members: readonly OnlineMember[]; readonly next: number } {
  const { mark, before, pageSize } = query;
  const listed = online.members
    .filter((member) => mark === undefined || member.marks.includes(mark))
    .slice(0, limits.onlineMembers);
  const rest = before === 0 ? listed : listed.filter((member) => member.order < before);
  const members = rest.slice(0, pageSize);
  const last = members.at(-1);
  return { members, next: last !== undefined && rest.length > pageSize ? last.order : 0 };
}

/** Members of a live group count as online as long as they are in it; a robot does, whatever it does. */
function onlineMembers(group: Group): OnlineMember[] {
  return [...new Map([...group.members, ...group.robots])]
    .map(([account, presence]) => ({
      ...presence,
      account,
      marks: group.robots.has(account) ? [robotMark] : [],
    }))
    .sort((a, b) => b.order - a.order);
}
