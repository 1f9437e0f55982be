import assert from "node:assert/strict";
import { shownIn } from "../support/troubleshooting";
import { type Declaration, Stack } from "./support/stack";

const robots: Declaration = {
  type: "LiveGroupRobots",
  args: { groupId: "live-main", memberAccounts: ["bot-welcome"] },
};

describe("the messages of docs/troubleshooting.md that a program gives", () => {
  let stack: Stack;

  before(async () => {
    stack = await Stack.open({ seed: { groups: { "live-main": { type: "AVChatRoom" } } } });
  });

  after(() => stack.close());

  const assertShown = async (heading: string): Promise<void> => {
    const told = await stack.fail("preview", "--json");
    assert.ok(told.includes(shownIn(heading)), `not in what is told:\n${told}`);
  };

  it("are those of the package: Two resources of one stack own a robot", async () => {
    stack.write({ hosts: robots, guests: robots });
    await assertShown("Two resources of one stack own a robot");
  });

  it("are short, whatever is wrong with however much", async () => {
    const list = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
    const wrong: Readonly<Record<string, Declaration>> = {
      hosts: { type: "LiveGroupRobots", args: { groupId: "x".repeat(100_000), memberAccounts: list(5000) } },
      rooms: {
        type: "RoomRobots",
        args: { rooms: Object.fromEntries(list(300).map((room) => [`room-${room}`, list(10)])) },
      },
      kick: { type: "GroupMemberRemoval", args: { memberAccounts: list(5000), ...list(5000) } },
    };
    for (const [name, declaration] of Object.entries(wrong)) {
      stack.write({ [name]: declaration });
      const { code, stdout, stderr } = await stack.pulumi("preview", "--color", "never");
      assert.notEqual(code, 0);
      assert.match(stdout, /(4997 more of the UserIDs|297 more entries of rooms) are wrong/);
      assert.ok(
        stdout.length + stderr.length < 64 * 1024,
        `${stdout.length} and ${stderr.length} characters`,
      );
    }
  });

  it("are those of the package: The SecretKey in clear", async () => {
    stack.write({ hosts: robots });
    await stack.succeed("config", "set", "--plaintext", "tencent-chat:secretKey", "in-clear");
    await assertShown("The SecretKey in clear");
    await stack.succeed("config", "rm", "tencent-chat:secretKey");
  });
});
