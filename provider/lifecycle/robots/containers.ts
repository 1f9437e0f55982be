import type { Client } from "../../client/client";
import * as commands from "../../client/commands";
import { isTencentChatError } from "../../client/errors";
import { without } from "../batches";
import type { Context } from "../context";
import { followPages } from "../pages";
import type { Facts, Status } from "./ledger";
import type { Listing } from "./robot-set";

/** How the service holds robots in containers of one kind. */
export interface ContainerKind {
  /** What a person calls it, before its ID. */
  readonly noun: string;
  readonly robotsPerRequest: number;
  /** Whether it takes a limited number of robots, so that an update has to delete before it adds. */
  readonly hasRobotLimit: boolean;
  /**
   * The code of an add that says that the container is gone: no failure for a resource that only restores robots. Which
   * codes of a delete say so is in `client/commands.ts`.
   */
  readonly addGoneCode: number;
  readonly add: (client: Client, id: string, accounts: readonly string[]) => Promise<unknown>;
  /** Succeeds where the container is gone. */
  readonly remove: (client: Client, id: string, accounts: readonly string[]) => Promise<unknown>;
  /** Undefined when the container is gone. */
  readonly list: (context: Context, id: string) => Promise<Listing | undefined>;
}

/** One container, with what this run knows about it. */
export class Container {
  /** In the ledger, and for the lock. */
  readonly name: string;

  constructor(
    readonly context: Context,
    readonly kind: ContainerKind,
    readonly id: string,
  ) {
    this.name = `${kind.noun} ${id}`;
  }

  record(accounts: readonly string[], facts: Facts): void {
    this.context.ledger.record({ container: this.name, accounts }, facts);
  }

  readonly status = (account: string): Status => this.context.ledger.status(this.name, account);

  /** Asks the service once for all resources that ask at about the same time. Undefined when the container is gone. */
  list(): Promise<Listing | undefined> {
    return this.context.shared(this.name, "robots", () => this.kind.list(this.context, this.id));
  }
}

/** Source: the error codes of "Adding a Robot" and "Add Room Robot". */
export const tooManyRobots = 100700;

/** Source: the error codes of "Adding a Robot" and "Add Room Robot". */
const noSuchRoom = 100004;

export const liveGroup: ContainerKind = {
  noun: "group",
  robotsPerRequest: commands.robotsPerRequest,
  hasRobotLimit: false,
  addGoneCode: 10010,
  add: (client, GroupId, accounts) => client.call(commands.addRobots, { GroupId, Member_Account: accounts }),
  remove: (client, GroupId, accounts) =>
    client.call(commands.delRobots, { GroupId, Member_Account: accounts }),
  list: listOnline,
};

/** A list that has reached its cap is incomplete: an account that is not among the newest may be there all the same. */
async function listOnline({ client, now }: Context, GroupId: string): Promise<Listing | undefined> {
  const askedAt = now();
  const accounts = new Set<string>();
  let gone = false;
  await followPages(commands.getMembers, 0, async (Timestamp) => {
    const page = await client.call(commands.getMembers, { GroupId, Timestamp, Mark: commands.robotMark });
    gone = page.gone;
    if (page.gone) return undefined;
    for (const { Member_Account } of page.MemberList) accounts.add(Member_Account);
    return page.NextTimestamp;
  });
  return gone
    ? undefined
    : { accounts, askedAt, proof: accounts.size < commands.onlineListCap ? "late" : "none" };
}

export const liveRoom: ContainerKind = {
  noun: "live room",
  robotsPerRequest: commands.robotsPerLiveRoom,
  hasRobotLimit: true,
  addGoneCode: noSuchRoom,
  add: (client, RoomId, accounts) =>
    client.call(commands.addLiveRobots, { RoomId, RobotList_Account: accounts }),
  remove: removeLive,
  list: async (context, id) => {
    const askedAt = context.now();
    const accounts = await liveRobotsIn(context.client, id);
    return accounts && { accounts, askedAt, proof: "exact" };
  },
};

/** Undefined when there is no such room. */
async function liveRobotsIn(client: Client, RoomId: string): Promise<Set<string> | undefined> {
  const answer = await client.call(commands.getLiveRobots, { RoomId });
  return answer.gone ? undefined : new Set(answer.Response.RobotList_Account);
}

/**
 * Source: "Delete Room Robot": every account has to be imported. An account that was deleted since is no robot any more, and
 * must not keep the others from being deleted.
 */
async function removeLive(client: Client, RoomId: string, accounts: readonly string[]): Promise<void> {
  try {
    await client.call(commands.delLiveRobots, { RoomId, RobotList_Account: accounts });
  } catch (error) {
    if (!isTencentChatError(error) || error.code !== 100002) throw error;
    const there = (await liveRobotsIn(client, RoomId)) ?? new Set<string>();
    const gone = accounts.filter((account) => !there.has(account));
    if (gone.length === 0) throw error;
    const left = without(accounts, gone);
    if (left.length > 0) await client.call(commands.delLiveRobots, { RoomId, RobotList_Account: left });
  }
}

/** A room of type Conference: one robot to a request, and no list of robots. */
export const conferenceRoom: ContainerKind = {
  noun: "room",
  robotsPerRequest: 1,
  hasRobotLimit: true,
  addGoneCode: noSuchRoom,
  add: (client, RoomId, accounts) =>
    Promise.all(accounts.map((Member_Account) => client.call(commands.addRobot, { RoomId, Member_Account }))),
  remove: (client, RoomId, accounts) =>
    Promise.all(
      accounts.map((Member_Account) => client.call(commands.deleteRobot, { RoomId, Member_Account })),
    ),
  list: (context, room) =>
    context.configuration.behaviour.roomRobotsInMemberList
      ? listMembers(context, room)
      : listNobody(context, room),
};

/** No document says that a room's robots are in its member list. Unless the configuration does, only a gone room is proof. */
async function listNobody({ client, now }: Context, RoomId: string): Promise<Listing | undefined> {
  const askedAt = now();
  const answer = await client.call(commands.getRoomInfo, { RoomId });
  return answer.gone ? undefined : { accounts: new Set(), askedAt, proof: "none" };
}

async function listMembers({ client, now }: Context, RoomId: string): Promise<Listing | undefined> {
  const askedAt = now();
  const accounts = new Set<string>();
  let gone = false;
  await followPages(commands.getRoomMemberList, "", async (Next) => {
    const request = { RoomId, Count: commands.roomMembersPerPage, Next };
    const page = await client.call(commands.getRoomMemberList, request);
    gone = page.gone;
    if (page.gone) return undefined;
    for (const { Member_Account } of page.Response.MemberList) accounts.add(Member_Account);
    return page.Response.Next;
  });
  return gone ? undefined : { accounts, askedAt, proof: "exact" };
}
