import { readFile } from "node:fs/promises";
import { RoomRobot } from "pulumi-tencent-chat";

/** The Pulumi program. It is a function of a script, so it can read what to declare from anywhere: here, from a file. */
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
