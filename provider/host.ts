import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { readConfiguration } from "./configuration/configuration";
import { contextOf } from "./contexts";
import { byApp, type CallsByApp } from "./lifecycle/by-app";
import { chatAccount } from "./lifecycle/chat-account";
import { chatbot } from "./lifecycle/chatbot";
import type { Context } from "./lifecycle/context";
import { ExplainedError } from "./lifecycle/explained-error";
import { friendListDeletion } from "./lifecycle/friend-list-deletion";
import { groupMemberRemoval } from "./lifecycle/group-member-removal";
import type { Lifecycle } from "./lifecycle/lifecycle";
import { liveGroup } from "./lifecycle/live-group";
import { declarationIn } from "./lifecycle/owners";
import { liveGroupRobots, liveRoomRobots } from "./lifecycle/robots/live-robots";
import { roomRobot } from "./lifecycle/robots/room-robot";
import { roomRobots } from "./lifecycle/robots/room-robots";

/*
 * The dynamic door. The constant text in every resource's state opens it: `require("pulumi-tencent-chat/host").<Name>`. These
 * names never change, since states from long ago use them.
 */

/** Removes the stack of an error that explains itself: the host prints the stack beside the message. */
function explained(error: unknown): unknown {
  if (error instanceof ExplainedError) error.stack = "";
  return error;
}

async function withoutStack<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw explained(error);
  }
}

/** A provider for the SDK's host. Once the host has configured it, it makes a lifecycle for each app. */
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
    // Sets `opened` before any `await`, since the host lets other calls in while this one waits.
    configure: async ({ config }) => {
      opened = byApp(
        type,
        (app) => contextOf(readConfiguration((key) => config.get(key), process.env, app)),
        lifecycleIn,
      );
    },
    check: (olds, news) =>
      withoutStack(() => {
        const { owner, inputs } = declarationIn(type, news);
        return inside().check(olds, inputs, owner);
      }),
    diff: (id, olds, news) => withoutStack(() => inside().diff(id, olds, news)),
    create: (inputs) => withoutStack(() => inside().create(inputs)),
    read: (id, props) => withoutStack(() => inside().read(id, props)),
    update: (id, olds, news) => withoutStack(() => inside().update(id, olds, news)),
    delete: (id, props) => withoutStack(() => inside().delete(id, props)),
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
