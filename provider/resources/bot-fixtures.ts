import pulumi = require("@pulumi/pulumi");

import { ChatAccount, type ChatAccountArgs } from "./chat-account";
import { Chatbot, type ChatbotArgs } from "./chatbot";
import { LiveGroup, type LiveGroupArgs } from "./live-group";
import { LiveGroupRobots } from "./live-group-robots";
import { LiveRoomRobots } from "./live-room-robots";
import { byRoom, isEmpty, mapped, type RobotList, type RobotsOfFixture } from "./robot-lists";
import { RoomRobots } from "./room-robots";
import type { AppArgs } from "./tencent-chat-resource";

/** An account; see {@link ChatAccountArgs}. Its `userId` defaults to its key. */
export type AccountFixture = Partial<Omit<ChatAccountArgs, keyof AppArgs>>;

/** A chatbot; see {@link ChatbotArgs}. Its `userId` defaults to its key. */
export type ChatbotFixture = Partial<Omit<ChatbotArgs, keyof AppArgs>>;

/** A live group, with the robots in it. */
export interface LiveGroupFixture {
  /** The group's ID. @default the key */
  groupId?: pulumi.Input<string>;
  /** Creates the group with these properties; destroying the environment dissolves it. @default the group exists already, and stays */
  create?: Omit<LiveGroupArgs, "groupId" | keyof AppArgs>;
  /** Keys of `accounts` or `chatbots`, or else UserIDs. See `LiveGroupRobotsArgs`. @default none */
  robots?: pulumi.Input<pulumi.Input<string>[]>;
}

/** An existing room of type Conference, with the robots in it. */
export interface RoomFixture {
  /** The room's ID. @default the key */
  roomId?: pulumi.Input<string>;
  /** Keys of `accounts` or `chatbots`, or else UserIDs. An empty list declares nothing. See `RoomRobotsArgs`. */
  robots: pulumi.Input<readonly pulumi.Input<string>[]>;
}

/** An existing room of type Live, with the robots in it. */
export interface LiveRoomFixture {
  /** The room's ID. @default the key */
  roomId?: pulumi.Input<string>;
  /** Keys of `accounts` or `chatbots`, or else UserIDs. At most 3; see `LiveRoomRobotsArgs`. */
  robots: pulumi.Input<pulumi.Input<string>[]>;
}

/** Fixtures or resources by a key, from which the resources get their names. */
type Keyed<Key extends string, Fixture> = Readonly<Record<Key, Fixture>>;

export interface BotFixturesArgs<
  Account extends string = string,
  Bot extends string = string,
  Group extends string = string,
  Room extends string = string,
  LiveRoom extends string = string,
> extends AppArgs {
  /** Accounts, created before the resources that need them. @default none */
  accounts?: Keyed<Account, AccountFixture>;
  /** Chatbots. @default none */
  chatbots?: Keyed<Bot, ChatbotFixture>;
  /** Live groups and their robots. @default none */
  liveGroups?: Keyed<Group, LiveGroupFixture>;
  /** Rooms of type Conference and their robots. @default none */
  rooms?: Keyed<Room, RoomFixture>;
  /** Rooms of type Live and their robots. @default none */
  liveRooms?: Keyed<LiveRoom, LiveRoomFixture>;
}

/** The properties of each fixture, for programs that no compiler checks. The resources check those of accounts and chatbots. */
const propertiesOf = {
  liveGroups: ["groupId", "create", "robots"],
  rooms: ["roomId", "robots"],
  liveRooms: ["roomId", "robots"],
} as const;
const fixtureKinds = ["accounts", "chatbots", "liveGroups", "rooms", "liveRooms"] as const;
const parts = [...fixtureKinds, "app"];

/**
 * All bots of one environment: accounts, chatbots, live groups, and the robots of groups and rooms.
 *
 * Each resource is called `<name>-<key>`, after its key in the arguments; the robots of all `rooms` are one resource,
 * `<name>-rooms`. So adding a fixture renames no resource. Accounts and chatbots are created first, then groups, then robots;
 * a destroy goes in the reverse order.
 *
 * If a program declared the same resources one by one, the option `transformations` tells the component their former names.
 * Then the next `up` creates only the component itself. A `RoomRobot` needs no former name: the preview shows it as deleted, but
 * its robot stays in its room and belongs to the new `RoomRobots`. In this example, the group `stage` and its robots `hosts`
 * become `dev-stage`, since resources of different types may share a name:
 *
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { BotFixtures } from "pulumi-tencent-chat";
 *
 * const formerly: Readonly<Record<string, readonly string[]>> = { "dev-stage": ["stage", "hosts"] };
 * const renamed: pulumi.ResourceTransformation = ({ name, props, opts }) => {
 *   const aliases = formerly[name]?.map((old) => ({ name: old, parent: pulumi.rootStackResource }));
 *   return aliases && { props, opts: pulumi.mergeOptions(opts, { aliases }) };
 * };
 * const liveGroups = { stage: { create: { name: "Stage" }, robots: ["bot-guide"] } };
 * new BotFixtures("dev", { liveGroups }, { transformations: [renamed] });
 * ```
 */
export class BotFixtures<
  Account extends string = string,
  Bot extends string = string,
  Group extends string = string,
  Room extends string = string,
  LiveRoom extends string = string,
