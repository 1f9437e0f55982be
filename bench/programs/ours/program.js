const { RoomRobot, RoomRobots } = require("pulumi-tencent-chat");
const { robots, robotsByRoom } = require("../robots");

// In no function of its own, as on the other sides: the state of each resource holds the calls that led to it.
if (process.env.BENCH_SHAPE === "plural") new RoomRobots("robots", { rooms: robotsByRoom() });
else for (const { name, roomId, memberAccount } of robots()) new RoomRobot(name, { roomId, memberAccount });
