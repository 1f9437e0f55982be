import { LiveGroupRobots, RoomRobot } from "pulumi-tencent-chat";

const hosts = new LiveGroupRobots("hosts", {
  groupId: "live-main",
  memberAccounts: ["bot-welcome", "bot-moderator"],
});

const minutes = new RoomRobot("minutes", { roomId: "room-standup", memberAccount: "bot-minutes" });

export const robots = [hosts.memberAccounts, minutes.memberAccount];
