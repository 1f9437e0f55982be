import assert from "node:assert/strict";
import { type Declaration, Stack } from "./support/stack";

const account = (args: Declaration["args"]): Declaration => ({ type: "ChatAccount", args });

describe("ChatAccount in a stack", () => {
  it("goes from create over no change and update to destroy, which keeps the account unless told to delete it", async () => {
    const stack = await Stack.open();
    try {
      stack.write({
        kept: account({ userId: "bot-kept", nick: "One" }),
        temporary: account({ userId: "bot-temporary", deleteOnDestroy: true }),
      });
      assert.deepEqual((await stack.up()).operations, { kept: ["create"], temporary: ["create"] });
      await stack.preview("--expect-no-changes");

      stack.write({
        kept: account({ userId: "bot-kept", nick: "Two" }),
        temporary: account({ userId: "bot-temporary", deleteOnDestroy: true }),
      });
      assert.deepEqual((await stack.up()).operations, { kept: ["update"] });
      assert.equal(stack.service.profiles?.["bot-kept"]?.nick, "Two");

      await stack.destroy();
      const { accounts } = stack.service;
      assert.deepEqual(
        accounts.filter((each) => each.startsWith("bot-")),
        ["bot-kept"],
      );
    } finally {
      await stack.close();
    }
  });
});
