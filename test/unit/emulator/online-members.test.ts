import assert from "node:assert/strict";
import { type Client, emulating, emulatingTime, ok, seedOf } from "./support";

const check = "group_open_avchatroom_http_svc/check_members";
const count = "group_open_http_svc/get_online_member_num";
const add = "group_open_avchatroom_http_svc/add_robots";

const many = (length: number) => Array.from({ length }, (_, index) => `user${index}`);

const world = seedOf({
  groups: {
    live: { type: "AVChatRoom", members: ["ann"], robots: ["bot1"] },
    big: { type: "AVChatRoom", members: many(1200) },
    team: { type: "Public", members: ["ann", "bob"] },
  },
});

async function checked(client: Client, GroupId: string, Member_Account: readonly unknown[]) {
  return (await client.call(check, { GroupId, Member_Account })).Member_Account;
}

describe("who is online in the emulator's live groups", () => {
  it("is told of the accounts that are asked for, robots too, in their order", () =>
    emulating({ seed: world }, async (client) => {
      assert.deepEqual(await checked(client, "live", ["bot1", "nobody", "ann"]), ["bot1", "ann"]);
      assert.deepEqual(await checked(client, "live", ["nobody"]), []);
    }));

  it("is told also of those beyond the newest 1000", () =>
    emulating({ seed: world }, async (client) => {
      assert.deepEqual(await checked(client, "big", ["user0", "user1199"]), ["user0", "user1199"]);
      assert.equal((await client.call(count, { GroupId: "big" })).OnlineMemberNum, 1200);
    }));

  it("is counted with robots, and in groups of other types by members", () =>
    emulating({ seed: world }, async (client) => {
      assert.deepEqual(await client.call(count, { GroupId: "live" }), {
        ...ok,
        OnlineMemberNum: 2,
      });
      assert.equal((await client.call(count, { GroupId: "team" })).OnlineMemberNum, 2);
    }));

  it("is as old as the list of get_members", () =>
    emulatingTime({ seed: world }, async (client, clock) => {
      const both = async () => [
        await checked(client, "live", ["bot2"]),
        (await client.call(count, { GroupId: "live" })).OnlineMemberNum,
      ];
      assert.deepEqual(await both(), [[], 2]);
      await client.call(add, { GroupId: "live", Member_Account: ["bot2"] });
      assert.deepEqual(await both(), [[], 2]);
      clock.pass(10);
      assert.deepEqual(await both(), [["bot2"], 3]);
    }));
});
