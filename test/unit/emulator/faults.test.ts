import assert from "node:assert/strict";
import type { Fault } from "../../../emulator";
import { type Client, emulating, seedOf, stateOf, stopAtOnce } from "./support";

const add = "group_open_avchatroom_http_svc/add_robots";
const del = "group_open_avchatroom_http_svc/del_robots";
const body = { GroupId: "live", Member_Account: ["bot1"] };
const world = seedOf({ groups: { live: { type: "AVChatRoom" } } });

/** What a client sees of one call: the status and ErrorCode, or the error of the connection. */
async function outcome(client: Client, command = add): Promise<string> {
  try {
    const { status, text } = await client.post(command, JSON.stringify(body));
    return text.startsWith("{") ? `${status} ${JSON.parse(text).ErrorCode}` : `${status} not JSON`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "error";
  }
}

interface Case {
  readonly fault: Omit<Fault, "command">;
  readonly outcome: string;
  readonly isDone: boolean;
  readonly logged: number | null;
}

const cases: readonly Case[] = [
  { fault: { kind: "errorCode", errorCode: 10002 }, outcome: "200 10002", isDone: false, logged: 10002 },
  { fault: { kind: "errorCode", errorCode: 99999 }, outcome: "200 99999", isDone: false, logged: 99999 },
  { fault: { kind: "status" }, outcome: "502 not JSON", isDone: false, logged: null },
  { fault: { kind: "status", status: 404 }, outcome: "404 not JSON", isDone: false, logged: null },
  { fault: { kind: "latency", milliseconds: 30 }, outcome: "200 0", isDone: true, logged: 0 },
  { fault: { kind: "notJson" }, outcome: "200 not JSON", isDone: false, logged: null },
  { fault: { kind: "truncated" }, outcome: "ECONNRESET", isDone: true, logged: null },
  { fault: { kind: "resetBefore" }, outcome: "ECONNRESET", isDone: false, logged: null },
  { fault: { kind: "resetAfter" }, outcome: "ECONNRESET", isDone: true, logged: null },
];

const wrongFaults: readonly { readonly fault: unknown; readonly message: RegExp }[] = [
  { fault: null, message: /fault: must be a JSON object/ },
  { fault: [], message: /fault: must be a JSON object/ },
  { fault: { kind: "hang" }, message: /fault\.command: / },
  { fault: { command: "add_robots", kind: "hang" }, message: /fault\.command: / },
  { fault: { command: "*", kind: "explode" }, message: /fault\.kind: must be one of errorCode, / },
  { fault: { command: "*", kind: "toString" }, message: /fault\.kind: / },
  { fault: { command: "*", kind: "errorCode" }, message: /fault\.errorCode: is missing/ },
  { fault: { command: "*", kind: "errorCode", errorCode: 0 }, message: /fault\.errorCode: / },
  { fault: { command: "*", kind: "status", status: 99 }, message: /fault\.status: / },
  { fault: { command: "*", kind: "latency", milliseconds: -1 }, message: /fault\.milliseconds: / },
  { fault: { command: "*", kind: "hang", milliseconds: 5 }, message: /is not for kind hang/ },
  { fault: { command: "*", kind: "hang", times: 0 }, message: /fault\.times: / },
  { fault: { command: "*", kind: "hang", skip: "1" }, message: /fault\.skip: / },
  { fault: { command: "*", kind: "hang", time: 1 }, message: /fault\.time: unknown/ },
];

