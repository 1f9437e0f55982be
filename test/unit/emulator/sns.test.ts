import assert from "node:assert/strict";
import { emulating, prototypeNames, seedOf, stateOf } from "./support";

const add = "sns/group_add";
const del = "sns/group_delete";
const get = "sns/group_get";

const world = seedOf({ accounts: ["bob"], friendLists: { alice: ["work", "home"] } });

const names = (count: number) => Array.from({ length: count }, (_, index) => `list${index}`);

const users: readonly { readonly what: string; readonly From_Account: unknown; readonly code: number }[] = [
  { what: "missing", From_Account: undefined, code: 30001 },
  { what: "empty", From_Account: "", code: 30001 },
  { what: "a number", From_Account: 7, code: 60015 },
  { what: "longer than 32 bytes", From_Account: "a".repeat(33), code: 30001 },
  { what: "nobody's", From_Account: "nobody", code: 30003 },
];

const badNames: readonly { readonly what: string; readonly GroupName: unknown }[] = [
  { what: "a text", GroupName: "work" },
  { what: "longer than 32", GroupName: names(33) },
  { what: "with a number in it", GroupName: [7] },
  { what: "with an empty name", GroupName: [""] },
  { what: "with a name of 31 bytes", GroupName: ["n".repeat(31)] },
  { what: "with a name of 11 characters in 33 bytes", GroupName: ["\u4f60".repeat(11)] },
];

const noNames: readonly { readonly what: string; readonly GroupName: unknown }[] = [
  { what: "missing", GroupName: undefined },
  { what: "empty", GroupName: [] },
];

describe("friend lists in the emulator", () => {
  for (const command of [add, del, get]) {
    for (const { what, From_Account, code } of users) {
      it(`${command} answers ${code} to a From_Account that is ${what}`, () =>
        emulating({ seed: world }, async (client) => {
          const answer = await client.call(command, { From_Account, GroupName: ["work"] });
          assert.equal(answer.ErrorCode, code);
          assert.equal(answer.ErrorDisplay, "");
        }));
    }

    for (const { what, GroupName } of command === get ? badNames : [...badNames, ...noNames]) {
      it(`${command} answers 30001 to a GroupName that is ${what}`, () =>
        emulating({ seed: world }, async (client, emulator) => {
          assert.equal((await client.call(command, { From_Account: "alice", GroupName })).ErrorCode, 30001);
          assert.deepEqual(stateOf(emulator).friendLists, { alice: ["home", "work"] });
        }));
    }
  }

  it("adds lists, also one that is there, and names of 30 bytes", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const GroupName = ["work", "\u4f60".repeat(10), "new"];
      assert.deepEqual(await client.call(add, { From_Account: "alice", GroupName }), {
        ActionStatus: "OK",
        ErrorCode: 0,
        ErrorInfo: "",
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
      assert.equal((await client.call(add, { From_Account: "alice", GroupName: names(30) })).ErrorCode, 0);
      assert.equal((await client.call(add, { From_Account: "bob", GroupName: names(32) })).ErrorCode, 0);
    }));

  it("says OK and names everybody in To_Account as no friend", () =>
    emulating({ seed: world }, async (client) => {
      const answer = await client.call(add, {
        From_Account: "alice",
        GroupName: ["new"],
        To_Account: ["bob"],
      });
      assert.equal(answer.ErrorCode, 0);
      assert.deepEqual(answer.Fail_Account, ["bob"]);
      assert.deepEqual(
        (answer.ResultItem as { ResultCode: number }[]).map((item) => item.ResultCode),
        [32216],
      );
    }));

  it("answers 60015 to a To_Account with a number in it", () =>
    emulating({ seed: world }, async (client) => {
      const body = { From_Account: "alice", GroupName: ["new"], To_Account: [7] };
      assert.equal((await client.call(add, body)).ErrorCode, 60015);
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
        assert.equal((await client.call(add, body)).ErrorCode, 30003);
        emulator.seed(JSON.parse(`{"1400000000":{"accounts":["${name}"]}}`));
        assert.equal((await client.call(add, body)).CurrentSequence, 1);
        const { ResultItem } = await client.call(get, { From_Account: name });
        assert.equal((ResultItem as unknown[]).length, prototypeNames.length);
      }
    }));
});
