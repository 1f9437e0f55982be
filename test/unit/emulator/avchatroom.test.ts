import assert from "node:assert/strict";
import { emulating, prototypeNames, seedOf, sign, sorted, stateOf } from "./support";

const add = "group_open_avchatroom_http_svc/add_robots";
const del = "group_open_avchatroom_http_svc/del_robots";
const members = "group_open_avchatroom_http_svc/get_members";

const world = seedOf({
  groups: {
    live: { type: "AVChatRoom", members: ["ann"], robots: ["bot1"] },
    public: { type: "Public" },
  },
});

const accounts = (count: number) => Array.from({ length: count }, (_, index) => `bot${index}`);

/** Bodies that any of the three commands refuses, by the GroupId alone. */
const groupIds: readonly { readonly what: string; readonly GroupId: unknown; readonly code: number }[] = [
  { what: "missing", GroupId: undefined, code: 10004 },
  { what: "null", GroupId: null, code: 10004 },
  { what: "a number", GroupId: 7, code: 10004 },
  { what: "empty", GroupId: "", code: 10004 },
  { what: "longer than 48 bytes", GroupId: "g".repeat(49), code: 10015 },
  { what: "not printable ASCII", GroupId: "gr\u00fcppe", code: 10015 },
  { what: "with a line break at its end", GroupId: "live\n", code: 10015 },
  { what: "of no group", GroupId: "g".repeat(48), code: 10010 },
  { what: "of a group of another type", GroupId: "public", code: 10007 },
];

const memberAccounts: readonly { readonly what: string; readonly value: unknown; readonly code: number }[] = [
  { what: "missing", value: undefined, code: 10004 },
  { what: "a text", value: "bot1", code: 10004 },
  { what: "an object", value: { 0: "bot1" }, code: 10004 },
  { what: "empty", value: [], code: 10004 },
  { what: "longer than 500", value: accounts(501), code: 10004 },
  { what: "with a number in it", value: ["bot1", 7], code: 60015 },
  { what: "with a list in it", value: [["bot1"]], code: 60015 },
  { what: "with null in it", value: [null], code: 10004 },
  { what: "with an empty UserID", value: [""], code: 10004 },
  { what: "with a UserID of 33 bytes", value: ["b".repeat(33)], code: 10004 },
  { what: "with a UserID of 32 characters in more bytes", value: ["\u00fc".repeat(32)], code: 10004 },
];

const timestamps: readonly { readonly what: string; readonly fields: object }[] = [
  { what: "no Timestamp", fields: {} },
  { what: "a Timestamp that is text", fields: { Timestamp: "0" } },
  { what: "a negative Timestamp", fields: { Timestamp: -1 } },
  { what: "a Timestamp with a fraction", fields: { Timestamp: 0.5 } },
  { what: "a Mark that is text", fields: { Timestamp: 0, Mark: "500" } },
];

describe("live groups in the emulator", () => {
  for (const command of [add, del, members]) {
    for (const { what, GroupId, code } of groupIds) {
      it(`${command} answers ${code} to a GroupId that is ${what}`, () =>
        emulating({ seed: world }, async (client) => {
          const body = { GroupId, Member_Account: ["bot1"], Timestamp: 0 };
          assert.equal((await client.call(command, body)).ErrorCode, code);
        }));
    }
  }

  for (const command of [add, del]) {
    for (const { what, value, code } of memberAccounts) {
      it(`${command} answers ${code} to a Member_Account that is ${what}`, () =>
        emulating({ seed: world }, async (client, emulator) => {
          const answer = await client.call(command, { GroupId: "live", Member_Account: value });
          assert.equal(answer.ErrorCode, code);
          assert.match(answer.ErrorInfo, /Member_Account/);
          assert.deepEqual(stateOf(emulator).groups.live?.robots, ["bot1"]);
        }));
    }

    it(`${command} takes 500 accounts`, () =>
      emulating({ seed: world }, async (client) => {
        const body = { GroupId: "live", Member_Account: accounts(500) };
        assert.equal((await client.call(command, body)).ErrorCode, 0);
      }));
  }

  for (const { what, fields } of timestamps) {
    it(`${members} answers 10004 to ${what}`, () =>
      emulating({ seed: world }, async (client) => {
        assert.equal((await client.call(members, { GroupId: "live", ...fields })).ErrorCode, 10004);
      }));
  }

  it("adds robots, also one that is there and accounts nobody imported", () =>
    emulating({ seed: world }, async (client, emulator) => {
      await client.call(add, { GroupId: "live", Member_Account: ["bot1", "bot2", "bot2", "new"] });
      assert.deepEqual(stateOf(emulator).groups.live?.robots, ["bot1", "bot2", "new"]);
      assert.deepEqual(stateOf(emulator).accounts, ["ann", "bot1"]);
    }));

  it("deletes robots, and answers OK for accounts that are none", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const answer = await client.call(del, { GroupId: "live", Member_Account: ["bot1", "ann", "nobody"] });
      assert.equal(answer.ErrorCode, 0);
      assert.deepEqual(stateOf(emulator).groups.live, { type: "AVChatRoom", members: ["ann"], robots: [] });
    }));

  it("keeps apart the groups of two apps with one ID", () => {
    const apps = [7, 8].map((sdkAppId) => ({ sdkAppId, secretKey: "key", identifier: "admin" }));
    const group = { groups: { live: { type: "AVChatRoom" } } } as const;
    return emulating({ apps, seed: { 7: group, 8: group } }, async (client, emulator) => {
      const query = {
        sdkappid: "7",
        identifier: "admin",
        usersig: sign({ sdkAppId: 7, secretKey: "key", identifier: "admin" }),
      };
      await client.call(add, { GroupId: "live", Member_Account: ["bot1"] }, query);
      assert.deepEqual(emulator.state()[7]?.groups.live?.robots, ["bot1"]);
      assert.deepEqual(emulator.state()[8]?.groups.live?.robots, []);
    });
  });

  it("takes names of the language's own for ordinary IDs", () =>
    emulating({ seed: world, listDelaySeconds: 0 }, async (client, emulator) => {
      for (const name of prototypeNames) {
        const request = { GroupId: name, Member_Account: [...prototypeNames], Timestamp: 0 };
        assert.equal((await client.call(add, request)).ErrorCode, 10010);
        emulator.seed(JSON.parse(`{"1400000000":{"groups":{"${name}":{"type":"AVChatRoom"}}}}`));
        assert.equal((await client.call(add, request)).ErrorCode, 0);
        const { MemberList } = await client.call(members, request);
        assert.equal((MemberList as unknown[]).length, prototypeNames.length);
      }
      const shown = JSON.parse(JSON.stringify(stateOf(emulator))) as { groups: object };
      assert.deepEqual(sorted(Object.keys(shown.groups)), sorted(["live", "public", ...prototypeNames]));
    }));
});
