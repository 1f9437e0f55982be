import assert from "node:assert/strict";
import { emulating, emulatingTime, ok, prototypeNames, seedOf, stateOf, TestClock } from "./support";

const importOne = "im_open_login_svc/account_import";
const importMany = "im_open_login_svc/multiaccount_import";
const check = "im_open_login_svc/account_check";
const remove = "im_open_login_svc/account_delete";

const items = (...users: unknown[]) => users.map((UserID) => ({ UserID }));
const many = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);

const world = seedOf({
  accounts: ["ann", "bob"],
  groups: {
    team: { type: "Public", members: ["ann", "bob"] },
    live: { type: "AVChatRoom", members: ["ann"], robots: ["ann", "bob"], marks: { ann: [1000] } },
  },
  rooms: { meeting: { type: "Conference", members: ["ann"] } },
  friendLists: { ann: ["work"], bob: ["home"] },
  friends: { ann: ["bob"], bob: ["ann"] },
  listedFriends: { bob: { home: ["ann"] } },
});

describe("accounts in the emulator", () => {
  it("are imported one by one, once more too, under the newer or the older name of the field", () =>
    emulating({}, async (client, emulator) => {
      for (const body of [
        { UserID: "ann", Nick: "Ann" },
        { UserID: "ann", FaceUrl: "f" },
        { Identifier: "bob" },
      ])
        assert.deepEqual(await client.call(importOne, body), ok);
      const { accounts, profiles } = stateOf(emulator);
      assert.deepEqual(accounts, ["ann", "bob"]);
      assert.deepEqual(profiles, { ann: { nick: "Ann", faceUrl: "f" } });
    }));

  it("are imported 100 in a call, in either form", () =>
    emulating({}, async (client, emulator) => {
      for (const body of [{ AccountList: items(...many(100)) }, { Accounts: ["old1", "old2"] }])
        assert.deepEqual((await client.call(importMany, body)).FailAccounts, []);
      assert.equal(stateOf(emulator).accounts.length, 102);
    }));

  it("show nickname and picture in the online list", () =>
    emulating({ seed: world }, async (client) => {
      await client.call(importMany, { AccountList: [{ UserID: "ann", Nick: "Ann", FaceUrl: "f" }] });
      const { MemberList } = await client.call("group_open_avchatroom_http_svc/get_members", {
        GroupId: "live",
        Timestamp: 0,
      });
      const [ann] = (MemberList as Record<string, unknown>[]).filter((each) => each.Member_Account === "ann");
      assert.deepEqual([ann?.NickName, ann?.Avatar], ["Ann", "f"]);
    }));

  it("are checked one by one", () =>
    emulating({ seed: world }, async (client) => {
      const { ResultItem } = await client.call(check, { CheckItem: items("ann", "nobody") });
      assert.deepEqual(ResultItem, [
        { UserID: "ann", ResultCode: 0, ResultInfo: "", AccountStatus: "Imported" },
        { UserID: "nobody", ResultCode: 0, ResultInfo: "", AccountStatus: "NotImported" },
      ]);
    }));

  it("are deleted with all that they are in, and 70107 says of one that it was not there", () =>
    emulatingTime({ seed: world }, async (client, clock, emulator) => {
      const answer = await client.call(remove, { DeleteItem: items("ann", "nobody") });
      assert.equal(answer.ErrorCode, 0);
      assert.deepEqual(answer.ResultItem, [
        { UserID: "ann", ResultCode: 0, ResultInfo: "" },
        { UserID: "nobody", ResultCode: 70107, ResultInfo: "Err_TLS_PT_Open_Login_Account_Not_Exist" },
      ]);
      assert.deepEqual(stateOf(emulator), {
        accounts: ["bob"],
        deletedAccounts: { ann: Math.floor(clock.now() / 1000) },
        groups: {
          team: { type: "Public", members: ["bob"], robots: [] },
          live: { type: "AVChatRoom", members: [], robots: ["bob"] },
        },
        rooms: { meeting: { type: "Conference", members: [], robots: [] } },
        friendLists: { bob: ["home"] },
      });
    }));

  it("cannot be imported again for three months, except on the trial plan", async () => {
    const clock = new TestClock();
    await emulating({ seed: world, now: clock.now }, async (client, emulator) => {
      await client.call(remove, { DeleteItem: items("ann") });
      assert.equal(await client.code(importOne, { UserID: "ann" }), 70399);
      const some = await client.call(importMany, { AccountList: items("ann", "cy") });
      assert.deepEqual(some.FailAccounts, ["ann"]);
      assert.deepEqual(stateOf(emulator).accounts, ["bob", "cy"]);
    });
    await emulating({ seed: world, plan: "trial" }, async (client, emulator) => {
      await client.call(remove, { DeleteItem: items("ann") });
      assert.equal(await client.code(importOne, { UserID: "ann" }), 0);
      assert.equal(stateOf(emulator).deletedAccounts, undefined);
    });
  });

  it("can be imported again when three months are over", () => {
    const day = 86_400;
    const now = Date.now();
    const seed = seedOf({
      deletedAccounts: { ann: Math.floor(now / 1000) - 90 * day, bob: Math.floor(now / 1000) - 89 * day },
    });
    return emulating({ seed, now: () => now }, async (client) => {
      assert.equal(await client.code(importOne, { UserID: "ann" }), 0);
      assert.equal(await client.code(importOne, { UserID: "bob" }), 70399);
    });
  });

  it("may have names of the language's own", () =>
    emulating({}, async (client, emulator) => {
      await client.call(importMany, { AccountList: items(...prototypeNames) });
      assert.equal(stateOf(emulator).accounts.length, prototypeNames.length);
      await client.call(remove, { DeleteItem: items(...prototypeNames) });
      assert.equal(Object.keys(stateOf(emulator).deletedAccounts ?? {}).length, prototypeNames.length);
    }));
});
