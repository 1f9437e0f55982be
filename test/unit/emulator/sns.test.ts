import assert from "node:assert/strict";
import { emulating, ok, prototypeNames, seedOf, stateOf } from "./support";

const add = "sns/group_add";
const del = "sns/group_delete";
const get = "sns/group_get";

const world = seedOf({ accounts: ["bob"], friendLists: { alice: ["work", "home"] } });

const names = (count: number) => Array.from({ length: count }, (_, index) => `list${index}`);

describe("friend lists in the emulator", () => {
  it("adds lists, also one that is there, and names of 30 bytes", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const GroupName = ["work", "\u4f60".repeat(10), "new"];
      assert.deepEqual(await client.call(add, { From_Account: "alice", GroupName }), {
        ...ok,
        ErrorDisplay: "",
        CurrentSequence: 1,
      });
      assert.deepEqual(stateOf(emulator).friendLists.alice, ["home", "new", "work", "\u4f60".repeat(10)]);
    }));

  it("answers 30011 to the 33rd list, and adds none of that call", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const answer = await client.call(add, { From_Account: "alice", GroupName: names(31) });
      assert.equal(answer.ErrorCode, 30011);
      assert.deepEqual(stateOf(emulator).friendLists.alice, ["home", "work"]);
      assert.equal(await client.code(add, { From_Account: "alice", GroupName: names(30) }), 0);
      assert.equal(await client.code(add, { From_Account: "bob", GroupName: names(32) }), 0);
    }));

  it("deletes lists, also those that are not there, and leaves the rest", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { From_Account: "alice", GroupName: ["work", "none"] };
      assert.deepEqual(await client.call(del, body), {
        ActionStatus: "OK",
        ErrorCode: 0,
        ErrorInfo: "0",
        ErrorDisplay: "",
        CurrentSequence: 1,
      });
      assert.deepEqual(stateOf(emulator).friendLists, { alice: ["home"] });
    }));

  it("counts the sequence of each user apart, one for each change", () =>
    emulating({ seed: world }, async (client) => {
      const sequenceAfter = async (command: string, From_Account: string) =>
        (await client.call(command, { From_Account, GroupName: ["any"] })).CurrentSequence;
      assert.deepEqual(
        [
          await sequenceAfter(get, "alice"),
          await sequenceAfter(add, "alice"),
          await sequenceAfter(del, "alice"),
          await sequenceAfter(del, "alice"),
          await sequenceAfter(del, "bob"),
          await sequenceAfter(get, "alice"),
        ],
        [0, 1, 2, 3, 1, 3],
      );
    }));

  it("reads all lists, or those asked for that are there", () =>
    emulating({ seed: world }, async (client) => {
      const all = await client.call(get, { From_Account: "alice" });
      assert.deepEqual(all.ResultItem, [
        { GroupName: "work", FriendNumber: 0 },
        { GroupName: "home", FriendNumber: 0 },
      ]);
      const some = await client.call(get, {
        From_Account: "alice",
        GroupName: ["home", "none"],
        NeedFriend: "Need_Friend_Type_Yes",
      });
      assert.deepEqual(some.ResultItem, [{ GroupName: "home", FriendNumber: 0, To_Account: [] }]);
      const none = await client.call(get, { From_Account: "bob", GroupName: [], NeedFriend: "" });
      assert.deepEqual(none.ResultItem, []);
    }));

  it("takes names of the language's own for ordinary IDs", () =>
    emulating({}, async (client, emulator) => {
      for (const name of prototypeNames) {
        const body = { From_Account: name, GroupName: [...prototypeNames] };
        assert.equal(await client.code(add, body), 30003);
        emulator.seed(JSON.parse(`{"1400000000":{"accounts":["${name}"]}}`));
        assert.equal((await client.call(add, body)).CurrentSequence, 1);
        const { ResultItem } = await client.call(get, { From_Account: name });
        assert.equal((ResultItem as unknown[]).length, prototypeNames.length);
      }
    }));
});
