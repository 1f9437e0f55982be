import assert from "node:assert/strict";
import fc from "fast-check";
import { newGroup } from "../../../emulator/model/containers";
import { robotMark } from "../../../emulator/model/marks";
import { cachedOnlineList, onlinePage } from "../../../emulator/model/online-list";
import { World } from "../../../emulator/model/world";
import { type Client, emulating, emulatingTime, ok, seedOf, sorted, stateOf } from "./support";

const add = "group_open_avchatroom_http_svc/add_robots";
const del = "group_open_avchatroom_http_svc/del_robots";
const command = "group_open_avchatroom_http_svc/get_members";

const world = seedOf({ groups: { live: { type: "AVChatRoom", members: ["ann"], robots: ["bot1"] } } });

interface Page {
  readonly MemberList: readonly { readonly Member_Account: string; readonly JoinTime: number }[];
  readonly NextTimestamp: number;
}

async function read(client: Client, fields: object = {}): Promise<Page> {
  return (await client.call(command, { GroupId: "live", Timestamp: 0, ...fields })) as unknown as Page;
}

async function names(client: Client, fields: object = {}): Promise<string[]> {
  return sorted((await read(client, fields)).MemberList.map((member) => member.Member_Account));
}

describe("the online list of a live group in the emulator", () => {
  it("lists members and robots with the fields of the document", () =>
    emulatingTime({ seed: world }, async (client, clock) => {
      const JoinTime = Math.floor(clock.now() / 1000);
      assert.deepEqual(await read(client), {
        ...ok,
        MemberList: ["bot1", "ann"].map((Member_Account) => ({
          Member_Account,
          JoinTime,
          NickName: "",
          Avatar: "",
        })),
        NextTimestamp: 0,
      });
    }));

  it("lists only robots when asked for mark 500, and nobody for a mark that nobody holds", () =>
    emulating({ seed: world }, async (client) => {
      assert.deepEqual(await names(client, { Mark: 500 }), ["bot1"]);
      assert.deepEqual(await names(client, { Mark: 1000 }), []);
    }));

  it("lists once a member who is a robot too", () =>
    emulating({ seed: world }, async (client) => {
      await client.call(add, { GroupId: "live", Member_Account: ["ann"] });
      assert.deepEqual(await names(client), ["ann", "bot1"]);
    }));

  it("stays as it was for 10 seconds, while the state changes at once", () =>
    emulatingTime({ seed: world }, async (client, clock, emulator) => {
      assert.deepEqual(await names(client, { Mark: 500 }), ["bot1"]);
      await client.call(add, { GroupId: "live", Member_Account: ["bot2"] });
      await client.call(del, { GroupId: "live", Member_Account: ["bot1"] });
      assert.deepEqual(stateOf(emulator).groups.live?.robots, ["bot2"]);
      clock.pass(9.999);
      assert.deepEqual(await names(client, { Mark: 500 }), ["bot1"]);
      clock.pass(0.001);
      assert.deepEqual(await names(client, { Mark: 500 }), ["bot2"]);
    }));

  for (const listDelaySeconds of [0.5, 0]) {
    it(`stays as it was for ${listDelaySeconds} seconds where those are its delay`, () =>
      emulatingTime({ seed: world, listDelaySeconds }, async (client, clock) => {
        await names(client);
        await client.call(add, { GroupId: "live", Member_Account: ["bot2"] });
        const now = await names(client, { Mark: 500 });
        assert.deepEqual(now, listDelaySeconds === 0 ? ["bot1", "bot2"] : ["bot1"]);
        clock.pass(listDelaySeconds);
        assert.deepEqual(await names(client, { Mark: 500 }), ["bot1", "bot2"]);
      }));
  }

  it("comes in pages of 500, also when all came within one second", () => {
    const robots = Array.from({ length: 700 }, (_, index) => `robot${index}`);
    return emulating(
      { seed: seedOf({ groups: { live: { type: "AVChatRoom", robots } } }) },
      async (client) => {
        const first = await read(client, { Mark: 500 });
        assert.equal(first.MemberList.length, 500);
        assert.notEqual(first.NextTimestamp, 0);
        const second = await read(client, { Mark: 500, Timestamp: first.NextTimestamp });
        assert.equal(second.NextTimestamp, 0);
        const listed = [...first.MemberList, ...second.MemberList].map((member) => member.Member_Account);
        assert.deepEqual(sorted(listed), sorted(robots));
      },
    );
  });

  it("ends after the newest 1000", () => {
    const robots = Array.from({ length: 1003 }, (_, index) => `robot${index}`);
    const seed = seedOf({ groups: { live: { type: "AVChatRoom", robots } } });
    return emulating({ seed, membersPageSize: 1000 }, async (client) => {
      const page = await read(client);
      assert.equal(page.NextTimestamp, 0);
      assert.deepEqual(
        sorted(page.MemberList.map((member) => member.Member_Account)),
        sorted(robots.slice(3)),
      );
    });
  });

  it("gives each robot exactly once over all pages, whatever the page size and the times they came", () => {
    const batches = fc.array(
      fc.record({ count: fc.nat(20), seconds: fc.nat(3), kind: fc.constantFrom("members", "robots") }),
    );
    fc.assert(
      fc.property(batches, fc.integer({ min: 1, max: 30 }), (given, pageSize) => {
        const held = new World();
        const group = newGroup({ type: "AVChatRoom" });
        let nowMs = 0;
        for (const [index, { count, seconds, kind }] of given.entries()) {
          nowMs += seconds * 1000;
          const accounts = Array.from({ length: count }, (_, each) => `${index}-${each}`);
          held.join(kind === "members" ? group.members : group.robots, accounts, nowMs);
        }
        const online = cachedOnlineList(group, nowMs, 0);
        const seen: string[] = [];
        let before = 0;
        do {
          const page = onlinePage(online, { mark: robotMark, before, pageSize, most: 1000 });
          assert.ok(page.members.length <= pageSize);
          seen.push(...page.members.map(({ account }) => account));
          before = page.next;
        } while (before !== 0);
        assert.deepEqual(sorted(seen), sorted(group.robots.keys()));
      }),
    );
  });
});
