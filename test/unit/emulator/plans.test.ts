import assert from "node:assert/strict";
import { OptionError, startEmulator } from "../../../emulator";
import { parseCommandLine } from "../../../emulator/cli/arguments";
import { type Plan, plans } from "../../../emulator/model/plans";
import { emulating, seedOf } from "./support";

const live = "group_open_avchatroom_http_svc";
const roomServices = ["room_engine_http_srv/get_room_info", "live_engine_http_srv/get_robot"];

const world = seedOf({
  groups: {
    live: { type: "AVChatRoom", members: Array.from({ length: 40 }, (_, index) => `user${index}`) },
    team: { type: "Public", members: ["user1"] },
  },
});

/** A call that does well, its command, and the code with each plan. */
const calls: readonly { command: string; body: object; codes: Readonly<Record<Plan, number>> }[] = [
  ...["add_robots", "del_robots", "check_members"].map((name) => ({
    command: `${live}/${name}`,
    body: { GroupId: "live", Member_Account: ["user1"] },
    codes: { trial: 10059, standard: 10059, pro: 0, enterprise: 0 },
  })),
  {
    command: `${live}/modify_user_info`,
    body: { GroupId: "live", CommandType: 1, MemberList: [{ Member_Account: "user1", Marks: [1000] }] },
    codes: { trial: 10059, standard: 10059, pro: 0, enterprise: 0 },
  },
  {
    command: "group_open_http_svc/get_online_member_num",
    body: { GroupId: "live" },
    codes: { trial: 0, standard: 0, pro: 0, enterprise: 0 },
  },
  {
    command: "group_open_http_svc/get_online_member_num",
    body: { GroupId: "team" },
    codes: { trial: 10059, standard: 10059, pro: 0, enterprise: 0 },
  },
  ...roomServices.map((command) => ({
    command,
    body: { RoomId: "none" },
    codes: { trial: 100007, standard: 100004, pro: 100004, enterprise: 100004 },
  })),
  {
    command: "group_open_http_svc/delete_group_member",
    body: { GroupId: "team", MemberToDel_Account: ["user1"] },
    codes: { trial: 0, standard: 0, pro: 0, enterprise: 0 },
  },
];

describe("the plans of the emulator", () => {
  for (const plan of plans) {
    for (const { command, body, codes } of calls) {
      it(`${plan}: ${command} of ${JSON.stringify(body).slice(0, 40)} answers ${codes[plan]}`, () =>
        emulating({ plan, seed: world }, async (client) => {
          assert.equal(await client.code(command, body), codes[plan]);
        }));
    }
  }

  it("refuse by the plan before they look at the fields", () =>
    emulating({ plan: "standard" }, async (client) => {
      assert.equal(await client.code(`${live}/add_robots`, {}), 10059);
    }));

  it("allow everything unless told otherwise", () =>
    emulating({ seed: world }, async (client) => {
      for (const { command, body, codes } of calls)
        assert.equal(await client.code(command, body), codes.enterprise, command);
    }));

  for (const [plan, listed] of [
    ["standard", 30],
    ["pro", 40],
  ] as const) {
    it(`list ${listed} of 40 members with ${plan}`, () =>
      emulating({ plan, seed: world }, async (client) => {
        const { MemberList, NextTimestamp } = await client.call(`${live}/get_members`, {
          GroupId: "live",
          Timestamp: 0,
        });
        assert.equal((MemberList as unknown[]).length, listed);
        assert.equal(NextTimestamp, 0);
      }));
  }

  it("hold 100 groups on trial, and any number on others", async () => {
    const groups = Array.from({ length: 101 }, (_, index) => ({ Type: "Public", Name: `g${index}` }));
    for (const [plan, last] of [
      ["trial", 10058],
      ["standard", 0],
    ] as const) {
      await emulating({ plan }, async (client) => {
        const codes = await client.codes("group_open_http_svc/create_group", groups);
        assert.deepEqual(codes, [...Array(100).fill(0), last]);
      });
    }
  });

  it("hold 100 accounts on trial, and import all of a call or none", () =>
    emulating({ plan: "trial" }, async (client, emulator) => {
      const users = (from: number, count: number) =>
        Array.from({ length: count }, (_, index) => ({ UserID: `user${from + index}` }));
      const lists = [users(0, 60), users(50, 51), users(50, 50), users(0, 100)];
      const bodies = lists.map((AccountList) => ({ AccountList }));
      const codes = await client.codes("im_open_login_svc/multiaccount_import", bodies);
      assert.deepEqual(codes, [0, 70398, 0, 0]);
      assert.equal(await client.code("im_open_login_svc/account_import", { UserID: "more" }), 70398);
      assert.equal(await client.code("im_open_login_svc/account_import", { UserID: "user1" }), 0);
      assert.equal(emulator.state()[1400000000]?.accounts.length, 100);
    }));

  it("are an option of the command and of startEmulator, which refuse others", async () => {
    assert.deepEqual(parseCommandLine(["--plan", "pro"]), { does: "serve", plan: "pro" });
    assert.throws(
      () => parseCommandLine(["--plan", "gold"]),
      /--plan takes trial, standard, pro or enterprise/,
    );
    await assert.rejects(startEmulator({ plan: "gold" as Plan }), OptionError);
  });
});
