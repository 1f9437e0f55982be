import { readFile } from "node:fs/promises";
import { RoomRobot } from "pulumi-tencent-chat";

/** What `pulumi up` would run as a program. As a function of a script, it may ask anything for what it is to declare. */
export async function program() {
  /** @type {Readonly<Record<string, readonly string[]>>} */
  const rooms = JSON.parse(await readFile(new URL("rooms.json", import.meta.url), "utf8"));
  for (const [roomId, robots] of Object.entries(rooms)) {
    for (const memberAccount of robots) {
      new RoomRobot(`${roomId}/${memberAccount}`, { roomId, memberAccount });
    }
  }
  return { rooms };
}
