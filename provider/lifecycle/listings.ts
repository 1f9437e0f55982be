import type { Client } from "../client/client";

import commands = require("../client/commands");

import { readPages } from "./pages";

/** The accounts that the service shows in a group or room. */
export interface Listing {
  readonly accounts: ReadonlySet<string>;
  /** Whether absence proves that an account is gone. `late`: only if it was not added within the last `listDelaySeconds`. */
  readonly proof: "exact" | "late" | "none";
}

export interface DatedListing extends Listing {
  /** When the service was asked, in milliseconds. */
  readonly askedAt: number;
  /** For how long the list may lack an account that was added. */
  readonly listDelaySeconds: number;
}

/**
 * Whether an account that the list does not show is gone.
 *
 * @param addedAt in milliseconds, if known
 */
export function isGone(
  { askedAt, proof, listDelaySeconds }: DatedListing,
  addedAt = Number.NEGATIVE_INFINITY,
): boolean {
  if (proof !== "late") return proof === "exact";
  // The distance in either direction: the clock of the machine that wrote the state may be ahead of this one.
  return Math.abs(askedAt - addedAt) >= listDelaySeconds * 1000;
}

/** A list that has reached its cap is incomplete: an account may be there without being among the newest. */
export async function listOnline(
  client: Client,
  GroupId: string,
  Mark: number,
): Promise<Listing | undefined> {
  const accounts = await readPages(commands.getMembers, 0, async (Timestamp) => {
    const page = await client.call(commands.getMembers, { GroupId, Timestamp, Mark });
    return page.gone ? undefined : { elements: accountsOf(page.MemberList), next: page.NextTimestamp };
  });
  return accounts && { accounts, proof: accounts.size < commands.onlineListCap ? "late" : "none" };
}

export async function listMembers(client: Client, RoomId: string): Promise<Listing | undefined> {
  const Count = commands.roomMembersPerPage;
  const accounts = await readPages(commands.getRoomMemberList, "", async (Next) => {
    const page = await client.call(commands.getRoomMemberList, { RoomId, Count, Next });
    if (page.gone) return undefined;
    return { elements: accountsOf(page.Response.MemberList), next: page.Response.Next };
  });
  return accounts && { accounts, proof: "exact" };
}

const accountsOf = (members: readonly { readonly Member_Account: string }[]): string[] =>
  members.map(({ Member_Account }) => Member_Account);

export async function listLiveRobots(client: Client, RoomId: string): Promise<Listing | undefined> {
  const answer = await client.call(commands.getLiveRobots, { RoomId });
  return answer.gone ? undefined : { accounts: new Set(answer.Response.RobotList_Account), proof: "exact" };
}

/** For a room whose robots the service does not list: only if the room is gone, they certainly are. */
export async function listNobody(client: Client, RoomId: string): Promise<Listing | undefined> {
  const answer = await client.call(commands.getRoomInfo, { RoomId });
  return answer.gone ? undefined : { accounts: new Set(), proof: "none" };
}
