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
import { type ContainerKind, robotCalled, thingCalled } from "../ownership";
import type { Properties } from "./conversions";

/** A type of resource, as this door needs to know it. */
export interface ResourceType {
  readonly lifecycleIn: (context: Context) => Lifecycle<Properties, Properties>;
  /** What a resource with these inputs owns, of which no other may; as far as it is known. */
  readonly owns: (inputs: Properties, app: string | undefined) => readonly string[];
  /** Outputs that are no inputs, and known only when the work is done. */
  readonly outputs: readonly string[];
}

function type<Inputs extends object, State extends Inputs>(
  lifecycleIn: (context: Context) => Lifecycle<Inputs, State>,
  owns: ResourceType["owns"] = nothing,
  outputs: readonly string[] = [],
): ResourceType {
  // The engine hands over what `check` let through, and states that this lifecycle made.
  return { lifecycleIn: lifecycleIn as unknown as ResourceType["lifecycleIn"], owns, outputs };
}

const nothing = (): [] => [];

const isText = (value: unknown): value is string => typeof value === "string";

const one =
  (kind: Parameters<typeof thingCalled>[0], property: string): ResourceType["owns"] =>
  ({ [property]: id }, app) =>
    isText(id) ? [thingCalled(kind, id, app)] : [];

function robots(kind: ContainerKind, id: unknown, accounts: unknown, app: string | undefined): string[] {
  if (!isText(id) || !Array.isArray(accounts)) return [];
  return accounts.filter(isText).map((account) => robotCalled(account, kind, id, app));
}

/** The resources by the last part of their tokens, which are those of their classes. */
export const resources: Readonly<Record<string, ResourceType>> = {
  ChatAccount: type(chatAccount, one("account", "userId")),
  Chatbot: type(chatbot, one("chatbot", "userId")),
  LiveGroup: type(liveGroup, one("live group", "groupId")),
  LiveGroupRobots: type(liveGroupRobots, (inputs, app) =>
    robots("group", inputs.groupId, inputs.memberAccounts, app),
  ),
  LiveRoomRobots: type(liveRoomRobots, (inputs, app) =>
    robots("live room", inputs.roomId, inputs.memberAccounts, app),
  ),
  RoomRobot: type(roomRobot, (inputs, app) => robots("room", inputs.roomId, [inputs.memberAccount], app)),
  RoomRobots: type(roomRobots, ({ rooms }, app) =>
    Object.entries(rooms ?? {}).flatMap(([id, accounts]) => robots("room", id, accounts, app)),
  ),
  GroupMemberRemoval: type(groupMemberRemoval, nothing, ["removedAccounts"]),
  FriendListDeletion: type(friendListDeletion, nothing, ["deletedGroupNames", "currentSequence"]),
};
