import assert from "node:assert/strict";
import { readConfiguration } from "../../../../provider/configuration/configuration";
import { ConfigurationError, Context } from "../../../../provider/lifecycle/context";

const complete = readConfiguration(() => undefined, {
  TENCENT_CHAT_SDK_APP_ID: "1400000000",
  TENCENT_CHAT_SECRET_KEY: "key",
  TENCENT_CHAT_REGION: "singapore",
});

describe("the context of a host", () => {
  it("has one client for all who ask", () => {
    const context = new Context(complete);
    assert.equal(context.client, context.client);
  });

  it("says what is missing only when the client is asked for", () => {
    const context = new Context(readConfiguration(() => undefined, {}));
    assert.throws(() => context.client, ConfigurationError);
    assert.throws(() => context.client, /Not set: tencent-chat:sdkAppId/);
  });

  it("runs work on one key one after the other, in the order asked for, whatever fails", async () => {
    const context = new Context(complete);
    const log: string[] = [];
    const work = (name: string, fails = false) =>
      context.withLock("key", async () => {
        log.push(`${name} starts`);
        await Promise.resolve();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const outcomes = await Promise.allSettled([work("one"), work("two", true), work("three")]);
    assert.deepEqual(log, ["one starts", "one ends", "two starts", "two ends", "three starts", "three ends"]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled"],
    );
  });

  it("runs work on another key meanwhile", async () => {
    const context = new Context(complete);
    let finish = (): void => {};
    const slow = context.withLock("one", () => new Promise<void>((resolve) => (finish = resolve)));
    assert.equal(await context.withLock("two", async () => "done"), "done");
    finish();
    await slow;
  });
});
