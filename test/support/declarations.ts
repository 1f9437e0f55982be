import {
  ChatAccount,
  Chatbot,
  FriendListDeletion,
  GroupMemberRemoval,
  LiveGroup,
  LiveGroupRobots,
  LiveRoomRobots,
  RoomRobot,
  RoomRobots,
} from "pulumi-tencent-chat";

/** One of each type, with the inputs that it is to register. */
export const declarations = {
  ChatAccount: {
    declare: (name: string) => new ChatAccount(name, { userId: "a", nick: "A", deleteOnDestroy: true }),
    inputs: { userId: "a", nick: "A", deleteOnDestroy: true },
  },
  Chatbot: {
    declare: (name: string) => new Chatbot(name, { userId: "@RBT#a", nick: "A" }),
    inputs: { userId: "@RBT#a", nick: "A" },
  },
  LiveGroup: {
    declare: (name: string) => new LiveGroup(name, { groupId: "g", name: "n", ownerAccount: "o" }),
    inputs: { groupId: "g", name: "n", ownerAccount: "o" },
  },
  LiveGroupRobots: {
    declare: (name: string) => new LiveGroupRobots(name, { groupId: "g", memberAccounts: ["a"] }),
    inputs: { groupId: "g", memberAccounts: ["a"] },
  },
  LiveRoomRobots: {
    declare: (name: string) => new LiveRoomRobots(name, { roomId: "r", memberAccounts: ["a"] }),
    inputs: { roomId: "r", memberAccounts: ["a"] },
  },
  RoomRobot: {
    declare: (name: string) => new RoomRobot(name, { roomId: "r", memberAccount: "a" }),
    inputs: { roomId: "r", memberAccount: "a" },
  },
  RoomRobots: {
    declare: (name: string) => new RoomRobots(name, { rooms: { r: ["b"], s: ["a", "b"] } }),
    inputs: { rooms: { r: ["b"], s: ["a", "b"] } },
  },
  GroupMemberRemoval: {
    declare: (name: string) =>
      new GroupMemberRemoval(name, { groupId: "g", memberAccounts: ["a"], silence: true }),
    inputs: { groupId: "g", memberAccounts: ["a"], silence: true },
  },
  FriendListDeletion: {
    declare: (name: string) =>
      new FriendListDeletion(name, { fromAccount: "u", groupNames: ["l"], triggers: { run: 1 } }),
    inputs: { fromAccount: "u", groupNames: ["l"], triggers: { run: 1 } },
  },
} as const;
