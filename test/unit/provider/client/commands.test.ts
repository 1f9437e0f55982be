import assert from "node:assert/strict";
import * as commands from "../../../../provider/client/commands";
import { TencentChatError } from "../../../../provider/client/errors";
import { render } from "../../../../provider/client/message";
import { type AnyCommand, answers, fail, ok, scripted } from "./support";

/** As the documents name them, with the codes that say that there is nothing left to remove or to read. */
const documented: readonly [AnyCommand, string, readonly number[]][] = [
  [commands.addRobots, "group_open_avchatroom_http_svc/add_robots", []],
  [commands.delRobots, "group_open_avchatroom_http_svc/del_robots", [10010]],
  [commands.getMembers, "group_open_avchatroom_http_svc/get_members", [10010]],
  [commands.checkMembers, "group_open_avchatroom_http_svc/check_members", []],
  [commands.addRobot, "room_engine_http_srv/add_robot", []],
  [commands.deleteRobot, "room_engine_http_srv/delete_robot", [100004, 100005]],
  [commands.getRoomInfo, "room_engine_http_srv/get_room_info", [100004]],
  [commands.getRoomMemberList, "room_engine_http_srv/get_room_member_list", [100004]],
  [commands.addLiveRobots, "live_engine_http_srv/add_robot", []],
  [commands.delLiveRobots, "live_engine_http_srv/del_robot", [100004]],
  [commands.getLiveRobots, "live_engine_http_srv/get_robot", [100004]],
  [commands.accountImport, "im_open_login_svc/account_import", []],
  [commands.accountCheck, "im_open_login_svc/account_check", []],
  [commands.accountDelete, "im_open_login_svc/account_delete", [70107]],
  [commands.createChatbot, "openim_robot_http_svc/create_robot", []],
  [commands.deleteChatbot, "openim_robot_http_svc/delete_robot", []],
  [commands.getChatbots, "openim_robot_http_svc/get_all_robots", []],
  [commands.setProfile, "profile/portrait_set", []],
  [commands.getProfiles, "profile/portrait_get", []],
  [commands.createGroup, "group_open_http_svc/create_group", []],
  [commands.destroyGroup, "group_open_http_svc/destroy_group", [10010]],
  [commands.getGroupInfo, "group_open_http_svc/get_group_info", [10010]],
  [commands.getAppGroups, "group_open_http_svc/get_appid_group_list", []],
  [commands.modifyGroup, "group_open_http_svc/modify_group_base_info", []],
  [commands.deleteGroupMember, "group_open_http_svc/delete_group_member", []],
  [commands.deleteFriendLists, "sns/group_delete", []],
];

/** The commands whose page gives another number of calls in a second than 200. */
const slowCommands: Readonly<Record<string, number>> = {
  "live_engine_http_srv/add_robot": 100,
  "live_engine_http_srv/del_robot": 100,
  "live_engine_http_srv/get_robot": 100,
  "im_open_login_svc/account_check": 100,
  "im_open_login_svc/account_delete": 100,
  "group_open_http_svc/get_appid_group_list": 1,
};

/** The codes of which a command says more than the catalogue, and what a person must read. */
const ownHints: readonly {
  readonly path: string;
  readonly code: number;
  readonly words: readonly string[];
}[] = [
  ...["add_robots", "del_robots", "get_members", "check_members"].map((name) => ({
    path: `group_open_avchatroom_http_svc/${name}`,
    code: 10007,
    words: ["Set identifier", "Pro", "Enterprise plan", "switched on"],
  })),
  ...["add_robot", "del_robot"].flatMap((name) => {
    const path = `live_engine_http_srv/${name}`;
    const full = { path, code: 100700, words: ["3 robots"] };
    return [
      { path, code: 100002, words: ["Import every named account into this SDKAppID", "RoomId"] },
      { path, code: 100006, words: ["live_engine_http_srv", "room_engine_http_srv", "identifier"] },
      ...(name === "add_robot" ? [full] : []),
    ];
  }),
  {
    path: "live_engine_http_srv/get_robot",
    code: 100006,
    words: ["live_engine_http_srv", "room_engine_http_srv", "identifier"],
  },
  { path: "openim_robot_http_svc/create_robot", code: 10008, words: ["20 chatbots", "identifier"] },
  { path: "group_open_http_svc/create_group", code: 10019, words: ["Owner_Account", "imported"] },
  {
    path: "group_open_http_svc/delete_group_member",
    code: 10004,
    words: ["live group (AVChatRoom) cannot remove members", "the request"],
  },
];

