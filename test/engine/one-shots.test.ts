import assert from "node:assert/strict";
import { type Declaration, Stack } from "./support/stack";

const kick = "group_open_http_svc/delete_group_member";
const deleteLists = "sns/group_delete";

const removal = (args: object): Declaration => ({
  type: "GroupMemberRemoval",
  args: { groupId: "team", ...args },
});
const deletion = (args: object): Declaration => ({
  type: "FriendListDeletion",
  args: { fromAccount: "alice", ...args },
});

const replaced = ["create-replacement", "replace", "delete-replaced"];

describe("one-shots in a stack", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({
      seed: {
        groups: { team: { type: "Work", members: ["bob", "test-1", "test-2"], robots: [] } },
        friendLists: { alice: ["family", "old-1", "old-2"] },
      },
    });
  });

  afterEach(() => stack.close());

  it("GroupMemberRemoval runs once, not again in the next up, again for new triggers, and never on destroy", async () => {
    const first = { memberAccounts: ["test-2", "test-1"], silence: true, reason: "over", triggers: ["1"] };
    stack.write({ cleanUp: removal(first) });
    assert.deepEqual((await stack.up()).operations, { cleanUp: ["create"] });
    assert.deepEqual(
      stack.requests().map(({ command, body }) => ({ command, body })),
      [
        {
          command: kick,
          body: { GroupId: "team", MemberToDel_Account: ["test-1", "test-2"], Silence: 1, Reason: "over" },
        },
      ],
    );
    assert.deepEqual(stack.service.groups.team?.members, ["bob"]);
    assert.deepEqual(stack.outputsOf("cleanUp").removedAccounts, ["test-1", "test-2"]);

    stack.emulator.seed({ 1400009999: { groups: { team: { type: "Work", members: ["test-1"] } } } });
    stack.write({ cleanUp: removal({ ...first, memberAccounts: ["test-1", "test-2", "test-1"] }) });
    assert.deepEqual((await stack.up()).operations, {});
    assert.deepEqual(stack.requested(), []);

    stack.write({ cleanUp: removal({ ...first, triggers: ["2"] }) });
    assert.deepEqual((await stack.up()).operations, { cleanUp: replaced });
    assert.deepEqual(stack.requested(), [kick]);
    assert.deepEqual(stack.service.groups.team?.members, ["bob"]);

    assert.deepEqual((await stack.refresh()).operations, {});
    stack.emulator.reset();
    assert.deepEqual((await stack.destroy()).operations, { cleanUp: ["delete"] });
    assert.deepEqual(stack.emulator.requests(), []);
  });

  it("FriendListDeletion runs once, not again in the next up, again for new triggers, and never on removal from the program", async () => {
    const first = { groupNames: ["old-2", "old-1"], triggers: { run: 1 } };
    stack.write({ cleanUp: deletion(first) });
    assert.deepEqual((await stack.up()).operations, { cleanUp: ["create"] });
    assert.deepEqual(stack.requested(), [deleteLists]);
    assert.deepEqual(stack.service.friendLists.alice, ["family"]);
    assert.deepEqual(stack.outputsOf("cleanUp").deletedGroupNames, ["old-1", "old-2"]);
    assert.equal(stack.outputsOf("cleanUp").currentSequence, 1);

    assert.deepEqual((await stack.up()).operations, {});
    assert.deepEqual(stack.requested(), []);

    stack.write({ cleanUp: deletion({ ...first, triggers: { run: 2 } }) });
    assert.deepEqual((await stack.up()).operations, { cleanUp: replaced });
    assert.deepEqual(stack.requested(), [deleteLists]);

    stack.write({});
    assert.deepEqual((await stack.up()).operations, { cleanUp: ["delete"] });
    assert.deepEqual(stack.requested(), []);
  });

  it("are replaced when an input changes", async () => {
    stack.write({ kick: removal({ memberAccounts: ["test-1"] }), drop: deletion({ groupNames: ["old-1"] }) });
    await stack.up();
    stack.write({ kick: removal({ memberAccounts: ["test-2"] }), drop: deletion({ groupNames: ["old-2"] }) });
    assert.deepEqual((await stack.up()).operations, { kick: replaced, drop: replaced });
    assert.deepEqual(stack.service.groups.team?.members, ["bob"]);
    assert.deepEqual(stack.service.friendLists.alice, ["family"]);
  });

  it("keep the batches that were done when a later one fails, and do only the rest in the next up", async () => {
    const members = Array.from({ length: 250 }, (_, at) => `test-${String(at).padStart(3, "0")}`);
    stack.write({ cleanUp: removal({ memberAccounts: members }) });
    stack.emulator.addFault({ command: kick, kind: "errorCode", errorCode: 10007, skip: 1 });

    const told = await stack.fail("up", "--yes", "--skip-preview", "--json");
    assert.match(told, /removed: test-000.*not removed: test-100.*10007/s);
    stack.requests();
    assert.deepEqual((await stack.up()).operations, { cleanUp: ["update"] });
    assert.deepEqual(stack.requested(), [kick, kick]);
    assert.deepEqual(stack.outputsOf("cleanUp").removedAccounts, members);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
  });

  it("run again under another name, unless an alias tells the engine that it is the same", async () => {
    const first = removal({ memberAccounts: ["test-1"] });
    stack.write({ kick: first });
    await stack.up();
    stack.write({ remove: { ...first, options: { aliases: [{ name: "kick" }] } } });
    assert.deepEqual((await stack.up()).operations, {});
    stack.requests();
    stack.write({ cleanUp: first });
    assert.deepEqual((await stack.up()).operations, { cleanUp: ["create"], remove: ["delete"] });
    assert.deepEqual(stack.requested(), [kick]);
  });

  it("say in a preview what they are going to remove, and nothing when they stay as they are", async () => {
    stack.write({
      kick: removal({ memberAccounts: ["test-1", "test-2"] }),
      drop: deletion({ groupNames: ["old-1"] }),
    });
    const infos = async (): Promise<string[]> =>
      (await stack.preview()).diagnostics
        .filter(({ severity }) => severity.startsWith("info"))
        .map(({ message }) => message.trim())
        .sort();
    assert.deepEqual(await infos(), [
      "will delete friend lists of alice: old-1",
      "will remove from group team: test-1, test-2",
    ]);
    assert.deepEqual(stack.requested(), []);
    await stack.up();
    assert.deepEqual(await infos(), []);
  });
});
