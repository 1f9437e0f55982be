import assert from "node:assert/strict";
import { hasYaml } from "./support/pulumi";
import { type Declaration, type Door, Stack } from "./support/stack";

const seed = {
  accounts: ["bot-a"],
  groups: { "live-1": { type: "AVChatRoom" } },
  rooms: { "room-1": { type: "Conference" }, "show-1": { type: "Live" } },
} as const;

/** Robots of each kind; with the option that a stack has while it goes through the other door. */
const program = (retainOnDelete: boolean): Readonly<Record<string, Declaration>> => {
  const options = retainOnDelete ? { retainOnDelete } : {};
  return {
    guide: { type: "Chatbot", args: { userId: "@RBT#guide", nick: "Guide" }, options },
    welcome: {
      type: "LiveGroupRobots",
      args: { groupId: "live-1", memberAccounts: ["bot-a", "bot-b"] },
      options,
    },
    hosts: { type: "LiveRoomRobots", args: { roomId: "show-1", memberAccounts: ["bot-a"] }, options },
    minutes: { type: "RoomRobot", args: { roomId: "room-1", memberAccount: "bot-m" }, options },
  };
};

(hasYaml ? describe : describe.skip)("a stack that goes from one door to the other", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({ seed });
  });

  afterEach(() => stack.close());

  const held = (): unknown => [
    stack.service.chatbots ?? [],
    ...["live-1", "show-1", "room-1"].map((id) => stack.robotsOf(id)),
  ];
  const there = [["@RBT#guide"], ["bot-a", "bot-b"], ["bot-a"], ["bot-m"]];
  const types = (): string[] =>
    Object.keys(program(false)).map((name) => stack.stored(name)?.type.split(":")[0] ?? "none");
  const takesAway = (command: string): boolean => /del_robot|delete_robot/.test(command);

  it("keeps all robots where they are, there and back, with retainOnDelete in between", async () => {
    stack.write(program(false));
    await stack.up();
    stack.requested();
    for (const [door, prefix] of [
      ["native", "tencent-chat"],
      ["dynamic", "pulumi-nodejs"],
    ] as const satisfies readonly (readonly [Door, string])[]) {
      stack.write(program(true));
      await stack.up();
      stack.enter(door);
      stack.write(program(false));
      await stack.up();
      assert.deepEqual(new Set(types()), new Set([prefix]));
      assert.deepEqual(held(), there);
      assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
    }
    assert.deepEqual(stack.requested().filter(takesAway), []);
    await stack.destroy();
    assert.deepEqual(held(), [[], [], [], []]);
  });
});
