import {
  addRobots,
  delRobots,
  getMembers,
  onlineListCap,
  robotMark,
  robotsPerRequest,
} from "../client/commands";
import type { Context } from "./context";
import { groupId, listOf, userId } from "./inputs";
import { followPages } from "./pages";
import { placeRobots } from "./place-robots";
import type { Listing, PlaceKind } from "./robot-place";

const liveGroup: PlaceKind = {
  noun: "group",
  idProperty: "groupId",
  fields: {
    groupId: { rule: groupId },
    memberAccounts: { rule: listOf(userId, "UserIDs"), isSet: true },
  },
  robotsPerRequest,
  goneCode: 10010,
  isSmall: false,
  add: (client, GroupId, accounts) => client.call(addRobots, { GroupId, Member_Account: accounts }),
  remove: (client, GroupId, accounts) => client.call(delRobots, { GroupId, Member_Account: accounts }),
  list: onlineRobots,
};

/** What the engine asks of a `LiveGroupRobots`. */
export const liveGroupRobots = (context: Context) => placeRobots(context, liveGroup);

/**
 * The robots in the online list of a group, or undefined when the group is gone. Incomplete when the list has reached
 * its cap: who is not among the newest may be there all the same.
 */
async function onlineRobots(context: Context, GroupId: string): Promise<Listing | undefined> {
  const askedAt = context.now();
  const accounts = new Set<string>();
  let gone = false;
  await followPages(getMembers, 0, async (Timestamp) => {
    const page = await context.client.call(getMembers, { GroupId, Timestamp, Mark: robotMark });
    gone = page.gone;
    if (page.gone) return undefined;
    for (const { Member_Account } of page.MemberList) accounts.add(Member_Account);
    return page.NextTimestamp;
  });
  return gone ? undefined : { accounts, askedAt, isExact: false, isComplete: accounts.size < onlineListCap };
}
