// A whole environment as one object: the robots of many rooms, which BotFixtures declares as one resource.
const { BotFixtures } = require("pulumi-tencent-chat");
const { robotsByRoom } = require("../robots");

const rooms = Object.entries(robotsByRoom()).map(([roomId, robots]) => [roomId, { robots }]);
new BotFixtures("bench", { rooms: Object.fromEntries(rooms) });
