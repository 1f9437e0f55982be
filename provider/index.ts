export { checkDeclared } from "./check-declared";
export type { Region } from "./client/regions";
export {
  type AccountFixture,
  BotFixtures,
  type BotFixturesArgs,
  type ChatbotFixture,
  type LiveGroupFixture,
  type LiveRoomFixture,
  type RoomFixture,
} from "./resources/bot-fixtures";
export { ChatAccount, type ChatAccountArgs } from "./resources/chat-account";
export { Chatbot, type ChatbotArgs } from "./resources/chatbot";
export { FriendListDeletion, type FriendListDeletionArgs } from "./resources/friend-list-deletion";
export { GroupMemberRemoval, type GroupMemberRemovalArgs } from "./resources/group-member-removal";
export { LiveGroup, type LiveGroupArgs } from "./resources/live-group";
export { LiveGroupRobots, type LiveGroupRobotsArgs } from "./resources/live-group-robots";
export { LiveRoomRobots, type LiveRoomRobotsArgs } from "./resources/live-room-robots";
export { RoomRobot, type RoomRobotArgs } from "./resources/room-robot";
export { RoomRobots, type RoomRobotsArgs } from "./resources/room-robots";
export type { AppArgs, GetOptions } from "./resources/tencent-chat-resource";
export type { Trigger, Triggers } from "./resources/triggers";
