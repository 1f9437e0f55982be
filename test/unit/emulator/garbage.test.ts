import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, randomInt } from "node:crypto";
import { connect } from "node:net";
import fc from "fast-check";
import { services } from "../../../emulator/commands";
import { run } from "./command";
import { documented } from "./documented";
import { Client, emulating, prototypeNames, restPath, seedOf, stateOf } from "./support";

const commands = Object.keys(documented);

const names = [..."live team room show ann work @RBT#1".split(" "), "", "x".repeat(60), ...prototypeNames];

const fieldsOfCommands = services.flatMap(({ commands }) =>
  Object.values(commands).flatMap(({ fields }) => fields.map(([name]) => name)),
);
const fieldNames = [...new Set([...fieldsOfCommands, ...prototypeNames])];

const scalar = fc.oneof(
  fc.constantFrom(...names),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.constant(null),
  fc.boolean(),
);
const flat = fc.dictionary(
  fc.constantFrom("Member_Account", "Marks", "UserID", "To_Account", "RoomId", "RoomType"),
  fc.oneof(scalar, fc.constantFrom("Live", "Conference", [500], [1000])),
);
const item = fc.oneof(scalar, flat);
const value = fc.oneof(item, fc.array(item, { maxLength: 5 }), fc.jsonValue());
const bodies = fc.dictionary(fc.constantFrom(...fieldNames), value, { maxKeys: 8 });

const world = seedOf({
  groups: { live: { type: "AVChatRoom" }, team: { type: "Public" } },
  rooms: { room: { type: "Conference" }, show: { type: "Live" } },
  friendLists: { ann: ["work"] },
});

describe("the emulator under garbage", () => {
  it("answers every body with HTTP 200, an envelope and a documented code, and changes nothing by a failure", () =>
    emulating({ seed: world, requestsPerSecond: 0 }, (client, emulator) =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom(...commands), bodies, async (command, body) => {
          const before = stateOf(emulator);
          const { status, text } = await client.post(command, JSON.stringify(body));
          assert.equal(status, 200);
          const { ActionStatus, ErrorCode } = JSON.parse(text) as { ActionStatus: string; ErrorCode: number };
          assert.equal(ActionStatus, ErrorCode === 0 ? "OK" : "FAIL");
          assert.ok([0, 60015, ...(documented[command] ?? [])].includes(ErrorCode), `${ErrorCode}`);
          if (ErrorCode !== 0) assert.deepEqual(stateOf(emulator), before);
        }),
        { numRuns: 900 },
      ),
    ));

  it("answers random bytes as a body, and as a query, with a FAIL", () =>
    emulating({ seed: world }, (client) =>
      fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string(), async (bytes, usersig) => {
          const reply = await client.post(commands[0] ?? "", Buffer.from(bytes), { usersig });
          assert.equal((JSON.parse(reply.text) as { ActionStatus: string }).ActionStatus, "FAIL");
        }),
      ),
    ));

  it("refuses any JSON as a seed or a fault, or takes it, and goes on", () =>
    emulating({}, (client) =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom("seed", "faults"), fc.jsonValue(), async (route, body) => {
          const { status } = await client.control("POST", `/_emulator/${route}`, body);
          assert.ok(status === 400 || (status === 200 && JSON.stringify(body) === "{}"));
        }),
      ),
    ));

  for (const [what, bytes] of [
    ["no HTTP", "\u0000\u0001\u0002 nonsense\r\n\r\n"],
    ["half a request line", "POST /v4/sns/gro"],
    [
      "a request that breaks off in its body",
      "POST /v4/sns/group_get HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{",
    ],
    ["a header that never ends", `GET / HTTP/1.1\r\nA: ${"a".repeat(100_000)}`],
    ["a URL that is none", "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["a CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["an upgrade", "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"],
  ] as const) {
    it(`goes on after ${what}, and says nothing of an internal error`, async () => {
      const lines: string[] = [];
      await emulating({ seed: world, log: (line) => lines.push(line) }, async (_client, emulator) => {
        await sendAndLeave(emulator.port, bytes);
        const other = new Client(emulator.url);
        assert.equal(await other.code("sns/group_get", { From_Account: "ann" }), 0);
        other.close();
      });
      assert.equal(lines.join("\n").includes("internal error"), false);
    });
  }
});

