import {
  addRobot,
  deleteRobot,
  getRoomInfo,
  getRoomMemberList,
  roomMembersPerPage,
} from "../client/commands";
import type { Context } from "./context";
import { listOf, roomId, userId } from "./inputs";
import { followPages } from "./pages";
import type { Listing, PlaceKind } from "./robot-place";

/*
 * Rooms of type Conference: one robot to a request, and no list of robots.
 */

export const placeOfRoom = (room: string): string => `room ${room}`;

export const conferenceRoom: PlaceKind = {
  noun: "room",
  idProperty: "roomId",
  fields: {
    roomId: { rule: roomId },
    memberAccounts: { rule: listOf(userId, "UserIDs"), isSet: true },
  },
  robotsPerRequest: 1,
  goneCode: 100004,
  // Source: the error codes of "Adding a Robot", 100700.
  isSmall: true,
  add: (client, RoomId, accounts) =>
    Promise.all(accounts.map((Member_Account) => client.call(addRobot, { RoomId, Member_Account }))),
  remove: (client, RoomId, accounts) =>
    Promise.all(accounts.map((Member_Account) => client.call(deleteRobot, { RoomId, Member_Account }))),
  list: async (context, room): Promise<Listing | undefined> => {
    const askedAt = context.now();
    if (!context.configuration.behaviour.roomRobotsInMemberList) {
      const isThere = await roomExists(context, room);
      return isThere ? { accounts: new Set(), askedAt, isExact: false, isComplete: false } : undefined;
    }
    const accounts = new Set<string>();
    const isThere = await readMembers(context, room, (page) => {
      for (const account of page) accounts.add(account);
      return true;
    });
    return isThere ? { accounts, askedAt, isExact: true, isComplete: true } : undefined;
  },
};

/** No document says that a room's robots are in its member list, so without being told only a gone room is proof. */
export async function roomExists(context: Context, room: string): Promise<boolean> {
  const answer = await context.shared(placeOfRoom(room), "exists", () =>
    context.client.call(getRoomInfo, { RoomId: room }),
  );
  return !answer.gone;
}

/**
 * Reads the members of a room, page by page.
 *
 * @param use takes a page; false ends it
 * @returns whether there is such a room
 */
export async function readMembers(
  context: Context,
  room: string,
  use: (accounts: readonly string[]) => boolean,
): Promise<boolean> {
  let isThere = true;
  await followPages(getRoomMemberList, "", async (Next) => {
    const page = await context.shared(placeOfRoom(room), `members ${Next}`, () =>
      context.client.call(getRoomMemberList, { RoomId: room, Count: roomMembersPerPage, Next }),
    );
    isThere = !page.gone;
    if (page.gone) return undefined;
    const { MemberList, Next: next } = page.Response;
    return use(MemberList.map(({ Member_Account }) => Member_Account)) ? next : undefined;
  });
  return isThere;
}
