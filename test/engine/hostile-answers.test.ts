import assert from "node:assert/strict";
import { startHostile } from "../support/hostile";
import { assertNoSecrets, assertNoSecretsInFiles } from "../support/secrets";
import { app, Stack } from "./support/stack";

describe("a service that answers with the UserSig and the SecretKey in the text of an item", () => {
  it("gets neither into the output of an up that ends half-way, nor into any file of the stack", async () => {
    const stack = await Stack.open();
    const hostile = await startHostile(stack.emulator.url, [app.secretKey]);
    try {
      await stack.succeed("config", "set", "tencent-chat:endpoint", hostile.url);
      stack.write({ stage: { type: "LiveGroup", args: { groupId: "live-1", name: "One" } } });
      for (const writing of ["as it is", "in base64"] as const) {
        // The group is not there, it is created, and then the service says that it cannot say.
        hostile.attack({ strike: "items", writing, skip: 2 });
        const run = await stack.pulumi("up", "--yes", "--skip-preview", "--color", "never");
        assert.notEqual(run.code, 0);
        assert.match(run.stdout, /error 10004 for group live-1, invalid parameter\. The service says: "/);
        assert.ok(hostile.struck > 0);
        const secrets = [app.secretKey, ...hostile.userSigs];
        assertNoSecrets([{ name: "output", text: run.stdout + run.stderr }], secrets);
        assertNoSecretsInFiles([stack.folder], secrets);
        assert.ok(stack.stored("stage")?.initErrors?.some((text) => text.includes("error 10004")));
        hostile.attack(undefined);
        await stack.destroy();
      }
    } finally {
      await hostile.stop();
      await stack.close();
    }
  });
});
