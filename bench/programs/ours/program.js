const { RoomRobot, RoomRobots } = require("pulumi-tencent-chat");
const { robots, robotsByRoom } = require("../robots");

// Outside of any function, as on the other sides, because the state of each resource contains its stack trace.
if (process.env.BENCH_SHAPE === "plural") new RoomRobots("robots", { rooms: robotsByRoom() });
else for (const { name, roomId, memberAccount } of robots()) new RoomRobot(name, { roomId, memberAccount });
