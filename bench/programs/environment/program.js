// A whole environment as one `BotFixtures`, which declares the robots of many rooms as one resource.
const { BotFixtures } = require("pulumi-tencent-chat");
const { robotsByRoom } = require("../robots");

const rooms = Object.entries(robotsByRoom()).map(([roomId, robots]) => [roomId, { robots }]);
new BotFixtures("bench", { rooms: Object.fromEntries(rooms) });
