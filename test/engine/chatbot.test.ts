import assert from "node:assert/strict";
import { type Declaration, Stack } from "./support/stack";

const bot = (args: Declaration["args"]): Declaration => ({ type: "Chatbot", args });

describe("Chatbot in a stack", () => {
  it("goes from create over no change, update, drift, replacement and another name to destroy", async () => {
    const stack = await Stack.open();
    const chatbots = (): readonly string[] => stack.service.chatbots ?? [];
    try {
      stack.write({
        guide: bot({ userId: "@RBT#guide", nick: "One" }),
        clerk: bot({ userId: "@RBT#clerk" }),
      });
      assert.deepEqual((await stack.up()).operations, { guide: ["create"], clerk: ["create"] });
      await stack.preview("--expect-no-changes");

      stack.write({
        guide: bot({ userId: "@RBT#guide", nick: "Two" }),
        clerk: bot({ userId: "@RBT#clerk" }),
      });
      assert.deepEqual((await stack.up()).operations, { guide: ["update"] });
      assert.equal(stack.service.profiles?.["@RBT#guide"]?.nick, "Two");

      await stack.byHand("openim_robot_http_svc/delete_robot", { Robot_Account: "@RBT#clerk" });
      stack.requests();
      assert.deepEqual((await stack.refresh()).operations, { clerk: ["delete"] });
      assert.deepEqual(stack.requested(), ["openim_robot_http_svc/get_all_robots"]);
      assert.deepEqual((await stack.up()).operations, { clerk: ["create"] });

      stack.write({
        guide: bot({ userId: "@RBT#guide-2", nick: "Two" }),
        clerk: bot({ userId: "@RBT#clerk" }),
      });
      await stack.up();
      assert.deepEqual(chatbots(), ["@RBT#clerk", "@RBT#guide-2"]);

      // Another name without an alias: created once more, and not deleted.
      stack.write({
        guide: bot({ userId: "@RBT#guide-2", nick: "Two" }),
        other: bot({ userId: "@RBT#clerk" }),
      });
      await stack.up();
      assert.deepEqual(chatbots(), ["@RBT#clerk", "@RBT#guide-2"]);

      await stack.destroy();
      assert.deepEqual(chatbots(), []);
    } finally {
      await stack.close();
    }
  });

  it("is read by get without being owned", async () => {
    const stack = await Stack.open({ seed: { chatbots: ["@RBT#theirs"] } });
    try {
      stack.write(`
        const chat = require("pulumi-tencent-chat");
        exports.found = chat.Chatbot.get("found", "@RBT#theirs").userId;
      `);
      await stack.up();
      await stack.destroy();
      assert.deepEqual(stack.service.chatbots, ["@RBT#theirs"]);
    } finally {
      await stack.close();
    }
  });
});
