import assert from "node:assert/strict";
import { emulating, type Query, restPath, sign } from "./support";

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
  { what: "without random", query: { random: undefined }, code: 60025 },
  { what: "with a negative random", query: { random: "-1" }, code: 60025 },
  { what: "with a random above 32 bits", query: { random: "4294967296" }, code: 60025 },
  { what: "with the largest random", query: { random: "4294967295" }, code: 10010 },
  { what: "without contenttype", query: { contenttype: undefined }, code: 60025 },
  { what: "with another contenttype", query: { contenttype: "xml" }, code: 60025 },
  { what: "with contenttype in capitals", query: { contenttype: "JSON" }, code: 60025 },
  { what: "with a parameter name in capitals", query: { random: undefined, Random: "1" }, code: 60025 },
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
        assert.equal((JSON.parse(reply.text) as { ErrorCode: number }).ErrorCode, 60003);
      }));
  }

  for (const unknown of [
    "group_open_avchatroom_http_svc/get_robots",
    "nothing/add_robots",
    "constructor/toString",
    "__proto__",
    "",
    "sns/group_delete/",
    "SNS/GROUP_DELETE",
  ]) {
    it(`answers 60009 to the unknown command "${unknown}"`, () =>
      emulating({}, async (client) => {
        assert.equal((await client.call(unknown, body)).ErrorCode, 60009);
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
