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
});
