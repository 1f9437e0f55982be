import type { Client } from "../client/client";
import { addLiveRobots, delLiveRobots, getLiveRobots, robotsPerLiveRoom } from "../client/commands";
import { isTencentChatError } from "../client/errors";
import { without } from "./batches";
import type { Context } from "./context";
import { listOf, roomId, userId } from "./inputs";
import { placeRobots } from "./place-robots";
import type { PlaceKind } from "./robot-place";

const liveRoom: PlaceKind = {
  noun: "live room",
  idProperty: "roomId",
  fields: {
    roomId: { rule: roomId },
    memberAccounts: { rule: listOf(userId, "UserIDs", robotsPerLiveRoom), isSet: true },
  },
  robotsPerRequest: robotsPerLiveRoom,
  goneCode: 100004,
  isSmall: true,
  add: (client, RoomId, accounts) => client.call(addLiveRobots, { RoomId, RobotList_Account: accounts }),
  remove,
  list: async (context, id) => {
    const askedAt = context.now();
    const accounts = await robotsIn(context.client, id);
    return accounts && { accounts, askedAt, isExact: true, isComplete: true };
  },
};

/** What the engine asks of a `LiveRoomRobots`. */
export const liveRoomRobots = (context: Context) => placeRobots(context, liveRoom);

/** Undefined when there is no such room. */
async function robotsIn(client: Client, RoomId: string): Promise<Set<string> | undefined> {
  const answer = await client.call(getLiveRobots, { RoomId });
  return answer.gone ? undefined : new Set(answer.Response.RobotList_Account);
}

/**
 * Source: "Delete Room Robot": every account has to be imported. One that was deleted since is no robot any more, and
 * must not keep the others from being deleted.
 */
async function remove(client: Client, RoomId: string, accounts: readonly string[]): Promise<void> {
  try {
    await client.call(delLiveRobots, { RoomId, RobotList_Account: accounts });
  } catch (error) {
    if (!isTencentChatError(error) || error.code !== 100002) throw error;
    const there = (await robotsIn(client, RoomId)) ?? new Set<string>();
    const gone = accounts.filter((account) => !there.has(account));
    if (gone.length === 0) throw error;
    const left = without(accounts, gone);
    if (left.length > 0) await client.call(delLiveRobots, { RoomId, RobotList_Account: left });
  }
}
