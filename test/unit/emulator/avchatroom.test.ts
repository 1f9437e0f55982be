import assert from "node:assert/strict";
import { emulating, prototypeNames, seedOf, sorted, stateOf } from "./support";

const add = "group_open_avchatroom_http_svc/add_robots";
const del = "group_open_avchatroom_http_svc/del_robots";
const members = "group_open_avchatroom_http_svc/get_members";

const world = seedOf({
  groups: {
    live: { type: "AVChatRoom", members: ["ann"], robots: ["bot1"] },
    public: { type: "Public" },
  },
});

describe("live groups in the emulator", () => {
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

  it("takes names of the language's own for ordinary IDs", () =>
    emulating({ seed: world, listDelaySeconds: 0 }, async (client, emulator) => {
      for (const name of prototypeNames) {
        const request = { GroupId: name, Member_Account: [...prototypeNames], Timestamp: 0 };
        assert.equal(await client.code(add, request), 10010);
        emulator.seed(JSON.parse(`{"1400000000":{"groups":{"${name}":{"type":"AVChatRoom"}}}}`));
        assert.equal(await client.code(add, request), 0);
        const { MemberList } = await client.call(members, request);
        assert.equal((MemberList as unknown[]).length, prototypeNames.length);
      }
      const shown = JSON.parse(JSON.stringify(stateOf(emulator))) as { groups: object };
      assert.deepEqual(sorted(Object.keys(shown.groups)), sorted(["live", "public", ...prototypeNames]));
    }));
});
