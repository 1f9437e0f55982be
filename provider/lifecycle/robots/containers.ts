import type { Client } from "../../client/client";
import * as commands from "../../client/commands";
import { isTencentChatError } from "../../client/errors";
import { without } from "../batches";
import type { Context } from "../context";
import { readPages } from "../pages";
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
  readonly list: (context: Context, id: string) => Promise<Omit<Listing, "askedAt"> | undefined>;
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
    const { context, kind, id, name } = this;
    return context.shared(name, "robots", async () => {
      const askedAt = context.now();
      const found = await kind.list(context, id);
      return found && { ...found, askedAt };
    });
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
async function listOnline({ client }: Context, GroupId: string): ReturnType<ContainerKind["list"]> {
  const accounts = await readPages(commands.getMembers, 0, async (Timestamp) => {
    const page = await client.call(commands.getMembers, { GroupId, Timestamp, Mark: commands.robotMark });
    return page.gone ? undefined : { elements: accountsOf(page.MemberList), next: page.NextTimestamp };
  });
  return accounts && { accounts, proof: accounts.size < commands.onlineListCap ? "late" : "none" };
}

const accountsOf = (members: readonly { readonly Member_Account: string }[]): string[] =>
  members.map(({ Member_Account }) => Member_Account);

export const liveRoom: ContainerKind = {
  noun: "live room",
  robotsPerRequest: commands.robotsPerLiveRoom,
  hasRobotLimit: true,
  addGoneCode: noSuchRoom,
  add: (client, RoomId, accounts) =>
    client.call(commands.addLiveRobots, { RoomId, RobotList_Account: accounts }),
  remove: removeLive,
  list: async ({ client }, id) => {
    const accounts = await liveRobotsIn(client, id);
    return accounts && { accounts, proof: "exact" };
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
async function listNobody({ client }: Context, RoomId: string): ReturnType<ContainerKind["list"]> {
  const answer = await client.call(commands.getRoomInfo, { RoomId });
  return answer.gone ? undefined : { accounts: new Set(), proof: "none" };
}

async function listMembers({ client }: Context, RoomId: string): ReturnType<ContainerKind["list"]> {
  const Count = commands.roomMembersPerPage;
  const accounts = await readPages(commands.getRoomMemberList, "", async (Next) => {
    const page = await client.call(commands.getRoomMemberList, { RoomId, Count, Next });
    if (page.gone) return undefined;
    return { elements: accountsOf(page.Response.MemberList), next: page.Response.Next };
  });
  return accounts && { accounts, proof: "exact" };
}
