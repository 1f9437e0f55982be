import assert from "node:assert/strict";
import { type Declaration, doors, Stack } from "./support/stack";

const first: Declaration = {
  type: "GroupMemberRemoval",
  args: { groupId: "team", memberAccounts: ["test-1"] },
};

for (const door of doors) {
  describe(`one-shots in a stack of ${door} resources`, () => {
    let stack: Stack;

    beforeEach(async () => {
      stack = await Stack.open({
        door,
        seed: {
          groups: { team: { type: "Work", members: ["bob", "test-1"] } },
        },
      });
    });

    afterEach(() => stack.close());

    it("run again under another name, unless an alias tells the engine that it is the same; never in a refresh, or in the end", async () => {
      stack.write({ kick: first });
      await stack.up();
      stack.write({ remove: { ...first, options: { aliases: [stack.stored("kick")?.urn] } } });
      assert.deepEqual((await stack.up()).operations, {});
      stack.requests();
      stack.write({ cleanUp: first });
      assert.deepEqual((await stack.up()).operations, { cleanUp: ["create"], remove: ["delete"] });
      assert.deepEqual(stack.requested(), ["group_open_http_svc/delete_group_member"]);
      assert.deepEqual((await stack.refresh()).operations, {});
      assert.deepEqual((await stack.destroy()).operations, { cleanUp: ["delete"] });
      assert.deepEqual(stack.requested(), []);
    });
  });
}
