const { RoomRobot } = require("pulumi-tencent-chat");

const rooms = {
  "room-standup": ["bot-minutes"],
  "room-retro": ["bot-minutes", "bot-timer"],
};

for (const [roomId, robots] of Object.entries(rooms)) {
  for (const memberAccount of robots) {
    new RoomRobot(`${roomId}/${memberAccount}`, { roomId, memberAccount });
  }
}

exports.rooms = rooms;
