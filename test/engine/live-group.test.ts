import assert from "node:assert/strict";
import { type Declaration, Stack } from "./support/stack";

const group = (args: { readonly groupId: string; readonly name: string }, options = {}): Declaration => ({
  type: "LiveGroup",
  args,
  options,
});

describe("LiveGroup in a stack", () => {
  it("goes from create over no change, rename, drift and replacement to destroy, and never takes over a group", async () => {
    const stack = await Stack.open({ seed: { groups: { theirs: { type: "AVChatRoom", name: "Theirs" } } } });
    const groups = (): unknown =>
      Object.fromEntries(Object.entries(stack.service.groups).map(([id, { name }]) => [id, name]));
    try {
      stack.write({ stage: group({ groupId: "live-1", name: "One" }) });
      assert.deepEqual((await stack.up()).operations, { stage: ["create"] });
      await stack.preview("--expect-no-changes");

      stack.write({ stage: group({ groupId: "live-1", name: "Two" }) });
      assert.deepEqual((await stack.up()).operations, { stage: ["update"] });
      assert.deepEqual(groups(), { "live-1": "Two", theirs: "Theirs" });

      await stack.byHand("group_open_http_svc/destroy_group", { GroupId: "live-1" });
      assert.deepEqual((await stack.refresh()).operations, { stage: ["delete"] });
      await stack.up();

      stack.write({ stage: group({ groupId: "live-2", name: "Two" }) });
      await stack.up();
      assert.deepEqual(groups(), { "live-2": "Two", theirs: "Theirs" });

      stack.write({
        stage: group({ groupId: "live-2", name: "Two" }),
        other: group({ groupId: "theirs", name: "Mine" }),
      });
      assert.match(
        await stack.fail("up", "--yes", "--skip-preview", "--json"),
        /Group theirs exists already/,
      );

      await stack.destroy();
      assert.deepEqual(groups(), { theirs: "Theirs" });
    } finally {
      await stack.close();
    }
  });
});