/** Codes that mean "gone" for some command, and one that never does. */
const codes = [10010, 100004, 100005, 70107, 10004];

async function hintOf(command: AnyCommand, code: number): Promise<string> {
  const error = await scripted([fail(code)])
    .client.call(command, {} as never)
    .catch((caught) => caught);
  assert.ok(error instanceof TencentChatError);
  return render(error.hint);
}

describe("the commands of the service", () => {
  for (const [command, path, goneCodes] of documented) {
    const meaning =
      goneCodes.length === 0 ? "take no code for success" : `take ${goneCodes.join()} for "gone"`;
    it(`${path}: go to this path, and ${meaning}`, async () => {
      for (const code of codes) {
        const { client, seen } = scripted([fail(code)]);
        const answer = client.call(command, {} as never);
        if (goneCodes.includes(code)) assert.equal((await answer).gone, true);
        else await assert.rejects(answer, { name: "TencentChatError", code, command: path });
        assert.equal(seen[0]?.url.pathname, `/v4/${path}`);
      }
    });
  }

  for (const [command, path] of documented) {
    const limit = slowCommands[path];
    it(`${path}: go at the configured pace${limit === undefined ? "" : `, or ${limit} a second where that is faster`}`, async () => {
      for (const requestsPerSecond of [50, 250]) {
        const { client, clock } = scripted([answers[path] ?? ok], { requestsPerSecond });
        const start = clock.now();
        const calls = requestsPerSecond;
        for (let call = 0; call < calls; call += 1) await client.call(command, {} as never);
        const seconds = (clock.now() - start) / 1000;
        const pace = Math.min(requestsPerSecond, limit ?? requestsPerSecond);
        assert.ok(Math.abs(calls / seconds / pace - 1) < 0.05, `${calls} calls in ${seconds} s`);
      }
    });
  }

  it("have a hint of their own for these codes, with the terms that a person knows, and for no others", () => {
    const found = documented.flatMap(([command, path]) =>
      [...command.hints].map(([code, hint]) => ({ path, code, text: render(hint) })),
    );
    assert.deepEqual(
      found.map(({ path, code }) => `${path} ${code}`),
      ownHints.map(({ path, code }) => `${path} ${code}`),
    );
    for (const [at, { path, code, words }] of ownHints.entries())
      for (const word of words)
        assert.ok(found[at]?.text.includes(word), `${path} ${code}: ${found[at]?.text}`);
  });

  it("take a list for endless only after more pages than its things need", () => {
    assert.deepEqual(
      documented.flatMap(([{ mostPages, path }]) => (mostPages > 1 ? [[path.split("/")[1], mostPages]] : [])),
      [
        ["get_members", 1000],
        ["get_room_member_list", 1000],
        ["get_appid_group_list", 1000],
      ],
    );
  });

  it("say nothing of live groups where a code is not about them", async () => {
    assert.doesNotMatch(await hintOf(commands.addRobots, 10004), /AVChatRoom/);
    const { deleteGroupMember, modifyGroup } = commands;
    for (const command of [deleteGroupMember, modifyGroup]) {
      const hint = await hintOf(command, 10007);
      assert.match(hint, /Set identifier/, command.path);
      assert.doesNotMatch(hint, /plan/, command.path);
    }
  });
});
