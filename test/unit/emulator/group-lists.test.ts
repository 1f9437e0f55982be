import assert from "node:assert/strict";
import { emulating, seedOf } from "./support";

const all = "group_open_http_svc/get_appid_group_list";
const joined = "group_open_http_svc/get_joined_group_list";

const world = seedOf({
  accounts: ["cy"],
  groups: {
    one: { type: "Public", members: ["ann", "bob"], owner: "ann", name: "One" },
    live: { type: "AVChatRoom", members: ["ann"], robots: ["bot1"] },
    two: { type: "Work", members: ["ann"] },
    three: { type: "Public", members: ["bob"] },
  },
});
const ids = (...groups: string[]) => groups.map((GroupId) => ({ GroupId }));

describe("the list of all groups of an app", () => {
  it("comes in pages, each with where the next one begins, and the number of all", () =>
    emulating({ seed: world, requestsPerSecond: 0 }, async (client) => {
      const pages = [];
      let Next = 0;
      do {
        const answer = await client.call(all, { Limit: 3, Next });
        pages.push([answer.TotalCount, answer.GroupIdList]);
        Next = Number(answer.Next);
      } while (Next !== 0);
      assert.deepEqual(pages, [
        [4, ids("one", "live", "two")],
        [4, ids("three")],
      ]);
    }));

  it("has the groups of one type where one is asked for", () =>
    emulating({ seed: world }, async (client) => {
      const { TotalCount, GroupIdList, Next } = await client.call(all, { GroupType: "Public" });
      assert.deepEqual([TotalCount, GroupIdList, Next], [2, ids("one", "three"), 0]);
    }));

  it("is for one call in a second", () =>
    emulating({ seed: world }, async (client) => {
      assert.equal(await client.code(all, {}), 0);
      assert.equal(await client.code(all, {}), 60007);
    }));
});

describe("the list of the groups that a user is in", () => {
  const cases: readonly (readonly [what: string, body: object, total: number, groups: object[]])[] = [
    ["leaves out live groups", { Member_Account: "ann" }, 2, ids("one", "two")],
    ["has live groups on demand", { Member_Account: "ann", WithHugeGroups: 1 }, 3, ids("one", "live", "two")],
    ["has those of one type", { Member_Account: "ann", GroupType: "AVChatRoom" }, 1, ids("live")],
    ["comes in pages", { Member_Account: "ann", Limit: 1, Offset: 1 }, 2, ids("two")],
    ["is empty for a user who is in none", { Member_Account: "cy" }, 0, []],
    ["takes no robot for a member", { Member_Account: "bot1", WithHugeGroups: 1 }, 0, []],
  ];
  for (const [what, body, total, groups] of cases)
    it(what, () =>
      emulating({ seed: world }, async (client) => {
        const { TotalCount, GroupIdList } = await client.call(joined, body);
        assert.deepEqual([TotalCount, GroupIdList], [total, groups]);
      }),
    );

  it("has the fields of the group and of the member that the client asks for", () =>
    emulating({ seed: world }, async (client) => {
      const ResponseFilter = { GroupBaseInfoFilter: ["Type", "Name"], SelfInfoFilter: ["Role", "MsgFlag"] };
      const { GroupIdList } = await client.call(joined, { Member_Account: "ann", Limit: 1, ResponseFilter });
      const SelfInfo = { Role: "Owner", MsgFlag: "AcceptAndNotify" };
      assert.deepEqual(GroupIdList, [{ GroupId: "one", Type: "Public", Name: "One", SelfInfo }]);
    }));
});