> extends pulumi.ComponentResource {
  readonly accounts: Keyed<Account, ChatAccount>;
  readonly chatbots: Keyed<Bot, Chatbot>;
  /** Undefined for a group without `create`. */
  readonly liveGroups: Keyed<Group, LiveGroup | undefined>;
  /** Undefined for a group without `robots`. */
  readonly liveGroupRobots: Keyed<Group, LiveGroupRobots | undefined>;
  /** The robots of all rooms of type Conference, as one resource. Undefined if no room has robots. */
  readonly roomRobots: RoomRobots | undefined;
  readonly liveRoomRobots: Keyed<LiveRoom, LiveRoomRobots>;

  constructor(
    name: string,
    args: BotFixturesArgs<Account, Bot, Group, Room, LiveRoom>,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("tencent-chat:index:BotFixtures", name, {}, opts);
    refuseWrong(`BotFixtures "${name}"`, args);
    const { liveGroups, rooms, liveRooms, app } = args;
    const nameOf = (key: string): string => `${name}-${key}`;
    const child = { parent: this };

    this.accounts = each(
      args.accounts,
      (key, account) =>
        new ChatAccount(nameOf(key), { ...account, userId: account.userId ?? key, app }, child),
    );
    this.chatbots = each(
      args.chatbots,
      (key, chatbot) => new Chatbot(nameOf(key), { ...chatbot, userId: chatbot.userId ?? key, app }, child),
    );

    // The output of an account rather than its UserID, so that the engine creates the account first.
    const members = new Map<string, ChatAccount | Chatbot>([
      ...Object.entries<Chatbot>(this.chatbots),
      ...Object.entries<ChatAccount>(this.accounts),
    ]);
    const accountOf = (robot: string): pulumi.Output<string> =>
      members.get(robot)?.userId ?? pulumi.output(robot);
    const accountsOf = (robots: RobotsOfFixture): RobotList => mapped(robots, accountOf);

    this.liveGroups = each(liveGroups, (key, { groupId = key, create }) => {
      if (create === undefined) return undefined;
      const { ownerAccount, ...rest } = create;
      const owner =
        ownerAccount === undefined ? {} : { ownerAccount: pulumi.output(ownerAccount).apply(accountOf) };
      return new LiveGroup(nameOf(key), { ...rest, ...owner, groupId, app }, child);
    });
    this.liveGroupRobots = each(liveGroups, (key, { groupId = key, robots }) => {
      if (robots === undefined) return undefined;
      const group = this.liveGroups[key]?.groupId ?? groupId;
      return new LiveGroupRobots(
        nameOf(key),
        { groupId: group, memberAccounts: accountsOf(robots), app },
        child,
      );
    });
    const inRooms = Object.entries<RoomFixture>(rooms ?? {})
      .filter(([, { robots }]) => !isEmpty(robots))
      .map(([key, { roomId = key, robots }]) => ({ roomId, robots: accountsOf(robots) }));
    this.roomRobots =
      inRooms.length === 0
        ? undefined
        : new RoomRobots(nameOf("rooms"), { rooms: byRoom(inRooms), app }, child);
    this.liveRoomRobots = each(
      liveRooms,
      (key, { roomId = key, robots }) =>
        new LiveRoomRobots(nameOf(key), { roomId, memberAccounts: accountsOf(robots), app }, child),
    );
    this.registerOutputs({});
  }
}

/** Makes a child of each fixture, by the same key. */
function each<Key extends string, Fixture, Child>(
  fixtures: Keyed<Key, Fixture> | undefined,
  make: (key: Key, fixture: Fixture) => Child,
): Keyed<Key, Child> {
  const entries = Object.entries<Fixture>(fixtures ?? ({} as Keyed<Key, Fixture>)) as [Key, Fixture][];
  return Object.fromEntries(entries.map(([key, fixture]) => [key, make(key, fixture)])) as Keyed<Key, Child>;
}

function refuseWrong(place: string, args: BotFixturesArgs): void {
  refuseUnknown(place, args, parts);
  for (const kind of fixtureKinds) {
    const fixtures: Readonly<Record<string, object>> | undefined = args[kind];
    if (fixtures === undefined) continue;
    refuseOther(`${kind} of ${place}`, fixtures, `such as { "key": {} }`);
    for (const [key, fixture] of Object.entries(fixtures)) {
      const at = `${kind}["${key}"] of ${place}`;
      refuseOther(at, fixture, "which may be empty: {}");
      if (kind in propertiesOf) refuseUnknown(at, fixture, propertiesOf[kind as keyof typeof propertiesOf]);
    }
  }
  for (const [key, { robots }] of Object.entries(args.rooms ?? {})) {
    // Otherwise the map of rooms would silently lack a room without a list.
    if (robots === undefined)
      throw new pulumi.RunError(`rooms["${key}"] of ${place} has no robots; it needs a list: robots: [].`);
  }
}

function refuseOther(place: string, value: unknown, such: string): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw new pulumi.RunError(`${place} has to be an object, ${such}.`);
}

function refuseUnknown(place: string, given: object, known: readonly string[]): void {
  refuseOther(place, given, `with any of ${known.join(", ")}`);
  const unknown = Object.keys(given).find((property) => !known.includes(property));
  if (unknown === undefined) return;
  throw new pulumi.RunError(`${unknown} is no property of ${place}. It has ${known.join(", ")}.`);
}
