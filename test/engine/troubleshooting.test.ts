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

  it("are those of the package: The SecretKey in clear", async () => {
    stack.write({ hosts: robots });
    await stack.succeed("config", "set", "--plaintext", "tencent-chat:secretKey", "in-clear");
    await assertShown("The SecretKey in clear");
    await stack.succeed("config", "rm", "tencent-chat:secretKey");
  });
});
