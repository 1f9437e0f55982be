const { RoomRobot } = require("pulumi-tencent-chat");
const { robots } = require("../robots");

for (const { name, roomId, memberAccount } of robots()) new RoomRobot(name, { roomId, memberAccount });
