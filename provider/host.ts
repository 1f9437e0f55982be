import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { isTencentChatError } from "./client/errors";
import { type Configuration, readConfiguration } from "./configuration";
import { byApp, type CallsByApp } from "./lifecycle/by-app";
import { chatAccount } from "./lifecycle/chat-account";
import { chatbot } from "./lifecycle/chatbot";
import { Context } from "./lifecycle/context";
import { ExplainedError } from "./lifecycle/explained-error";
import { friendListDeletion } from "./lifecycle/friend-list-deletion";
import { groupMemberRemoval } from "./lifecycle/group-member-removal";
import { providerProperty } from "./lifecycle/inputs";
import type { Lifecycle } from "./lifecycle/lifecycle";
import { liveGroup } from "./lifecycle/live-group";
import { declarationIn } from "./lifecycle/owners";
import { PartialFailure } from "./lifecycle/partial-failure";
import { Ledger } from "./lifecycle/robots/ledger";
import { liveGroupRobots, liveRoomRobots } from "./lifecycle/robots/live-robots";
import { roomRobot } from "./lifecycle/robots/room-robot";
import { roomRobots } from "./lifecycle/robots/room-robots";

/*
 * The door that the constant text in every resource's state opens: `require("pulumi-tencent-chat/host").<Name>`. The
 * names are a promise to states that were written long ago.
 */

const contexts = new Map<string, Context>();
const ledgers = new Map<string, Ledger>();

function known<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}

/** One ledger for each app of the service, whatever the app is called in the configuration and whichever limits it has. */
function ledgerOf({ client }: Configuration): Ledger {
  if (client === undefined) return new Ledger();
  return known(ledgers, `${client.sdkAppId} ${client.baseUrl}`, () => new Ledger());
}

/** One context, and with it one client, for one configuration: the host configures each type of resource apart. */
function contextOf(configuration: Configuration): Context {
  return known(
    contexts,
    JSON.stringify(configuration),
    () => new Context(configuration, ledgerOf(configuration)),
  );
}

/** The host prints the stack of an error beside its message. Of failures that explain themselves, that is noise. */
function explained(error: unknown): unknown {
  if (isTencentChatError(error) || error instanceof ExplainedError) error.stack = "";
  return error;
}

async function explaining<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw explained(error);
  }
}

/**
 * The host adds its own property to what a call returns, but not to what a failure leaves as the resource's state; a
 * state without it could be neither read nor deleted.
 */
async function keepingProvider<Result>(inputs: object, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    const { [providerProperty]: text } = inputs as Record<string, unknown>;
    throw new PartialFailure(error.id, { ...error.properties, [providerProperty]: text }, error.message);
  }
}

/** A provider as the SDK's host calls it, of a lifecycle that is made for each app once the host has configured it. */
function door<Inputs extends object, State extends Inputs>(
  type: string,
  lifecycleIn: (context: Context) => Lifecycle<Inputs, State>,
): ResourceProvider<Inputs, State> {
  let opened: CallsByApp<Inputs, State> | undefined;
  const inside = (): NonNullable<typeof opened> => {
    if (opened === undefined) throw new Error("A provider has to be configured before it is called.");
    return opened;
  };
  return {
    // Opens before it first waits: the host lets other calls in while it waits for this one.
    configure: async ({ config }) => {
      opened = byApp(
        type,
        (app) => contextOf(readConfiguration((key) => config.get(key), process.env, app)),
        lifecycleIn,
      );
    },
    check: (olds, news) =>
      explaining(() => {
        const { owner, inputs } = declarationIn(type, news);
        return inside().check(olds, inputs, owner);
      }),
    diff: (id, olds, news) => explaining(() => inside().diff(id, olds, news)),
    create: (inputs) => explaining(() => keepingProvider(inputs, () => inside().create(inputs))),
    read: (id, props) => explaining(() => inside().read(id, props)),
    update: (id, olds, news) =>
      explaining(() => keepingProvider(news, () => inside().update(id, olds, news))),
    delete: (id, props) => explaining(() => inside().delete(id, props)),
  };
}

export const ChatAccount: ResourceProvider = door("ChatAccount", chatAccount);
export const Chatbot: ResourceProvider = door("Chatbot", chatbot);
export const LiveGroup: ResourceProvider = door("LiveGroup", liveGroup);
export const LiveGroupRobots: ResourceProvider = door("LiveGroupRobots", liveGroupRobots);
export const LiveRoomRobots: ResourceProvider = door("LiveRoomRobots", liveRoomRobots);
export const RoomRobot: ResourceProvider = door("RoomRobot", roomRobot);
export const RoomRobots: ResourceProvider = door("RoomRobots", roomRobots);
export const GroupMemberRemoval: ResourceProvider = door("GroupMemberRemoval", groupMemberRemoval);
export const FriendListDeletion: ResourceProvider = door("FriendListDeletion", friendListDeletion);
