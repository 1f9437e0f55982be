import type { CheckFailure, ResourceProvider } from "@pulumi/pulumi/dynamic";
import { isTencentChatError } from "./client/errors";
import { type Configuration, readConfiguration } from "./configuration";
import { chatAccount } from "./lifecycle/chat-account";
import { Context } from "./lifecycle/context";
import { ExplainedError } from "./lifecycle/explained-error";
import { friendListDeletion } from "./lifecycle/friend-list-deletion";
import { groupMemberRemoval } from "./lifecycle/group-member-removal";
import { providerProperty } from "./lifecycle/inputs";
import type { Lifecycle } from "./lifecycle/lifecycle";
import { liveGroup } from "./lifecycle/live-group";
import { liveGroupRobots } from "./lifecycle/live-group-robots";
import { liveRoomRobots } from "./lifecycle/live-room-robots";
import { PartialFailure } from "./lifecycle/partial-failure";
import { roomRobot } from "./lifecycle/room-robot";

/*
 * The door that the constant text in every resource's state opens: `require("pulumi-tencent-chat/host").<Name>`. The
 * names are a promise to states that were written long ago.
 */

const contexts = new Map<string, Context>();

/** One context, and with it one client, for one configuration: the host configures each type of resource apart. */
function contextOf(configuration: Configuration): Context {
  const key = JSON.stringify(configuration);
  const known = contexts.get(key);
  if (known !== undefined) return known;
  const context = new Context(configuration);
  contexts.set(key, context);
  return context;
}

/** The host prints the stack of an error beside its message. Of failures that explain themselves, that is noise. */
function explained(error: unknown): unknown {
  if (isTencentChatError(error) || error instanceof ExplainedError) error.stack = "";
  return error;
}

/** Problems of the configuration, as failures of the resource as a whole, which a preview shows. */
function configurationFailures({ configuration }: Context): CheckFailure[] {
  return configuration.problems.map((reason) => ({ property: "", reason }));
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

/** A provider as the SDK's host calls it, of a lifecycle that is made once the host has configured it. */
function door<Inputs extends object, State extends Inputs>(
  lifecycleIn: (context: Context) => Lifecycle<Inputs, State>,
): ResourceProvider<Inputs, State> {
  let opened: { readonly context: Context; readonly lifecycle: Lifecycle<Inputs, State> } | undefined;
  const inside = (): NonNullable<typeof opened> => {
    if (opened === undefined) throw new Error("A provider has to be configured before it is called.");
    return opened;
  };
  return {
    // Opens before it first waits: the host lets other calls in while it waits for this one.
    configure: async ({ config }) => {
      const context = contextOf(readConfiguration((key) => config.get(key), process.env));
      opened = { context, lifecycle: lifecycleIn(context) };
    },
    check: (olds, news) =>
      explaining(async () => {
        const { context, lifecycle } = inside();
        const { failures = [], ...result } = await lifecycle.check(olds, news);
        return { ...result, failures: [...failures, ...configurationFailures(context)] };
      }),
    diff: (id, olds, news) => explaining(() => inside().lifecycle.diff(id, olds, news)),
    create: (inputs) => explaining(() => keepingProvider(inputs, () => inside().lifecycle.create(inputs))),
    read: (id, props) => explaining(() => inside().lifecycle.read(id, props)),
    update: (id, olds, news) =>
      explaining(() => keepingProvider(news, () => inside().lifecycle.update(id, olds, news))),
    delete: (id, props) => explaining(() => inside().lifecycle.delete(id, props)),
  };
}

export const ChatAccount: ResourceProvider = door(chatAccount);
export const LiveGroup: ResourceProvider = door(liveGroup);
export const LiveGroupRobots: ResourceProvider = door(liveGroupRobots);
export const LiveRoomRobots: ResourceProvider = door(liveRoomRobots);
export const RoomRobot: ResourceProvider = door(roomRobot);
export const GroupMemberRemoval: ResourceProvider = door(groupMemberRemoval);
export const FriendListDeletion: ResourceProvider = door(friendListDeletion);
