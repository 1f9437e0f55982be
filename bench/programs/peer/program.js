const { RoomRobot } = require("./room-robot");
const { robots } = require("../robots");

for (const { name, roomId, memberAccount } of robots()) new RoomRobot(name, { roomId, memberAccount });
