import assert from "node:assert/strict";
import { codeIn, emulating, type Query, restPath, seedOf, sign } from "./support";

const command = "group_open_avchatroom_http_svc/add_robots";
const body = { GroupId: "none", Member_Account: ["bot1"] };

const queries: readonly { readonly what: string; readonly query: Query; readonly code: number }[] = [
  { what: "without sdkappid", query: { sdkappid: undefined }, code: 60012 },
  { what: "with an empty sdkappid", query: { sdkappid: "" }, code: 60012 },
  { what: "with an sdkappid that is no number", query: { sdkappid: "14e8" }, code: 60025 },
  { what: "for an unknown SDKAppID", query: { sdkappid: "1400000009" }, code: 70020 },
  { what: "without identifier", query: { identifier: undefined }, code: 60025 },
  { what: "with an empty identifier", query: { identifier: "" }, code: 60025 },
  { what: "without usersig", query: { usersig: undefined }, code: 60025 },
  { what: "without random, which the service accepts", query: { random: undefined }, code: 10010 },
  { what: "with a negative random", query: { random: "-1" }, code: 60025 },
  { what: "with a random above 32 bits", query: { random: "4294967296" }, code: 60025 },
  { what: "with the largest random", query: { random: "4294967295" }, code: 10010 },
  { what: "without contenttype", query: { contenttype: undefined }, code: 60025 },
  { what: "with another contenttype", query: { contenttype: "xml" }, code: 60025 },
  { what: "with contenttype in capitals", query: { contenttype: "JSON" }, code: 60025 },
  { what: "with an empty random", query: { random: "" }, code: 60025 },
  {
    what: "with a parameter name in capitals",
    query: { contenttype: undefined, ContentType: "json" },
    code: 60025,
  },
];

const bodies: readonly { readonly what: string; readonly body: string | Buffer }[] = [
  { what: "a JSON text", body: '"text"' },
  { what: "not UTF-8", body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) },
  { what: "JSON with a comment", body: '{"GroupId":"a" /* why */}' },
  { what: "nested too deeply", body: "[".repeat(400_000) },
  { what: "nested too deeply, but whole", body: `{"a":${"[".repeat(5000)}${"]".repeat(5000)}}` },
  { what: "larger than 1 MB", body: `{"GroupId":"${"a".repeat(1024 * 1024)}"}` },
];

const everyCommand = [
  "group_open_avchatroom_http_svc/add_robots",
  "group_open_http_svc/delete_group_member",
  "room_engine_http_srv/add_robot",
  "sns/group_delete",
];

describe("the emulator's gate", () => {
  for (const { what, query, code } of queries) {
    it(`answers ${code} to a call ${what}`, () =>
      emulating({}, async (client) => {
        const { status, text } = await client.post(command, JSON.stringify(body), query);
        assert.equal(status, 200);
        assert.equal((JSON.parse(text) as { ErrorCode: number }).ErrorCode, code);
      }));
  }

  for (const { what, body: text } of bodies) {
    it(`answers 60003 to a body that is ${what}`, () =>
      emulating({}, async (client) => {
        const reply = await client.post(command, text);
        assert.equal(reply.status, 200);
        assert.equal(codeIn(reply), 60003);
      }));
  }

  for (const unknown of [
    "group_open_avchatroom_http_svc/get_robots",
    "nothing/get_robots",
    "/add_robots",
    "add_robots",
    "constructor/toString",
    "__proto__",
    "",
    "sns/group_delete/",
    "SNS/GROUP_DELETE",
  ]) {
    it(`answers 60009 to the unknown command "${unknown}"`, () =>
      emulating({}, async (client) => {
        assert.equal(await client.code(unknown, body), 60009);
      }));
  }

  for (const elsewhere of [
    "group_open_http_svc/add_robots",
    "group_open_avchatroom_http_svc/create_group",
    "sns/portrait_set",
    "nothing/add_robots",
  ]) {
    it(`answers 60008 to a command under the name of another service: "${elsewhere}"`, () =>
      emulating({}, async (client) => {
        assert.equal(await client.code(elsewhere, body), 60008);
      }));
  }

  for (const method of ["GET", "PUT", "DELETE", "OPTIONS"]) {
    it(`answers 60009 to the method ${method}`, () =>
      emulating({}, async (client) => {
        const { status, text } = await client.send({ method, path: restPath(command) });
        assert.equal(status, 200);
        assert.equal((JSON.parse(text) as { ErrorCode: number }).ErrorCode, 60009);
      }));
  }

  it("names SNS_DECODE_ERR for a body that the relationship service cannot decode, and keeps the code", () =>
    emulating({ seed: seedOf({ accounts: ["ann"] }) }, async (client) => {
      for (const [command, malformed, code] of [
        ["sns/group_delete", { From_Account: "ann", GroupName: "work" }, 30001],
        ["sns/group_get", {}, 30001],
        ["sns/group_add", { From_Account: 7, GroupName: ["work"] }, 60015],
        ["sns/friend_add", [], 60003],
      ] as const) {
        const { ErrorCode, ErrorInfo } = await client.call(command, malformed);
        assert.equal(ErrorCode, code);
        assert.match(ErrorInfo, /SNS_DECODE_ERR/);
      }
      const wrong = { From_Account: "nobody", GroupName: ["work"] };
      assert.doesNotMatch((await client.call("sns/group_get", wrong)).ErrorInfo, /SNS_DECODE_ERR/);
    }));

  it("checks the caller before the body", () =>
    emulating({}, async (client) => {
      const { text } = await client.post(command, "no JSON", { usersig: sign({ secretKey: "another" }) });
      assert.equal((JSON.parse(text) as { ErrorCode: number }).ErrorCode, 70009);
    }));

  for (const name of everyCommand) {
    it(`says FAIL, a code and why, in the envelope of the service: ${name}`, () =>
      emulating({}, async (client) => {
        const answer = await client.call(name, {}, { sdkappid: undefined });
        const { ErrorInfo, RequestId, ...rest } = answer;
        const extra = name.startsWith("sns/") ? { ErrorDisplay: "" } : {};
        assert.deepEqual(rest, { ActionStatus: "FAIL", ErrorCode: 60012, ...extra });
        assert.match(ErrorInfo, /sdkappid/);
        assert.equal(typeof RequestId, name.startsWith("room_engine") ? "string" : "undefined");
      }));
  }
});
