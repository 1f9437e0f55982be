const { RoomRobot, RoomRobots } = require("pulumi-tencent-chat");
const { robots } = require("../robots");

/** @type {Record<string, () => void>} */
const shapes = {
  single() {
    for (const { name, roomId, memberAccount } of robots()) new RoomRobot(name, { roomId, memberAccount });
  },
  plural() {
    /** @type {Record<string, string[]>} */
    const rooms = {};
    for (const { roomId, memberAccount } of robots())
      rooms[roomId] = [...(rooms[roomId] ?? []), memberAccount];
    new RoomRobots("robots", { rooms });
  },
};

shapes[process.env.BENCH_SHAPE ?? "single"]?.();
