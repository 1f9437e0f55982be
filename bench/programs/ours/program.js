const { RoomRobot, RoomRobots } = require("pulumi-tencent-chat");
const { robots, robotsByRoom } = require("../robots");

/** @type {Record<string, () => void>} */
const shapes = {
  single() {
    for (const { name, roomId, memberAccount } of robots()) new RoomRobot(name, { roomId, memberAccount });
  },
  plural() {
    new RoomRobots("robots", { rooms: robotsByRoom() });
  },
};

shapes[process.env.BENCH_SHAPE ?? "single"]?.();
