import assert from "node:assert/strict";
import { message, render, term } from "../../../../provider/client/message";
import { wordsOf } from "../../../../provider/lifecycle/words";

describe("the words for what the client's messages name", () => {
  const told = message`Check ${term("region")} or ${term("baseUrl")}. Lower ${term("requestsPerSecond")}. See ${term("GroupId")}.`;

  it("are the keys of the stack and the inputs of the resource", () => {
    assert.equal(
      render(told, wordsOf()),
      "Check tencent-chat:region or tencent-chat:endpoint. Lower tencent-chat:requestsPerSecond. See groupId.",
    );
  });

  it("are the keys that a named app has for itself, and those of the stack that it takes from there", () => {
    assert.equal(
      render(told, wordsOf("staging")),
      "Check tencent-chat:apps.staging.region or tencent-chat:apps.staging.endpoint. Lower tencent-chat:requestsPerSecond. See groupId.",
    );
  });

  it("are the client's own where nobody gives others", () => {
    assert.equal(render(told), "Check region or baseUrl. Lower requestsPerSecond. See GroupId.");
  });
});
