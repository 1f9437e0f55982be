import commands = require("../../client/commands");
import listings = require("../listings");

import type { Client } from "../../client/client";
import { isTencentChatError, type TencentChatError } from "../../client/errors";
import { message } from "../../client/message";
import { naming } from "../batches";
import type { Context } from "../context";
import { ExplainedError, toldBy } from "../explained-error";
import type { Facts, Status } from "./ledger";

/** How the service holds robots in containers of one kind. */
export interface ContainerKind {
  /** The word before its ID in messages. */
  readonly noun: string;
  readonly robotsPerRequest: number;
  /** Whether it takes a limited number of robots, so that an update has to delete before it adds. */
  readonly hasRobotLimit: boolean;
  /** The code of an add that says that the container is gone. Those of a delete are in `client/commands.ts`. */
  readonly addGoneCode: number;
  readonly add: (client: Client, id: string, accounts: readonly string[]) => Promise<unknown>;
  /** Succeeds too if the container is gone. */
  readonly remove: (client: Client, id: string, accounts: readonly string[]) => Promise<unknown>;
  /** Undefined if the container is gone. */
  readonly list: (context: Context, id: string) => Promise<listings.Listing | undefined>;
}

/** One container, with what this run knows about it. */
export class Container {
  constructor(
    readonly context: Context,
    readonly kind: ContainerKind,
    readonly id: string,
  ) {}

  /** In the ledger, and for the lock. */
  get name(): string {
    return `${this.kind.noun} ${this.id}`;
  }

  record(accounts: readonly string[], facts: Facts): void {
    this.context.ledger.record(this.name, accounts, facts);
  }

  readonly status = (account: string): Status => this.context.ledger.status(this.name, account);

  send(step: "add" | "remove", accounts: readonly string[]): Promise<unknown> {
    return this.kind[step](this.context.client, this.id, accounts);
  }

  /** Asks the service once for all resources that ask at about the same time. Undefined if the container is gone. */
  list(): Promise<listings.DatedListing | undefined> {
    const { context, kind, id, name } = this;
    return context.shared(name, "robots", async () => {
      const { listDelaySeconds } = context.configuration.behaviour;
      const askedAt = context.now();
      const found = await kind.list(context, id);
      return found && { ...found, askedAt, listDelaySeconds };
    });
  }

  /** The error. If the container is full, its message names the robots that the program declares there. */
  explained(error: TencentChatError): Error {
    if (!this.kind.hasRobotLimit || error.code !== tooManyRobots) return error;
    const declared = this.context.ledger.declaredIn(this.name);
    const name = `${this.name.charAt(0).toUpperCase()}${this.name.slice(1)}`;
    const told = message`${name} takes no more robots. This stack declares ${declared.length} in it: ${naming(declared)}. ${toldBy(error)}`;
    return new ExplainedError(told, { cause: error });
  }
}

// Source: the error codes of "Adding a Robot" and "Add Room Robot".
const tooManyRobots = 100700;
const noSuchRoom = 100004;

export const liveGroup: ContainerKind = {
  noun: "group",
  robotsPerRequest: commands.robotsPerRequest,
  hasRobotLimit: false,
  addGoneCode: 10010,
  add: (client, GroupId, Member_Account) => client.call(commands.addRobots, { GroupId, Member_Account }),
  remove: (client, GroupId, Member_Account) => client.call(commands.delRobots, { GroupId, Member_Account }),
  list: ({ client }, id) => listings.listOnline(client, id, commands.robotMark),
};

export const liveRoom: ContainerKind = {
  noun: "live room",
  robotsPerRequest: commands.robotsPerLiveRoom,
  hasRobotLimit: true,
  addGoneCode: noSuchRoom,
  add: (client, RoomId, RobotList_Account) =>
    client.call(commands.addLiveRobots, { RoomId, RobotList_Account }),
  remove: removeLive,
  list: ({ client }, id) => listings.listLiveRobots(client, id),
};

/**
 * Source: "Delete Room Robot": every account has to be imported. If an account was deleted since, it is no robot any more, so
 * this deletes the others without it.
 */
async function removeLive(client: Client, RoomId: string, accounts: readonly string[]): Promise<void> {
  try {
    await client.call(commands.delLiveRobots, { RoomId, RobotList_Account: accounts });
  } catch (error) {
    if (!isTencentChatError(error) || error.code !== 100002) throw error;
    const listing = await listings.listLiveRobots(client, RoomId);
    const left = accounts.filter((account) => listing?.accounts.has(account));
    if (left.length === accounts.length) throw error;
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
  // No document says that a room's robots are in its member list.
  list: ({ client, configuration: { behaviour } }, id) =>
    behaviour.roomRobotsInMemberList ? listings.listMembers(client, id) : listings.listNobody(client, id),
};
