import assert from "node:assert/strict";
import { emulating, emulatingTime, identifier, inFolder, seedOf } from "./support";

const toUser = "openim/sendmsg";
const toGroup = "group_open_http_svc/send_group_msg";

const world = seedOf({
  accounts: ["ann", "bob", "cy"],
  groups: {
    live: { type: "AVChatRoom", members: ["bob"], robots: ["bot1"] },
    team: { type: "Public", members: ["ann", "bob"], owner: "ann" },
  },
});
const MsgBody = [
  { MsgType: "TIMTextElem", MsgContent: { Text: "Welcome" } },
  { MsgType: "TIMCustomElem", MsgContent: { Data: "gift", More: [1, { deep: true }] } },
];

describe("the messages that the emulator takes", () => {
  it("are in the request log with all that the client sent, from a robot to its live group", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { GroupId: "live", From_Account: "bot1", Random: 8912345, MsgBody, CloudCustomData: "x" };
      assert.equal(await client.code(toGroup, body), 0);
      const [record] = emulator.requests();
      assert.deepEqual([record?.command, record?.body, record?.errorCode], [toGroup, body, 0]);
    }));

  it("are counted in each group, also over a restart", () =>
    inFolder(async (stateFile) => {
      const seqs: unknown[] = [];
      for (const groups of [["team", "team", "live"], ["team"]])
        await emulating({ seed: world, stateFile }, async (client) => {
          for (const GroupId of groups)
            seqs.push((await client.call(toGroup, { GroupId, Random: 1, MsgBody })).MsgSeq);
        });
      assert.deepEqual(seqs, [1, 2, 1, 3]);
    }));

  it("begin at one again in a group that was dissolved and created anew", () =>
    emulating({ seed: world }, async (client) => {
      await client.call(toGroup, { GroupId: "team", Random: 1, MsgBody });
      await client.call("group_open_http_svc/destroy_group", { GroupId: "team" });
      await client.call("group_open_http_svc/create_group", { GroupId: "team", Type: "Public", Name: "n" });
      assert.equal((await client.call(toGroup, { GroupId: "team", Random: 1, MsgBody })).MsgSeq, 1);
    }));

  it("come from the app admin unless the client names a sender, who is a member, a robot or the owner", () =>
    emulating({ seed: world }, async (client) => {
      const codes = [];
      for (const [GroupId, From_Account] of [
        ["live", undefined],
        ["team", identifier],
        ["live", "bot1"],
        ["live", "bob"],
        ["team", "ann"],
        ["live", "ann"],
        ["team", "bot1"],
      ])
        codes.push(await client.code(toGroup, { GroupId, From_Account, Random: 1, MsgBody }));
      assert.deepEqual(codes, [0, 0, 0, 0, 0, 10007, 10007]);
    }));

  it("carry in their key the number, the random number and the time", () =>
    emulatingTime({ seed: world }, async (client, clock) => {
      const seconds = Math.floor(clock.now() / 1000);
      const keys = [];
      for (const MsgSeq of [undefined, 77, undefined]) {
        const body = {
          From_Account: "ann",
          To_Account: "bob",
          MsgSeq,
          MsgRandom: 5,
          MsgLifeTime: 60,
          MsgBody,
        };
        const { MsgTime, MsgKey } = await client.call(toUser, body);
        assert.equal(MsgTime, seconds);
        keys.push(MsgKey);
      }
      assert.deepEqual(keys, [`1_5_${seconds}`, `77_5_${seconds}`, `3_5_${seconds}`]);
    }));

  it("are refused from members, but not from the owner and the admins, while all are muted", () =>
    emulating({ seed: world }, async (client) => {
      const body = { GroupId: "team", MuteAllMember: "On" };
      await client.call("group_open_http_svc/modify_group_base_info", body);
      const senders = ["ann", "bob", undefined];
      const bodies = senders.map((From_Account) => ({ GroupId: "team", From_Account, Random: 1, MsgBody }));
      assert.deepEqual(await client.codes(toGroup, bodies), [0, 10017, 0]);
    }));

  it("are refused from a member who is muted, for as long as that lasts", () =>
    emulatingTime({ seed: world }, async (client, clock) => {
      const send = async () =>
        await client.code(toGroup, { GroupId: "team", From_Account: "bob", Random: 1, MsgBody });
      const mute = { GroupId: "team", Member_Account: "bob", MuteTime: 60 };
      await client.call("group_open_http_svc/modify_group_member_info", mute);
      assert.equal(await send(), 10017);
      clock.pass(61);
      assert.equal(await send(), 0);
    }));
});
