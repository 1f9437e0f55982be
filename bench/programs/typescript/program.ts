import { RoomRobot } from "pulumi-tencent-chat";

export const { memberAccount } = new RoomRobot("minutes", { roomId: "room-0", memberAccount: "bot-0" });
