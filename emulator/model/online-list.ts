import { type Place, type Presence, present } from "./containers";
import { hiddenMark, marksOf } from "./marks";

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
 * The service answers calls for who is online from a cache that follows changes only so often, so a read just after
 * add_robots or del_robots may be stale. Source: "Getting the List of Online Members in Audio-Video Group".
 */
export function cachedOnlineList(place: Place, nowMs: number, delaySeconds: number): OnlineList {
  const cached = place.onlineList;
  if (cached !== undefined && nowMs < cached.takenAt + delaySeconds * 1000) return cached;
  place.onlineList = { takenAt: nowMs, members: onlineMembers(place) };
  return place.onlineList;
}

/** One page of at most `pageSize` of the newest `most` members that hold `mark`. */
export function onlinePage(
  online: OnlineList,
  query: {
    readonly mark?: number | undefined;
    /** What the page before gave as `next`, 0 for the first page. */
    readonly before: number;
    readonly pageSize: number;
    readonly most: number;
  },
): { readonly members: readonly OnlineMember[] /** 0 at the end. */; readonly next: number } {
  const { mark, before, pageSize, most } = query;
  const listed = online.members
    .filter(({ marks }) => (mark === undefined ? !marks.includes(hiddenMark) : marks.includes(mark)))
    .slice(0, most);
  const rest = before === 0 ? listed : listed.filter((member) => member.order < before);
  const members = rest.slice(0, pageSize);
  const last = members.at(-1);
  return { members, next: last !== undefined && rest.length > pageSize ? last.order : 0 };
}

/** Members count as online as long as they are in; a robot does, whatever it does. */
function onlineMembers(place: Place): OnlineMember[] {
  return [...present(place)]
    .map(([account, presence]) => ({ ...presence, account, marks: marksOf(place, account) }))
    .sort((a, b) => b.order - a.order);
}
