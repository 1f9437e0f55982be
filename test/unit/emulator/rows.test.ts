import assert from "node:assert/strict";
import { services } from "../../../emulator/commands";
import type { FieldShape } from "../../../emulator/http/fields";
import { documented } from "./documented";
import { type Client, emulating, sorted } from "./support";

const rows = services.flatMap(({ name, commands }) =>
  Object.entries(commands).map(([command, row]) => [`${name}/${command}`, row] as const),
);

/** The commands whose page gives another number of calls in a second than 200. */
const slowCommands: Readonly<Record<string, number>> = {
  "group_open_http_svc/get_appid_group_list": 1,
  "live_engine_http_srv/add_robot": 100,
  "live_engine_http_srv/del_robot": 100,
  "live_engine_http_srv/get_robot": 100,
  "im_open_login_svc/multiaccount_import": 100,
  "im_open_login_svc/account_check": 100,
  "im_open_login_svc/account_delete": 100,
};

/** What answers an empty body: the code of each service for a field that is missing, or 0 where none is required. */
const emptyBody: Readonly<Record<string, number>> = {
  group_open_avchatroom_http_svc: 10004,
  group_open_http_svc: 10004,
  room_engine_http_srv: 100002,
  live_engine_http_srv: 100002,
  sns: 30001,
  im_open_login_svc: 70402,
  profile: 40001,
  openim_robot_http_svc: 10004,
  "openim_robot_http_svc/get_all_robots": 0,
  "group_open_http_svc/get_appid_group_list": 0,
  openim: 90003,
};

const extras: Readonly<Record<string, string>> = {
  room_engine_http_srv: "RequestId",
  live_engine_http_srv: "RequestId",
  sns: "ErrorDisplay",
  profile: "ErrorDisplay",
};

const serviceOf = (name: string) => name.split("/", 1)[0] ?? "";

function codesIn({ codes, parts }: FieldShape): number[] {
  return [...codes, ...parts.flatMap(([, part]) => codesIn(part))];
}

async function statusAndAnswer(client: Client, command: string, body: string) {
  const { status, text } = await client.post(command, body);
  return { status, answer: JSON.parse(text) as Record<string, unknown> };
}

describe("the rows of the emulator's commands", () => {
  it("are those that the documents name", () => {
    assert.deepEqual(sorted(rows.map(([name]) => name)), sorted(Object.keys(documented)));
  });

  for (const [name, row] of rows) {
    it(`give no code that the document does not, nor one for all commands: ${name}`, () => {
      const given = [
        ...row.fields.flatMap(([, shape]) => codesIn(shape)),
        ...Object.keys(row.errors).map(Number),
      ];
      const mayGive = [60015, row.plan?.otherwise, 10059, ...(documented[name] ?? [])];
      assert.deepEqual(
        given.filter((code) => !mayGive.includes(code)),
        [],
      );
    });

    it(`allow as many calls in a second as the document says: ${name}`, () => {
      assert.equal(row.callsPerSecond, slowCommands[name] ?? 200);
    });

    it(`answer an empty body with HTTP 200, the code for a missing field and the envelope: ${name}`, () =>
      emulating({}, async (client) => {
        const { status, answer } = await statusAndAnswer(client, name, "{}");
        const service = serviceOf(name);
        assert.equal(status, 200);
        assert.equal(answer.ErrorCode, emptyBody[name] ?? emptyBody[service]);
        const extra = extras[service];
        const envelope = ["ActionStatus", "ErrorCode", "ErrorInfo", ...(extra === undefined ? [] : [extra])];
        if (answer.ErrorCode !== 0) assert.deepEqual(sorted(Object.keys(answer)), sorted(envelope));
      }));

    it(`answer 60003 to a body that is no JSON object: ${name}`, () =>
      emulating({ requestsPerSecond: 0 }, async (client) => {
        for (const body of ["", "{", "[]", "null"])
          assert.equal((await statusAndAnswer(client, name, body)).answer.ErrorCode, 60003);
      }));
  }
});
