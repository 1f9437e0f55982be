/** The resources of this package, by the names under which `pulumi-tencent-chat/host` exports their lifecycles. */
export type ResourceName =
  | "ChatAccount"
  | "Chatbot"
  | "LiveGroup"
  | "LiveGroupRobots"
  | "LiveRoomRobots"
  | "RoomRobot"
  | "RoomRobots"
  | "GroupMemberRemoval"
  | "FriendListDeletion";
