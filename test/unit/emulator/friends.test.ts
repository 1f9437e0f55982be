import assert from "node:assert/strict";
import { emulating, ok, prototypeNames, seedOf, stateOf } from "./support";

const befriend = "sns/friend_add";
const addLists = "sns/group_add";
const deleteLists = "sns/group_delete";
const getLists = "sns/group_get";

const AddSource = "AddSource_Type_Web";
const friend = (To_Account: unknown, more: object = {}) => ({ To_Account, AddSource, ...more });

const world = seedOf({
  accounts: ["ann", "bob", "cy"],
  friendLists: { ann: ["work"] },
  friends: { ann: ["bob"] },
});

describe("friends in the emulator", () => {
  it("are added to both sides, and to a list that is made for them", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const AddFriendItem = [friend("cy", { GroupName: "new", Remark: "r", AddWording: "w" })];
      assert.deepEqual(
        await client.call(befriend, { From_Account: "ann", AddFriendItem, ForceAddFlags: 1 }),
        {
          ...ok,
          ErrorDisplay: "",
          ResultItem: [{ To_Account: "cy", ResultCode: 0, ResultInfo: "" }],
        },
      );
      const { friends, friendLists, listedFriends } = stateOf(emulator);
      assert.deepEqual(friends, { ann: ["bob", "cy"], cy: ["ann"] });
      assert.deepEqual(friendLists, { ann: ["new", "work"] });
      assert.deepEqual(listedFriends, { ann: { new: ["cy"] } });
    }));

  it("are added to one side with Add_Type_Single", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { From_Account: "ann", AddFriendItem: [friend("cy")], AddType: "Add_Type_Single" };
      await client.call(befriend, body);
      assert.deepEqual(stateOf(emulator).friends, { ann: ["bob", "cy"] });
    }));

  it("are told one by one when some of them cannot be added, while the whole is OK", () =>
    emulating({ seed: world }, async (client) => {
      const AddFriendItem = [friend("bob"), friend("nobody"), friend("cy")];
      const answer = await client.call(befriend, { From_Account: "ann", AddFriendItem });
      assert.equal(answer.ErrorCode, 0);
      assert.deepEqual(answer.Fail_Account, ["bob", "nobody"]);
      assert.deepEqual(
        (answer.ResultItem as { ResultCode: number }[]).map(({ ResultCode }) => ResultCode),
        [30001, 30003, 0],
      );
      assert.match(JSON.stringify(answer.ResultItem), /"Err_SNS_FriendAdd_Friend_Exist"/);
    }));

  it("are not added with a list that would be one too many", () => {
    const lists = Array.from({ length: 32 }, (_, index) => `list${index}`);
    const seed = seedOf({ accounts: ["bob"], friendLists: { ann: lists } });
    return emulating({ seed }, async (client, emulator) => {
      const AddFriendItem = [friend("bob", { GroupName: "more" })];
      const answer = await client.call(befriend, { From_Account: "ann", AddFriendItem });
      assert.deepEqual(answer.Fail_Account, ["bob"]);
      assert.equal(stateOf(emulator).friends, undefined);
    });
  });

  it("go into lists, strangers do not, and both stay what they are when the list is deleted", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { From_Account: "ann", GroupName: ["work", "new"] };
      const { ResultItem, Fail_Account } = await client.call(addLists, {
        ...body,
        To_Account: ["bob", "cy"],
      });
      assert.deepEqual(ResultItem, [
        { To_Account: "bob", ResultCode: 0, ResultInfo: "" },
        { To_Account: "cy", ResultCode: 32216, ResultInfo: "Err_SNS_GroupAdd_ToTinyId_Not_Friend" },
      ]);
      assert.deepEqual(Fail_Account, ["cy"]);
      const shown = async () =>
        (await client.call(getLists, { From_Account: "ann", NeedFriend: "Need_Friend_Type_Yes" })).ResultItem;
      assert.deepEqual(await shown(), [
        { GroupName: "work", FriendNumber: 1, To_Account: ["bob"] },
        { GroupName: "new", FriendNumber: 1, To_Account: ["bob"] },
      ]);
      await client.call(deleteLists, body);
      assert.deepEqual(await shown(), []);
      assert.deepEqual(stateOf(emulator).friends, { ann: ["bob"] });
    }));

  it("go into lists up to 1000 in one call", () => {
    const many = Array.from({ length: 1000 }, (_, index) => `user${index}`);
    return emulating({ seed: seedOf({ friends: { ann: many } }) }, async (client) => {
      const body = { From_Account: "ann", GroupName: ["all"] };
      assert.equal(await client.code(addLists, { ...body, To_Account: many }), 0);
      assert.equal(await client.code(addLists, { ...body, To_Account: [...many, "x"] }), 30001);
    });
  });

  it("leave out Fail_Account when all of them are friends", () =>
    emulating({ seed: world }, async (client) => {
      const body = { From_Account: "ann", GroupName: ["work"], To_Account: ["bob"] };
      assert.equal("Fail_Account" in (await client.call(addLists, body)), false);
    }));

  it("may have names of the language's own", () =>
    emulating({ seed: seedOf({ accounts: prototypeNames }) }, async (client, emulator) => {
      for (const From_Account of prototypeNames) {
        const AddFriendItem = prototypeNames.map((name) => friend(name, { GroupName: name }));
        const body = { From_Account, AddFriendItem, AddType: "Add_Type_Single" };
        assert.equal("Fail_Account" in (await client.call(befriend, body)), false);
      }
      assert.equal(Object.keys(stateOf(emulator).friends ?? {}).length, prototypeNames.length);
    }));
});
