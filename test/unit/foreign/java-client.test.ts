import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../../../emulator";
import { type Identity, selfSigned } from "../../support/certificates";
import { type Answer, emulating, seedOf, stateOf } from "../emulator/support";
import { installedOrSkipped } from "./installation";
import { type Call, JavaClient } from "./java-client";
import { admin } from "./support";

const world = seedOf({
  accounts: ["ann", "bob", "cid"],
  groups: { live: { type: "AVChatRoom", members: ["ann"], robots: ["bot1"] } },
});
const text = (Text: string) => [{ MsgType: "TIMTextElem", MsgContent: { Text } }];

describe("a published Java client for the REST API, over https", function () {
  // Only the first run on a machine installs anything.
  this.timeout(240_000);
  let java: JavaClient;
  let identity: Identity;
  let folder: string | undefined;
  let store: string;

  before(async function () {
    java = await installedOrSkipped(this, JavaClient.install, "Java 11 with Maven or of its repository");
    identity = await selfSigned(["localhost"]);
    folder = mkdtempSync(join(tmpdir(), "java-client-"));
    store = join(folder, "store.p12");
    const authority = join(folder, "authority.pem");
    writeFileSync(authority, identity.cert);
    await java.trust(authority, store);
  });

  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  /** Drives the client, and checks that each answer of the emulator has its place in the client's types. */
  const driving = (
    calls: readonly Call[],
    check: (results: readonly Answer[], emulator: Emulator) => void,
    options: { readonly unread?: readonly string[]; readonly by?: Partial<typeof admin> } = {},
  ) =>
    emulating({ apps: [admin], seed: world, tls: identity }, async (_client, emulator) => {
      const url = (emulator.tlsUrl ?? "").replace("127.0.0.1", "localhost");
      const results = await java.call({ ...admin, ...options.by }, url, store, calls);
      const answers = emulator.requests().map(({ answer }) => answer);
      assert.equal(answers.length, calls.length);
      const lost = answers.flatMap((answer, index) => lostIn(answer, results[index]));
      assert.deepEqual([...new Set(lost)], options.unread ?? []);
      check(results, emulator);
    });

  const codesOf = (results: readonly Answer[]) => results.map(({ ErrorCode }) => ErrorCode);

  it("imports, checks and deletes accounts", () =>
    driving(
      [
        ["account", "accountImport", { UserID: "dan", Nick: "Dan", FaceUrl: "https://face.example/dan.png" }],
        ["account", "multiAccountImport", { Accounts: ["eve", "fay"] }],
        ["account", "accountCheck", { CheckItem: [{ UserID: "eve" }, { UserID: "nobody" }] }],
        ["account", "accountDelete", { DeleteItem: [{ UserID: "eve" }] }],
      ],
      (results, emulator) => {
        assert.deepEqual(codesOf(results), [0, 0, 0, 0]);
        const { accounts, profiles } = stateOf(emulator);
        assert.ok(accounts.includes("fay") && !accounts.includes("eve"));
        assert.equal(profiles?.dan?.nick, "Dan");
      },
    ));

  it("creates a group, adds and reads its members, gives it to somebody else, and lists and dissolves it", () =>
    driving(
      [
        ["group", "createGroup", { Type: "Public", Name: "Team", GroupId: "team", Owner_Account: "ann" }],
        ["group", "addGroupMember", { GroupId: "team", MemberList: [{ Member_Account: "bob" }] }],
        ["group", "modifyGroupMemberInfo", { GroupId: "team", Member_Account: "bob", NameCard: "Bobby" }],
        ["group", "changeGroupOwner", { GroupId: "team", NewOwner_Account: "bob" }],
        ["group", "getGroupMemberInfo", { GroupId: "team" }],
        ["group", "getRoleInGroup", { GroupId: "team", User_Account: ["ann", "bob", "cid"] }],
        ["group", "getGroupInfo", { GroupIdList: ["team", "none"] }],
        ["group", "getAppIdGroupList", { Limit: 10, Next: 0 }],
        ["group", "getJoinGroupList", { Member_Account: "bob", WithHugeGroups: 1 }],
        ["group", "deleteGroupMember", { GroupId: "team", MemberToDel_Account: ["ann"] }],
        ["group", "destroyGroup", { GroupId: "team" }],
      ],
      (results) => {
        assert.deepEqual(codesOf(results), Array(11).fill(0));
        const [, , , , members, roles, , all, joined] = results;
        assert.equal(members?.MemberNum, 2);
        assert.deepEqual(
          (roles as { UserIdList?: { Role: string }[] } | undefined)?.UserIdList?.map(({ Role }) => Role),
          ["Member", "Owner", "NotMember"],
        );
        assert.deepEqual(all?.GroupIdList, [{ GroupId: "live" }, { GroupId: "team" }]);
        assert.deepEqual(joined?.GroupIdList, [{ GroupId: "team" }]);
      },
      // The client knows the newer name of a mute alone, and has no codes of single groups.
      {
        unread: [
          ".MemberList[].ShutUpUntil",
          ".GroupInfo[].ErrorCode",
          ".GroupInfo[].ErrorInfo",
          ".GroupInfo[].ShutUpAllMember",
          ".GroupInfo[].MemberList[].ShutUpUntil",
        ],
      },
    ));

  it("sends messages of a robot to its live group, and of one user to another", () =>
    driving(
      [
        ["group", "sendGroupMsg", { GroupId: "live", From_Account: "bot1", Random: 1, MsgBody: text("hi") }],
        [
          "message",
          "sendMsg",
          { From_Account: "ann", To_Account: "bob", MsgRandom: 4_294_967_295, MsgBody: text("hi") },
        ],
        ["message", "sendMsg", { To_Account: "nobody", MsgRandom: 1, MsgBody: text("hi") }],
      ],
      (results) => {
        assert.deepEqual(codesOf(results), [0, 0, 90012]);
        assert.match(String(results[1]?.MsgKey), /^\d+_4294967295_\d+$/);
      },
      // The client reads "msgSeq", which no document has.
      { unread: [".MsgSeq"] },
    ));

  it("adds friends, and adds, reads and deletes friend lists", () =>
    driving(
      [
        [
          "sns",
          "friendAdd",
          {
            From_Account: "ann",
            AddFriendItem: [
              { To_Account: "bob", AddSource: "AddSource_Type_Java" },
              { To_Account: "nobody", AddSource: "AddSource_Type_Java" },
            ],
          },
        ],
        ["sns", "groupAdd", { From_Account: "ann", GroupName: ["work"], To_Account: ["bob"] }],
        ["sns", "groupGet", { From_Account: "ann", GroupName: ["work"], NeedFriend: "Need_Friend_Type_Yes" }],
        ["sns", "groupDelete", { From_Account: "ann", GroupName: ["work"] }],
      ],
      (results, emulator) => {
        assert.deepEqual(codesOf(results), [0, 0, 0, 0]);
        assert.deepEqual(stateOf(emulator).friends?.ann, ["bob"]);
      },
      // Documented, and not among the client's types.
      { unread: [".Fail_Account[]"] },
    ));

  it("is refused with another key", () =>
    driving(
      [["group", "destroyGroup", { GroupId: "live" }]],
      (results) => assert.deepEqual(codesOf(results), [70009]),
      { by: { secretKey: "another" } },
    ));
});

/** The fields of an answer that a client's types lost or changed, by their names. */
function lostIn(answer: unknown, read: unknown, name = ""): string[] {
  if (Array.isArray(answer))
    return answer.flatMap((each, index) =>
      lostIn(each, (read as unknown[] | undefined)?.[index], `${name}[]`),
    );
  if (typeof answer === "object" && answer !== null)
    return Object.entries(answer).flatMap(([key, value]) =>
      lostIn(value, (read as Record<string, unknown> | undefined)?.[key], `${name}.${key}`),
    );
  return answer === read ? [] : [name];
}
