import type { ResourceName } from "./resources/resource-name";

/** Inputs that name an account, a group, a room or a friend list. */
export const namingInputs = [
  "userId",
  "groupId",
  "ownerAccount",
  "roomId",
  "memberAccount",
  "memberAccounts",
  "rooms",
  "fromAccount",
  "groupNames",
] as const;

/**
 * Outputs that repeat such names but are no inputs, so only this package marks them as secret. `rooms` repeats rooms that the
 * program no longer has.
 */
export const repeatingOutputs: Readonly<Record<ResourceName, readonly string[]>> = {
  ChatAccount: [],
  Chatbot: [],
  LiveGroup: [],
  LiveGroupRobots: ["added", "deleted", "unconfirmed"],
  LiveRoomRobots: ["added", "deleted", "unconfirmed"],
  RoomRobot: ["deleted"],
  RoomRobots: ["rooms", "notes"],
  GroupMemberRemoval: ["removedAccounts"],
  FriendListDeletion: ["deletedGroupNames"],
};

/** The warning, shown once, for a user who makes a name secret. */
export function warningOf(input: string, type: string, name: string): string {
  return `${input} of ${type} "${name}" is a secret. The state stores it encrypted, but ids of resources and messages of failures show names in clear: see "Secret inputs" in docs/concepts.md of pulumi-tencent-chat.`;
}
