import assert from "node:assert/strict";
import { inspect } from "node:util";
import {
  addRobot,
  addRobots,
  deleteFriendLists,
  deleteRobot,
  delRobots,
} from "../../../../provider/client/commands";
import { isTencentChatError, TencentChatError } from "../../../../provider/client/errors";
import { type FaultKind, TransportFault } from "../../../../provider/client/faults";
import { render } from "../../../../provider/client/message";
import { fail, ok, options, type Reply, type Script, scripted } from "./support";

const robots = { GroupId: "live", Member_Account: ["bot"] };
const robot = { RoomId: "room", Member_Account: "bot" };

async function errorOf(script: Script): Promise<TencentChatError> {
  try {
    await script.client.call(addRobots, robots);
  } catch (error) {
    assert.ok(isTencentChatError(error));
    return error;
  }
  assert.fail("the call succeeded");
}

describe("the client", () => {
  it("posts the request to the command's path, with the caller, a UserSig and a fresh random in the query", async () => {
    const { client, seen } = scripted([ok], { baseUrl: "https://gateway.example.com/chat" });
    await client.call(addRobots, robots);
    await client.call(addRobots, robots);
    const [first, second] = seen;
    assert.equal(first?.url.origin, "https://gateway.example.com");
    assert.equal(first.url.pathname, "/chat/v4/group_open_avchatroom_http_svc/add_robots");
    assert.deepEqual(first.body, robots);
    const query = Object.fromEntries(first.url.searchParams);
    assert.deepEqual(Object.keys(query), ["sdkappid", "identifier", "usersig", "random", "contenttype"]);
    assert.equal(query.sdkappid, "1400000000");
    assert.equal(query.identifier, "administrator");
    assert.equal(query.contenttype, "json");
    assert.match(query.random ?? "", /^\d{1,10}$/);
    assert.ok(Number(query.random) < 2 ** 32);
    assert.notEqual(second?.url.searchParams.get("random"), query.random);
    assert.equal(second?.url.searchParams.get("usersig"), query.usersig);
  });

  it("gives the fields of the answer that the command reads, and no others", async () => {
    const { client } = scripted([{ ...ok, ErrorInfo: "0", CurrentSequence: 4, ErrorDisplay: "" }]);
    const answer = await client.call(deleteFriendLists, { From_Account: "id", GroupName: ["group1"] });
    assert.deepEqual(answer, { gone: false, CurrentSequence: 4 });
  });

  it("goes by ErrorCode, whatever ActionStatus, ErrorInfo and the HTTP status say", async () => {
    await scripted([{ ActionStatus: "FAIL", ErrorCode: 0, ErrorInfo: "0" }]).client.call(addRobots, robots);
    const failed = await errorOf(scripted([{ ActionStatus: "OK", ErrorCode: 10010, ErrorInfo: "" }]));
    assert.equal(failed.code, 10010);
  });

  it("takes for success that what was to go is gone, at the first try and after a lost answer", async () => {
    const calls: readonly [number, (script: Script) => Promise<{ readonly gone: boolean }>][] = [
      [10010, ({ client }) => client.call(delRobots, robots)],
      [100004, ({ client }) => client.call(deleteRobot, robot)],
      [100005, ({ client }) => client.call(deleteRobot, robot)],
    ];
    for (const [code, call] of calls) {
      assert.equal((await call(scripted([fail(code)]))).gone, true);
      assert.equal((await call(scripted([new TransportFault("broken"), fail(code)]))).gone, true);
    }
    await assert.rejects(scripted([fail(100004)]).client.call(addRobot, robot), /error 100004/);
  });

  it("says what failed, what it means, what to do, the RequestId and the number of attempts", async () => {
    const script = scripted([fail(100006, "permission denied", { RequestId: "id-1" })]);
    const error = await script.client.call(addRobot, robot).catch((caught: unknown) => caught);
    assert.ok(error instanceof TencentChatError);
    assert.equal(
      error.message,
      'room_engine_http_srv/add_robot: error 100006, no permission in this room. The service says: "permission denied". ' +
        "room_engine_http_srv is for rooms of type Conference, live_engine_http_srv for rooms of type Live. Set identifier to " +
        "an app admin account (Chat console, account management); it is `administrator` unless set. (1 attempt, RequestId id-1)",
    );
    const { command, code, info, requestId, attempts, hint, fault, mayHaveHappened, cause } = error;
    assert.deepEqual(
      { command, code, info, requestId, attempts, fault, mayHaveHappened, cause },
      {
        command: "room_engine_http_srv/add_robot",
        code: 100006,
        info: "permission denied",
        requestId: "id-1",
        attempts: 1,
        fault: undefined,
        mayHaveHappened: false,
        cause: undefined,
      },
    );
    assert.match(render(hint), /Conference/);
  });

  it("says of a fault on the way what is known, and gives it as the cause", async () => {
    const error = await errorOf(scripted([new TransportFault("refused", "ECONNREFUSED")]));
    assert.equal(
      error.message,
      "group_open_avchatroom_http_svc/add_robots: could not connect (ECONNREFUSED). Check region or " +
        "baseUrl, and the network of this machine. (3 attempts)",
    );
    assert.equal(error.fault, "refused");
    assert.equal(error.code, undefined);
    assert.ok(error.cause instanceof TransportFault);
  });

  it("says nothing of what an empty or a missing ErrorInfo says, and names no cause and no RequestId that came not", async () => {
    for (const reply of [fail(10010, ""), { ErrorCode: 10010 }]) {
      const error = await errorOf(scripted([reply]));
      assert.equal(
        error.message,
        "group_open_avchatroom_http_svc/add_robots: error 10010, no such group, or dissolved. " +
          'Check GroupId "live", and that the group is in this SDKAppID. (1 attempt)',
      );
      assert.equal(error.info, "");
      assert.ok(!("cause" in error));
    }
  });

  it("names what was sent in the field that a hint is about, without a secret and in one line", async () => {
    const { secretKey } = options;
    for (const [GroupId, shown] of [
      ["live-mian", "live-mian"],
      ["a\nb", "a\\u000ab"],
      [`of ${secretKey}`, "of [secret]"],
    ] as const) {
      const { client } = scripted([fail(10010)]);
      await assert.rejects(client.call(addRobots, { ...robots, GroupId }), (error: TencentChatError) => {
        assert.ok(error.message.includes(`Check GroupId "${shown}", and`), error.message);
        assert.ok(render(error.hint).startsWith(`Check GroupId "${shown}", and`));
        return true;
      });
    }
  });

  it("says of an answer of somebody else that it is not the service's, and adds nothing that is not known", async () => {
    const error = await errorOf(scripted([{ status: 200, text: "<html>" }]));
    assert.equal(
      error.message,
      "group_open_avchatroom_http_svc/add_robots: the answer was not the JSON of this service. " +
        "A gateway or a proxy may have answered instead of the service: check what is between this machine and the service. (3 attempts)",
    );
  });

  it("passes on a defect of its surroundings as it is, at once", async () => {
    const defect = new TypeError("a defect");
    const script = scripted([defect]);
    await assert.rejects(script.client.call(addRobots, robots), (error) => error === defect);
    assert.equal(script.seen.length, 1);
  });

  it("works without a log", async () => {
    const { client } = scripted([ok], {}, { log: undefined });
    assert.equal((await client.call(addRobots, robots)).gone, false);
  });

  it("does not repeat a code that it does not know", async () => {
    const script = scripted([fail(99_999)]);
    assert.match((await errorOf(script)).message, /99999, a code that this package does not know/);
    assert.equal(script.seen.length, 1);
  });

  const passing: readonly [string, Reply][] = [
    ["a system error of the service", fail(10002)],
    ["a broken connection", new TransportFault("broken")],
    ["a refused connection", new TransportFault("refused")],
    ["a proxy that fails", new TransportFault("proxyFailed")],
    ["a name that does not resolve", new TransportFault("dns")],
    ["no answer in time", new TransportFault("timeout")],
    ["an answer that was cut off", new TransportFault("cut")],
    ["HTTP 502", { status: 502, text: "bad gateway" }],
    ["HTTP 500", { status: 500, text: "" }],
    ["HTTP 408", { status: 408, text: "" }],
    ["HTTP 429", { status: 429, text: "" }],
    ["an answer that is not JSON", { status: 200, text: "<html>" }],
    ["an answer without an ErrorCode", { status: 200, text: "{}" }],
    ["an answer that is null", { status: 200, text: "null" }],
    ["an ErrorCode that is a text", { status: 200, text: '{"ErrorCode":"0"}' }],
    [
      "an answer that is nested too deep",
      { status: 200, text: `{"a":"\\n","b":${"[".repeat(1e5)}${"]".repeat(1e5)}}` },
    ],
    ["an answer that is not of its documented shape", new TransportFault("shape", "X is missing")],
  ];
  for (const [name, reply] of passing) {
    it(`goes on after ${name}, with pauses, and gives up after the allowed attempts`, async () => {
      const healed = scripted([reply, reply, ok]);
      await healed.client.call(addRobots, robots);
      assert.equal(healed.seen.length, 3);
      assert.deepEqual(
        healed.clock.sleeps.filter((pause) => pause > 50),
        [100, 200],
      );
      const given = scripted([reply]);
      assert.equal((await errorOf(given)).attempts, 3);
      assert.equal(given.seen.length, 3);
    });
  }

  const lasting: readonly [string, Reply, RegExp][] = [
    ["a certificate that is not trusted", new TransportFault("tls"), /NODE_EXTRA_CA_CERTS/],
    ["an answer over 4 MB", new TransportFault("tooLarge"), /4 MB/],
    ["a proxy that is no URL", new TransportFault("proxy"), /Correct that variable/],
    ["a proxy that refuses", new TransportFault("proxyRefused"), /user and password/],
    ["HTTP 300", { status: 300, text: "" }, /redirect.*HTTP 300/],
    ["HTTP 301", { status: 301, text: "" }, /redirect.*HTTP 301/],
    ["HTTP 399", { status: 399, text: "" }, /redirect/],
    ["HTTP 400", { status: 400, text: "" }, /unexpected HTTP status \(HTTP 400\)/],
    ["HTTP 404", { status: 404, text: "" }, /HTTP 404/],
    ["HTTP 204", { status: 204, text: "" }, /HTTP 204/],
  ];
  for (const [name, reply, message] of lasting) {
    it(`fails at once on ${name}`, async () => {
      const script = scripted([reply]);
      assert.match((await errorOf(script)).message, message);
      assert.equal(script.seen.length, 1);
    });
  }

  const lost: ReadonlyMap<FaultKind, boolean> = new Map([
    ["refused", false],
    ["dns", false],
    ["tls", false],
    ["proxy", false],
    ["proxyFailed", false],
    ["proxyRefused", false],
    ["redirect", false],
    ["status", false],
    ["timeout", true],
    ["broken", true],
    ["cut", true],
    ["tooLarge", true],
    ["serverStatus", true],
    ["notJson", true],
    ["shape", true],
  ]);
  for (const [kind, mayHaveHappened] of lost) {
    it(`says after the fault "${kind}" that the work ${mayHaveHappened ? "may have been" : "was not"} done`, async () => {
      assert.equal((await errorOf(scripted([new TransportFault(kind)]))).mayHaveHappened, mayHaveHappened);
    });
  }

  it("remembers a lost answer when a later attempt fails otherwise", async () => {
    const error = await errorOf(scripted([new TransportFault("broken"), fail(10010)]));
    assert.equal(error.code, 10010);
    assert.equal(error.mayHaveHappened, true);
  });

  for (const code of [70001, 70003]) {
    it(`signs a new UserSig once when the old one is answered by ${code}, and does not storm`, async () => {
      const healed = scripted([fail(code), ok]);
      healed.clock.pass(5_000);
      await healed.client.call(addRobots, robots);
      assert.equal(healed.seen.length, 2);
      const given = scripted([fail(code)]);
      assert.equal((await errorOf(given)).attempts, 2);
      assert.equal(given.seen.length, 2);
    });
  }

  it("sends a new UserSig after one that was rejected, and the same one after any other failure", async () => {
    const { now } = Date;
    // A UserSig holds the second of its making, so that two of one second are alike.
    let seconds = 1_800_000_000;
    Date.now = () => 1_000 * seconds++;
    try {
      const { client, seen } = scripted([fail(10002), new TransportFault("broken"), fail(70001), ok]);
      await client.call(addRobots, robots);
      const [first, second, third, fourth] = seen.map(({ url }) => url.searchParams.get("usersig"));
      assert.equal(second, first);
      assert.equal(third, first);
      assert.notEqual(fourth, first);
    } finally {
      Date.now = now;
    }
  });

  it("counts failures of each class apart, so that a UserSig can be renewed after faults", async () => {
    const script = scripted([fail(10002), fail(10002), fail(70001), ok]);
    await script.client.call(addRobots, robots);
    assert.equal(script.seen.length, 4);
  });

  it("bears more rate answers than faults, and slows its command down for every caller", async () => {
    const script = scripted([...Array.from({ length: 11 }, () => fail(60007)), ok], {
      requestsPerSecond: 10,
    });
    await script.client.call(addRobots, robots);
    assert.equal(script.seen.length, 12);
    const from = script.clock.now();
    await script.client.call(addRobots, robots);
    await script.client.call(addRobots, robots);
    assert.ok(script.clock.now() - from > 150, "the command is slower than its ten a second");
    const before = script.clock.now();
    await script.client.call(addRobot, robot);
    assert.equal(script.clock.now(), before, "another command is not");
  });

  it("does not slow a command down for a fault that too many requests do not explain", async () => {
    const script = scripted([fail(10002), new TransportFault("timeout"), ok], { requestsPerSecond: 10 });
    await script.client.call(addRobots, robots);
    script.clock.pass(2_000);
    const from = script.clock.now();
    for (let call = 0; call < 3; call++) await script.client.call(addRobots, robots);
    assert.ok(script.clock.now() - from <= 200, `${script.clock.now() - from} ms`);
  });

  it("ends a call whatever happens, within twice the time of its attempts, and not much earlier", async () => {
    const script = scripted([fail(60007)], { maxAttempts: 5, timeoutSeconds: 1 }, { random: () => 0.999 });
    const from = script.clock.now();
    await errorOf(script);
    assert.ok(script.clock.now() - from < 10_000);
    assert.ok(script.clock.now() - from > 5_000);
    assert.ok(script.seen.length < 20);
  });

  it("does not count the wait for its turn as time of the call", async () => {
    const slow = scripted([fail(10002), ok], { requestsPerSecond: 0.01, timeoutSeconds: 1 });
    const first = slow.client.call(addRobots, robots);
    await first;
    assert.equal(slow.seen.length, 2);
  });

  it("logs a line for each request: command, attempt, result, milliseconds, RequestId, no query", async () => {
    const script = scripted([
      fail(100001, "x", { RequestId: "id-1" }),
      new TransportFault("broken", "ECONNRESET"),
      { ...ok, RequestId: "id-2" },
    ]);
    await script.client.call(addRobot, robot);
    assert.deepEqual(script.lines, [
      "room_engine_http_srv/add_robot, attempt 1: error 100001 after 0 ms, RequestId id-1",
      "room_engine_http_srv/add_robot, attempt 2: the connection broke (ECONNRESET) after 0 ms",
      "room_engine_http_srv/add_robot, attempt 3: OK after 0 ms, RequestId id-2",
    ]);
  });

  it("shows no key and no UserSig when it is inspected or made JSON", async () => {
    const { client, seen } = scripted([ok]);
    await client.call(addRobots, robots);
    const shown = inspect(client, { depth: null, showHidden: true }) + JSON.stringify(client);
    assert.ok(!shown.includes(options.secretKey));
    assert.ok(!shown.includes(seen[0]?.url.searchParams.get("usersig") ?? "none"));
  });

  it("is recognised in its errors across copies of the package, and nothing else is", () => {
    const foreign = Object.assign(new Error("x"), { name: "TencentChatError", command: "sns/group_delete" });
    assert.ok(isTencentChatError(foreign));
    assert.ok(!isTencentChatError(new Error("x")));
    assert.ok(!isTencentChatError(Object.assign(new Error("x"), { name: "TencentChatError" })));
    assert.ok(!isTencentChatError(Object.assign(new Error("x"), { command: "sns/group_delete" })));
    assert.ok(!isTencentChatError({ name: "TencentChatError", command: "x" }));
    assert.ok(!isTencentChatError(undefined));
  });
});
