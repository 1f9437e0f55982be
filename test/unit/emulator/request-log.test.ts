import assert from "node:assert/strict";
import { Client, emulating, emulatingTime, ok, sdkAppId, seedOf, sign } from "./support";

const add = "group_open_avchatroom_http_svc/add_robots";
const body = { GroupId: "live", Member_Account: ["bot1"] };
const world = seedOf({ groups: { live: { type: "AVChatRoom" } } });

describe("the request log of the emulator", () => {
  it("holds what each request was, how it ended and on which connection it came", () =>
    emulatingTime({ seed: world }, async (client, clock, emulator) => {
      const first = new Date(clock.now()).toISOString();
      await client.call(add, body);
      clock.pass(1.5);
      const refused = await client.call("sns/group_get", { From_Account: "nobody" });
      const other = new Client(emulator.url);
      const unknown = await other.call("no/command", { a: [1, null, true] }, { sdkappid: "x" });
      other.close();
      const later = new Date(clock.now()).toISOString();
      assert.deepEqual(emulator.requests(), [
        {
          at: first,
          sdkAppId,
          command: add,
          body,
          answer: ok,
          errorCode: 0,
          connection: 1,
          userSig: 1,
        },
        {
          at: later,
          sdkAppId,
          command: "sns/group_get",
          body: { From_Account: "nobody" },
          answer: refused,
          errorCode: 30003,
          connection: 1,
          userSig: 1,
        },
        {
          at: later,
          sdkAppId: null,
          command: "no/command",
          body: { a: [1, null, true] },
          answer: unknown,
          errorCode: 60009,
          connection: 2,
          userSig: 1,
        },
      ]);
      assert.deepEqual((await client.control("GET", "/_emulator/requests")).json, emulator.requests());
    }));

  it("numbers the UserSigs in the order of their first use, and begins again after a reset", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const other = sign({ ttlSeconds: 7200 });
      await client.call(add, body, { usersig: sign() });
      await client.call(add, body, { usersig: other });
      await client.call(add, body, { usersig: undefined });
      await client.call(add, body, { usersig: other });
      assert.deepEqual(
        emulator.requests().map(({ userSig }) => userSig),
        [1, 2, null, 2],
      );
      emulator.reset();
      await client.call(add, body, { usersig: other });
      assert.deepEqual(
        emulator.requests().map(({ userSig }) => userSig),
        [1],
      );
    }));

  it("counts each TCP connection once, and does not list requests to control routes", () =>
    emulating({}, async (client, emulator) => {
      await client.control("GET", "/_emulator/state");
      const wide = new Client(emulator.url, 4);
      await Promise.all(Array.from({ length: 20 }, () => wide.call(add, body)));
      wide.close();
      const connections = emulator.requests().map(({ connection }) => connection);
      assert.equal(connections.length, 20);
      assert.deepEqual(new Set(connections), new Set([2, 3, 4, 5]));
    }));

  it("keeps the newest requests only", () =>
    emulating({ requestLogSize: 3 }, async (client, emulator) => {
      for (let index = 0; index < 20; index += 1) await client.call(add, { index });
      assert.deepEqual(
        emulator.requests().map((record) => (record.body as { index: number }).index),
        [17, 18, 19],
      );
    }));

  it("forgets the oldest when bodies and answers are above 8 MB together", () =>
    emulating({}, async (client, emulator) => {
      const fill = "a".repeat(60_000);
      for (let index = 0; index < 250; index += 1)
        await client.post(add, `{"index":${index},"fill":"${fill}"}`);
      const indices = emulator.requests().map(({ body }) => (body as { index: number }).index);
      assert.ok(indices.length > 125 && indices.length < 140, `${indices.length} are kept`);
      assert.deepEqual(
        indices,
        indices.map((_, at) => 250 - indices.length + at),
      );
    }));

  it("holds null for an answer that was not given, not given whole, or no JSON", () =>
    emulating({ seed: world }, async (client, emulator) => {
      for (const kind of ["resetAfter", "truncated", "notJson", "status"] as const) {
        emulator.addFault({ command: "*", kind });
        await client.post(add, JSON.stringify(body)).catch(() => undefined);
      }
      assert.deepEqual(
        emulator.requests().map(({ answer }) => answer),
        [null, null, null, null],
      );
    }));

  it("holds a body that begins with a byte order mark, which the service reads too", () =>
    emulating({ seed: world }, async (client, emulator) => {
      await client.post(add, `\ufeff${JSON.stringify(body)}`);
      assert.deepEqual(
        emulator.requests().map((record) => [record.body, record.errorCode]),
        [[body, 0]],
      );
    }));

  it("holds null for a body that is not JSON, too deep or too large", () =>
    emulating({}, async (client, emulator) => {
      for (const text of ["{", `{"a":${"[".repeat(100)}${"]".repeat(100)}}`, `{"a":"${"a".repeat(70_000)}"}`])
        await client.post(add, text);
      assert.deepEqual(
        emulator.requests().map((record) => record.body),
        [null, null, null],
      );
    }));

  it("cuts a long command", () =>
    emulating({}, async (client, emulator) => {
      await client.call(`sns/${"x".repeat(5000)}`, {});
      assert.equal(emulator.requests()[0]?.command.length, 200);
    }));

  it("cannot be changed through a copy of it", () =>
    emulating({ seed: world }, async (client, emulator) => {
      await client.call(add, body);
      const [record] = emulator.requests();
      Object.assign(record?.body ?? {}, { GroupId: "changed" });
      assert.deepEqual(emulator.requests()[0]?.body, body);
    }));
});
