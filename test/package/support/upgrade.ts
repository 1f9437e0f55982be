import { resolve } from "node:path";
import { app, declaring, Stack } from "../../engine/support/stack";

/** One folder a version: what a program of that time left behind. */
export const recordings = resolve(__dirname, "../fixtures/states");

/** The files of a recording. */
export const files = { program: "program.js", state: "state.json", service: "service.json" } as const;

/** A resource of each kind. Grows with the package; what older versions recorded stays as it is. */
const program = declaring({
  hosts: { type: "LiveGroupRobots", args: { groupId: "live", memberAccounts: ["b", "a"] } },
  minutes: { type: "RoomRobot", args: { roomId: "room", memberAccount: "c" } },
  removal: { type: "GroupMemberRemoval", args: { groupId: "work", memberAccounts: ["d"], triggers: ["1"] } },
  lists: {
    type: "FriendListDeletion",
    args: { fromAccount: "e", groupNames: ["old"], triggers: { day: 1 } },
  },
});

const seed = {
  groups: { live: { type: "AVChatRoom" }, work: { type: "Public", members: ["d", "e"] } },
  rooms: { room: { type: "Conference" } },
  friendLists: { e: ["old", "kept"] },
} as const;

/** Applies the program, and gives what each file of the recording is to hold. */
export async function record(): Promise<Readonly<Record<keyof typeof files, string>>> {
  const stack = await Stack.open({ seed });
  try {
    stack.write(program);
    await stack.up();
    const { stdout } = await stack.succeed("stack", "export", "--stack", "test");
    const state = JSON.parse(stdout) as { deployment: { secrets_providers?: unknown } };
    // It goes with the passphrase of this stack, and no value here needs one.
    delete state.deployment.secrets_providers;
    const service = { [app.sdkAppId]: stack.service };
    const text = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
    return { program: `${program}\n`, state: text(state), service: text(service) };
  } finally {
    await stack.close();
  }
}
