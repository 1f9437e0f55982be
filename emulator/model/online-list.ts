import { type Container, type OnlineList, type OnlineMember, present } from "./containers";
import { hiddenMark, marksOf } from "./marks";

/**
 * The service answers from a cache of the online list, so a read just after add_robots or del_robots may be stale.
 * Source: "Getting the List of Online Members in Audio-Video Group".
 */
export function cachedOnlineList(container: Container, nowMs: number, delaySeconds: number): OnlineList {
  const cached = container.onlineList;
  if (cached !== undefined && nowMs < cached.takenAt + delaySeconds * 1000) return cached;
  container.onlineList = { takenAt: nowMs, members: onlineMembers(container) };
  return container.onlineList;
}

/** One page, of at most `pageSize` members, from the newest `most` members with `mark`. */
export function onlinePage(
  online: OnlineList,
  query: {
    readonly mark?: number | undefined;
    /** The `next` of the former page; 0 for the first page. */
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

/** Members and robots count as online as long as they are in the group or room. */
function onlineMembers(container: Container): OnlineMember[] {
  return [...present(container)]
    .map(([account, presence]) => ({ ...presence, account, marks: marksOf(container, account) }))
    .sort((a, b) => b.order - a.order);
}