describe("a fault in the emulator", () => {
  for (const { fault, outcome: expected, isDone, logged } of cases) {
    it(`${JSON.stringify(fault)} gives ${expected}, with the work ${isDone ? "" : "not "}done, once`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        emulator.addFault({ command: add, ...fault });
        assert.equal(await outcome(client), expected);
        assert.deepEqual(stateOf(emulator).groups.live?.robots, isDone ? ["bot1"] : []);
        assert.deepEqual(
          emulator.requests().map(({ errorCode }) => errorCode),
          [logged],
        );
        assert.equal(await outcome(client), "200 0");
      }));
  }

  it("of kind latency takes the time asked for", () =>
    emulating({ seed: world }, async (client, emulator) => {
      emulator.addFault({ command: "*", kind: "latency", milliseconds: 60 });
      const start = performance.now();
      await outcome(client);
      assert.ok(performance.now() - start >= 59);
    }));

  it("of kind hang gives no answer until the emulator stops, which it does at once", () =>
    emulating({ seed: world }, async (client, emulator) => {
      emulator.addFault({ command: "*", kind: "hang" });
      const pending = outcome(client);
      while (emulator.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      const [record] = emulator.requests();
      assert.equal(record?.errorCode, null);
      await stopAtOnce(emulator);
      assert.equal(await pending, "ECONNRESET");
      assert.deepEqual(stateOf(emulator).groups.live?.robots, []);
    }));

  it("drops what it delays when the emulator is reset, so that it works on nothing that comes after", () =>
    emulating({ seed: world }, async (client, emulator) => {
      emulator.addFault({ command: "*", kind: "latency", milliseconds: 50 });
      const pending = outcome(client);
      while (emulator.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      emulator.reset();
      emulator.seed(world);
      assert.equal(await pending, "ECONNRESET");
      assert.deepEqual(emulator.requests(), []);
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.deepEqual(stateOf(emulator).groups.live?.robots, []);
    }));

  it("lets `skip` requests pass and takes the next `times`, of its command only", () =>
    emulating({ seed: world }, async (client, emulator) => {
      emulator.addFault({ command: add, kind: "errorCode", errorCode: 10002, skip: 1, times: 2 });
      const seen = [];
      for (const command of [add, del, add, del, add, add]) seen.push(await outcome(client, command));
      assert.deepEqual(seen, ["200 0", "200 0", "200 10002", "200 0", "200 10002", "200 0"]);
    }));

  it("comes after those that were added before it", () =>
    emulating({ seed: world }, async (client, emulator) => {
      emulator.addFault({ command: "*", kind: "errorCode", errorCode: 60007, times: 2 });
      emulator.addFault({ command: add, kind: "errorCode", errorCode: 10002 });
      const seen = [];
      for (let index = 0; index < 4; index += 1) seen.push(await outcome(client));
      assert.deepEqual(seen, ["200 60007", "200 60007", "200 10002", "200 0"]);
    }));

  it("strikes a command that does not exist, and a caller who would be refused", () =>
    emulating({}, async (client, emulator) => {
      emulator.addFault({ command: "*", kind: "errorCode", errorCode: 60008 });
      assert.equal(await client.code("some/thing", {}, { usersig: "" }), 60008);
    }));

  it("is listed with what is left of it, until it has struck for the last time", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const listed = async () => (await client.control("GET", "/_emulator/faults")).json;
      assert.deepEqual(await listed(), []);
      emulator.addFault({ command: add, kind: "errorCode", errorCode: 10002, skip: 1 });
      emulator.addFault({ command: "*", kind: "notJson", times: 2 });
      const first = { id: 1, command: add, kind: "errorCode", errorCode: 10002, skip: 1, times: 1 };
      const second = { id: 2, command: "*", kind: "notJson", skip: 0, times: 2 };
      assert.deepEqual(await listed(), [first, second]);
      await outcome(client);
      assert.deepEqual(await listed(), [
        { ...first, skip: 0 },
        { ...second, times: 1 },
      ]);
      await outcome(client);
      assert.deepEqual(await listed(), [{ ...second, times: 1 }]);
    }));

  it("is listed with the default of its parameter, and with none where its kind takes none", () =>
    emulating({}, async (client, emulator) => {
      for (const kind of ["status", "latency", "hang"] as const) emulator.addFault({ command: "*", kind });
      assert.deepEqual((await client.control("GET", "/_emulator/faults")).json, [
        { id: 1, command: "*", kind: "status", status: 502, skip: 0, times: 1 },
        { id: 2, command: "*", kind: "latency", milliseconds: 1000, skip: 0, times: 1 },
        { id: 3, command: "*", kind: "hang", skip: 0, times: 1 },
      ]);
    }));

  it("can be taken back by its number, once, and others stay", () =>
    emulating({ seed: world }, async (client, emulator) => {
      emulator.addFault({ command: "*", kind: "notJson" });
      emulator.addFault({ command: "*", kind: "errorCode", errorCode: 60007 });
      const taken = await client.control("DELETE", "/_emulator/faults/1");
      assert.deepEqual(taken, { status: 200, json: {} });
      const again = await client.control("DELETE", "/_emulator/faults/1");
      assert.equal(again.status, 404);
      assert.match((again.json as { error: string }).error, /no fault 1 is still to come/);
      assert.deepEqual([await outcome(client), await outcome(client)], ["200 60007", "200 0"]);
    }));

  it("can be taken back together with all others", () =>
    emulating({ seed: world }, async (client, emulator) => {
      for (const kind of ["status", "hang"] as const) emulator.addFault({ command: "*", kind });
      assert.deepEqual(await client.control("DELETE", "/_emulator/faults"), { status: 200, json: {} });
      assert.equal(await outcome(client), "200 0");
      emulator.addFault({ command: "*", kind: "notJson" });
      const [left] = (await client.control("GET", "/_emulator/faults")).json as { id: number }[];
      assert.equal(left?.id, 3, "a number that was taken back is not given again");
    }));

  for (const { fault, message } of wrongFaults) {
    it(`is refused as ${JSON.stringify(fault)}, with a message that says why`, () =>
      emulating({ seed: world }, async (client) => {
        const { status, json } = await client.control("POST", "/_emulator/faults", fault);
        assert.equal(status, 400);
        assert.match((json as { error: string }).error, message);
        assert.equal(await outcome(client), "200 0");
      }));
  }
});
