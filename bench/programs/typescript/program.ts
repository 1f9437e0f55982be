import { RoomRobot } from "pulumi-tencent-chat";
import { robots } from "../robots";

for (const { name, roomId, memberAccount } of robots()) new RoomRobot(name, { roomId, memberAccount });
