import { chatAccount } from "../lifecycle/chat-account";
import { chatbot } from "../lifecycle/chatbot";
import type { Context } from "../lifecycle/context";
import { friendListDeletion } from "../lifecycle/friend-list-deletion";
import { groupMemberRemoval } from "../lifecycle/group-member-removal";
import type { Lifecycle } from "../lifecycle/lifecycle";
import { liveGroup } from "../lifecycle/live-group";
import { liveGroupRobots, liveRoomRobots } from "../lifecycle/robots/live-robots";
import { roomRobot } from "../lifecycle/robots/room-robot";
import { roomRobots } from "../lifecycle/robots/room-robots";
import type { ResourceName } from "../resources/resource-name";
import type { Properties } from "./conversions";

/** A type of resource, as this door needs to know it. */
export interface ResourceType {
  readonly lifecycleIn: (context: Context) => Lifecycle<Properties, Properties>;
  /** Outputs that are no inputs, and that are known only when the work is done. */
  readonly outputs: readonly string[];
}

function type<Inputs extends object, State extends Inputs>(
  lifecycleIn: (context: Context) => Lifecycle<Inputs, State>,
  outputs: readonly string[] = [],
): ResourceType {
  // The engine hands over what `check` let through, and states that this lifecycle made.
  return { lifecycleIn: lifecycleIn as unknown as ResourceType["lifecycleIn"], outputs };
}

/** The resources by the last part of their tokens, which are those of their classes. */
export const resources: Readonly<Record<ResourceName, ResourceType>> = {
  ChatAccount: type(chatAccount),
  Chatbot: type(chatbot),
  LiveGroup: type(liveGroup),
  LiveGroupRobots: type(liveGroupRobots),
  LiveRoomRobots: type(liveRoomRobots),
  RoomRobot: type(roomRobot),
  RoomRobots: type(roomRobots),
  GroupMemberRemoval: type(groupMemberRemoval, ["removedAccounts"]),
  FriendListDeletion: type(friendListDeletion, ["deletedGroupNames", "currentSequence"]),
};
