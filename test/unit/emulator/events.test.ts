import assert from "node:assert/strict";
import { get, type IncomingMessage } from "node:http";
import type { Emulator } from "../../../emulator";
import type { Events } from "../../../emulator/control/events";
import { emulating, sdkAppId, secretKey, seedOf, sign } from "./support";

const add = "group_open_avchatroom_http_svc/add_robots";
const body = { GroupId: "live", Member_Account: ["bot1"] };
const world = seedOf({ groups: { live: { type: "AVChatRoom" } } });

/** A reader of the stream of events. */
class Stream {
  readonly #response: IncomingMessage;
  #text = "";

  private constructor(response: IncomingMessage) {
    this.#response = response;
    response.setEncoding("utf8");
    response.on("error", () => undefined);
    response.on("data", (text: string) => {
      this.#text += text;
    });
  }

  static open(emulator: Emulator): Promise<Stream> {
    return new Promise((resolve, reject) => {
      const headers = { Connection: "close" };
      get(`${emulator.url}/_emulator/events`, { headers }, (response) => resolve(new Stream(response))).on(
        "error",
        reject,
      );
    });
  }

  get status(): number | undefined {
    return this.#response.statusCode;
  }

  get text(): string {
    return this.#text;
  }

  /** The data of every event of one kind that has come. */
  all<Kind extends keyof Events>(kind: Kind): Events[Kind][] {
    const events = this.#text.split("\n\n").slice(0, -1);
    const head = `event: ${kind}\ndata: `;
    return events.filter((each) => each.startsWith(head)).map((each) => JSON.parse(each.slice(head.length)));
  }

  /** Waits until the newest event of a kind is as asked for. */
  async until<Kind extends keyof Events>(kind: Kind, is: (data: Events[Kind]) => boolean) {
    for (;;) {
      const newest = this.all(kind).at(-1);
      if (newest !== undefined && is(newest)) return newest;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#response.on("close", resolve);
      this.#response.destroy();
    });
  }
}

describe("the events of the emulator", () => {
  it("begin with what there is: state, faults and requests", () =>
    emulating({ seed: world }, async (client, emulator) => {
      await client.call(add, body);
      emulator.addFault({ command: "*", kind: "notJson" });
      const stream = await Stream.open(emulator);
      const { fresh, requests } = await stream.until("requests", () => true);
      assert.equal(fresh, true);
      assert.deepEqual(requests, [{ number: 1, fault: null, record: emulator.requests()[0] }]);
      assert.deepEqual(stream.all("state"), [emulator.state()]);
      assert.deepEqual(stream.all("faults"), [[{ id: 1, command: "*", kind: "notJson", skip: 0, times: 1 }]]);
      const [offer] = stream.all("offer");
      assert.ok(offer?.commands.includes(add));
      assert.equal(offer?.faultParameters.latency, "milliseconds");
      assert.equal(offer?.faultParameters.hang, null);
    }));

  it("tell of a request when it comes, and once more when it is answered", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const stream = await Stream.open(emulator);
      emulator.addFault({ command: "*", kind: "latency", milliseconds: 400 });
      const answer = client.call(add, body);
      const waiting = await stream.until("requests", ({ requests }) => requests.length === 1);
      assert.deepEqual(
        waiting.requests.map(({ number, fault, record }) => [number, fault, record.answer]),
        [[1, "latency", null]],
      );
      const answered = await stream.until("requests", ({ requests }) => requests[0]?.record.errorCode === 0);
      assert.deepEqual(answered.fresh, false);
      assert.deepEqual(
        answered.requests.map(({ number, record }) => [number, record.answer]),
        [[1, await answer]],
      );
      assert.deepEqual(stream.all("state").at(-1), emulator.state());
    }));

  it("tell of a seed, of a fault set and taken back, and of a reset", () =>
    emulating({ seed: world }, async (client, emulator) => {
      await client.call(add, body);
      const stream = await Stream.open(emulator);
      emulator.seed(seedOf({ accounts: ["ann"] }));
      await stream.until("state", (state) => state[sdkAppId]?.accounts.includes("ann") === true);
      emulator.addFault({ command: "*", kind: "hang" });
      await stream.until("faults", (faults) => faults.length === 1);
      await client.control("DELETE", "/_emulator/faults/1");
      await stream.until("faults", (faults) => faults.length === 0);
      emulator.reset();
      await stream.until("requests", ({ fresh, requests }) => fresh && requests.length === 0);
      assert.deepEqual(stream.all("state").at(-1), emulator.state());
    }));

  it("do not repeat a state that stays as it is", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const stream = await Stream.open(emulator);
      await client.call("sns/group_get", { From_Account: "nobody" });
      await stream.until("requests", ({ requests }) => requests.length > 0);
      assert.equal(stream.all("state").length, 1);
      assert.equal(stream.all("faults").length, 1);
    }));

  it("put many requests together, and show the newest 500 of what came before", () =>
    emulating({ requestsPerSecond: 0 }, async (client, emulator) => {
      for (let index = 1; index <= 600; index += 1) await client.call(add, { index });
      const stream = await Stream.open(emulator);
      const { requests } = await stream.until("requests", () => true);
      assert.deepEqual([requests[0]?.number, requests.at(-1)?.number, requests.length], [101, 600, 500]);
      for (let index = 1; index <= 300; index += 1) await client.call(add, { index });
      await stream.until("requests", (event) => event.requests.at(-1)?.number === 900);
      assert.ok(stream.all("requests").length < 100);
    }));

  it("hold no UserSig and no SecretKey", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const usersig = sign();
      const stream = await Stream.open(emulator);
      await client.call(add, { ...body, usersig, [usersig]: secretKey }, { usersig });
      await stream.until("requests", ({ requests }) => requests.length > 0);
      for (const secret of [usersig, secretKey]) assert.equal(stream.text.includes(secret), false);
      assert.match(stream.text, /\[redacted\]/);
    }));

  it("are for 16 readers at once, and for the next when one has left", () =>
    emulating({}, async (_client, emulator) => {
      const streams = await Promise.all(Array.from({ length: 16 }, () => Stream.open(emulator)));
      assert.equal((await Stream.open(emulator)).status, 503);
      await streams[0]?.close();
      for (;;) {
        const next = await Stream.open(emulator);
        if (next.status === 200) return;
      }
    }));

  it("end when the emulator stops, which they do not hold up", () =>
    emulating({}, async (_client, emulator) => {
      const stream = await Stream.open(emulator);
      await stream.until("state", () => true);
      emulator.reset();
      await emulator.stop();
    }));
});
