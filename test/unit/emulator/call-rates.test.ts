import assert from "node:assert/strict";
import type { EmulatorOptions } from "../../../emulator";
import { command } from "../../../emulator/commands/command";
import { type Client, emulating, type Query, secretKey, sign, TestClock } from "./support";

const add = "group_open_avchatroom_http_svc/add_robots";
const others = [
  "group_open_avchatroom_http_svc/del_robots",
  "room_engine_http_srv/add_robot",
  "sns/group_delete",
];
const otherApp = { sdkAppId: 7, secretKey, identifier: "ann" };

/** The service lets a call through and says that its body is wrong. */
const passed = 10004;
const refused = 60007;

interface Calls {
  readonly client: Client;
  readonly clock: TestClock;
  /** The ErrorCode of one call. */
  code(name?: string, query?: Query): Promise<number>;
  /** The ErrorCodes of calls one after the other, with this many milliseconds between them. */
  codes(count: number, everyMs?: number): Promise<number[]>;
}

/** Runs `use` with an emulator whose clock stands still unless it is moved. */
function calling(options: EmulatorOptions, use: (calls: Calls) => Promise<void>): Promise<void> {
  const clock = new TestClock();
  return emulating({ ...options, now: clock.now }, async (client) => {
    const code = (name = add, query: Query = {}) => client.code(name, {}, query);
    const codes = async (count: number, everyMs = 0) => {
      const seen = [];
      for (let index = 0; index < count; index += 1) {
        if (index > 0) clock.pass(everyMs / 1000);
        seen.push(await code());
      }
      return seen;
    };
    await use({ client, clock, code, codes });
  });
}

const times = (count: number, code: number) => Array.from({ length: count }, () => code);

describe("the rate of calls in the emulator", () => {
  it("ends at 200 in a second with 60007, and goes on when the second is over", () =>
    calling({}, async ({ clock, code, codes }) => {
      assert.deepEqual(await codes(201), [...times(200, passed), refused]);
      clock.pass(0.999);
      assert.equal(await code(), refused);
      clock.pass(0.001);
      assert.equal(await code(), passed);
    }));

  it("holds in every second, not only in those that begin with the first call", () =>
    calling({ requestsPerSecond: 4 }, async ({ clock, codes }) => {
      assert.deepEqual(await codes(2), times(2, passed));
      clock.pass(0.9);
      assert.deepEqual(await codes(3), [passed, passed, refused]);
      clock.pass(0.1);
      assert.deepEqual(await codes(3), [passed, passed, refused]);
    }));

  it("never refuses an even 200 in a second", () =>
    calling({}, async ({ codes }) => {
      assert.deepEqual(await codes(650, 5), times(650, passed));
    }));

  it("does not count a refused call", () =>
    calling({ requestsPerSecond: 1 }, async ({ clock, code }) => {
      assert.equal(await code(), passed);
      clock.pass(0.5);
      assert.equal(await code(), refused);
      clock.pass(0.5);
      assert.equal(await code(), passed);
    }));

  it("is each command's own", () =>
    calling({ requestsPerSecond: 1 }, async ({ code }) => {
      assert.equal(await code(), passed);
      for (const other of others) assert.notEqual(await code(other), refused, other);
      for (const name of [add, ...others]) assert.equal(await code(name), refused, name);
    }));

  it("is each app's own, whichever of its admins calls", () => {
    const app = { sdkAppId: 1400000000, secretKey };
    const apps = [{ ...app, identifier: "administrator" }, { ...app, identifier: "second" }, otherApp];
    const query = ({ sdkAppId, identifier }: (typeof apps)[number]): Query => ({
      sdkappid: String(sdkAppId),
      identifier,
      usersig: sign({ sdkAppId, identifier }),
    });
    return calling({ apps, requestsPerSecond: 1 }, async ({ code }) => {
      const codes = [];
      for (const each of apps) codes.push(await code(add, query(each)));
      assert.deepEqual(codes, [passed, refused, passed]);
    });
  });

  it("has no limit with requestsPerSecond 0", () =>
    calling({ requestsPerSecond: 0 }, async ({ codes }) => {
      assert.deepEqual(await codes(300), times(300, passed));
    }));

  it("can be set above what is documented", () =>
    calling({ requestsPerSecond: 205 }, async ({ codes }) => {
      assert.deepEqual(await codes(206), [...times(205, passed), refused]);
    }));

  it("is spared a caller who is not let in, and counts one whose body is no JSON", () =>
    calling({ requestsPerSecond: 1 }, async ({ client, code }) => {
      assert.equal(await code(add, { usersig: "" }), 70002);
      assert.equal(await code("sns/nothing"), 60009);
      const { text } = await client.post(add, "no JSON");
      assert.equal((JSON.parse(text) as { ErrorCode: number }).ErrorCode, 60003);
      assert.equal(
        (JSON.parse((await client.post(add, "no JSON")).text) as { ErrorCode: number }).ErrorCode,
        refused,
      );
    }));

  it("is forgotten by a reset", () =>
    calling({ requestsPerSecond: 1 }, async ({ client, code }) => {
      assert.deepEqual([await code(), await code()], [passed, refused]);
      await client.control("POST", "/_emulator/reset");
      assert.equal(await code(), passed);
    }));

  it("starts anew when the clock is set back", () =>
    calling({ requestsPerSecond: 1 }, async ({ clock, code }) => {
      assert.equal(await code(), passed);
      clock.pass(-3600);
      assert.deepEqual([await code(), await code()], [passed, refused]);
    }));

  it("says in the ErrorInfo how many calls are allowed", () =>
    calling({ requestsPerSecond: 1 }, async ({ client, code }) => {
      await code();
      assert.match((await client.call(add, {})).ErrorInfo, /at most 1 in a second$/);
    }));

  it("is the command's own where its page says so, and 200 for all others", () => {
    const row = { document: "A page", fields: {}, handle: () => ({}) };
    assert.equal(command(row).callsPerSecond, 200);
    assert.equal(command({ ...row, callsPerSecond: 100 }).callsPerSecond, 100);
  });
});
