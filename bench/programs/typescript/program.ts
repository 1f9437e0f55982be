import { RoomRobot } from "pulumi-tencent-chat";

const count = Number(process.env.BENCH_COUNT);

for (let at = 0; at < count; at++) {
  new RoomRobot(`robot-${at}`, { roomId: `room-${Math.floor(at / 10)}`, memberAccount: `bot-${at}` });
}
