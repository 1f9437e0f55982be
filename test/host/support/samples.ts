import type { Properties } from "./host-error";
import type { ResourceType } from "./provider-texts";

/** What the engine gives in a preview for a value that is not known yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Good inputs of each type, all properties set. Lists are in the order of a state. */
export const samples: Readonly<Record<ResourceType, Properties>> = {
  ChatAccount: {
    userId: "robot-1",
    nick: "Host",
    faceUrl: "https://example.com/host.png",
    deleteOnDestroy: true,
  },
  Chatbot: {
    userId: "@RBT#bot-1",
    nick: "Host",
    faceUrl: "https://example.com/host.png",
    selfSignature: "Ask me",
  },
  LiveGroup: { groupId: "live-main", name: "Main stage", ownerAccount: "host" },
  LiveGroupRobots: { groupId: "@TGS#live", memberAccounts: ["robot-1", "robot-2"] },
  LiveRoomRobots: { roomId: "live-1", memberAccounts: ["robot-1", "robot-2"] },
  RoomRobot: { roomId: "room-1", memberAccount: "robot-1" },
  RoomRobots: { rooms: { "room-1": ["robot-1", "robot-2"], "room-2": ["robot-1"] } },
  GroupMemberRemoval: {
    groupId: "@TGS#work",
    memberAccounts: ["user-1", "user-2"],
    silence: true,
    reason: "end of the test",
    triggers: { run: 1 },
  },
  FriendListDeletion: { fromAccount: "user-1", groupNames: ["family", "work"], triggers: ["first"] },
};

export const types = Object.keys(samples) as ResourceType[];

/** The property that is a set, of those types that have one. */
export const setOf: Readonly<Partial<Record<ResourceType, string>>> = {
  LiveGroupRobots: "memberAccounts",
  LiveRoomRobots: "memberAccounts",
  GroupMemberRemoval: "memberAccounts",
  FriendListDeletion: "groupNames",
};