/** Bytes of a request that is garbage in one of the ways that a service meets. */
const bodiesOfGarbage: readonly ((random: Random) => string | Buffer)[] = [
  (random) => Buffer.from(Array.from({ length: random.below(2000) }, () => random.below(256))),
  (random) => nested("[", "]", random.size(500_000)),
  (random) => nested('{"GroupId":', "}", random.size(50_000)),
  (random) => `{"GroupId":"live","Member_Account":[${Array(random.size(250_000)).fill('"a"')}]}`,
  (random) => `[${Array(random.size(300_000)).fill("[]")}]`,
  (random) => `{"${random.of(prototypeNames)}":{"${random.of(prototypeNames)}":[1]},"GroupId":"live"}`,
  (random) =>
    JSON.stringify({ GroupId: random.of(prototypeNames), Member_Account: [random.of(prototypeNames)] }),
  (random) => JSON.stringify({ From_Account: random.of(names), GroupName: [random.of(names)] }),
  (random) => "a".repeat(random.size(2_000_000)),
  () => '{"GroupId":"live","Member_Account":["\\ud800"]}',
];

function nested(open: string, close: string, depth: number): string {
  return open.repeat(depth) + close.repeat(depth);
}

/** Paths to send it to: commands that are there, and names that are not, or that objects have of their own. */
const paths = [
  ...commands,
  ...prototypeNames.map((name) => `group_open_http_svc/${name}`),
  ...prototypeNames.map((name) => `${name}/${name}`),
  "%00/%ff",
  "",
];

/** A random source that a seed repeats: the digest of the seed and a counter. */
class Random {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  below(limit: number): number {
    this.#drawn += 1;
    const digest = createHash("sha256").update(`${this.#seed}/${this.#drawn}`).digest();
    return digest.readUInt32BE() % limit;
  }

  /** From 1 up to the limit, small ones as often as large ones: nobody waits for ten thousand of the largest. */
  size(limit: number): number {
    return Math.floor(limit ** (this.below(1000) / 1000));
  }

  of<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
}

/** Megabytes that a process has in memory, as `ps` tells. */
function memoryOf(pid: number | undefined): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

describe("the tencent-chat-emulator command under 10,000 requests of garbage", function () {
  this.timeout(180_000);

  it("keeps running, answers right, and stays under 300 MB", async () => {
    const seed = process.env.GARBAGE_SEED ?? String(randomInt(2 ** 32));
    const { child, url, ended } = run("--requests-per-second", "0");
    const address = await url;
    const client = new Client(address, 8);
    try {
      await client.control("POST", "/_emulator/seed", world);
      const before = (await client.control("GET", "/_emulator/state")).json;
      const accounts = { From_Account: "ann" };
      let left = 10_000;
      let most = 0;
      const send = async () => {
        while (left > 0) {
          left -= 1;
          // By its number, so that what it is does not depend on when the others are answered.
          const random = new Random(`${seed}/${left}`);
          const method = random.below(20) === 0 ? random.of(["PUT", "DELETE", "PATCH"]) : "POST";
          // In another's name: whoever signs wrong too often is refused for a while, and this client is to be answered.
          const liar = { identifier: random.of(names), usersig: random.of([...names, "%00"]) };
          const query = random.below(10) === 0 ? liar : {};
          const path = restPath(random.of(paths), query);
          const body = random.of(bodiesOfGarbage)(random);
          const { status, text } = await client.send({ method, path, body });
          assert.equal(status, 200);
          assert.equal(typeof (JSON.parse(text) as { ErrorCode: unknown }).ErrorCode, "number");
          if (left % 500 > 0) continue;
          most = Math.max(most, memoryOf(child.pid));
          assert.equal(await client.code("sns/group_get", accounts), 0);
        }
      };
      await Promise.all(Array.from({ length: 8 }, send));
      assert.ok(most < 300, `${most.toFixed(0)} MB`);
      const after = (await client.control("GET", "/_emulator/state")).json as typeof before;
      assert.deepEqual(Object.keys(after as object), Object.keys(before as object));
      const requests = (await client.control("GET", "/_emulator/requests")).json as unknown[];
      assert.ok(requests.length > 0 && requests.length <= 10_000);
      assert.ok(memoryOf(child.pid) < 300);
    } catch (error) {
      throw new Error(`GARBAGE_SEED=${seed} repeats this: ${String(error)}`, { cause: error });
    } finally {
      client.close();
      child.kill();
    }
    const { code, stderr } = await ended;
    assert.equal(code, 0);
    assert.equal(stderr.includes("internal error"), false);
  });
});

/** Sends bytes on a connection of their own, waits for a reaction or a moment, and breaks the connection. */
function sendAndLeave(port: number, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(), 30);
    socket.on("data", () => socket.destroy());
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
