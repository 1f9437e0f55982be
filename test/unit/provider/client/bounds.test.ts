import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { withinBounds } from "../../../../provider/client/bounds";
import { Client } from "../../../../provider/client/client";
import { addRobots } from "../../../../provider/client/commands";
import { isTencentChatError, type TencentChatError } from "../../../../provider/client/errors";
import { KeyedLock } from "../../../../provider/client/keyed-lock";
import { httpTransport } from "../../../../provider/client/transport";
import { ok, options, type Reply, scripted } from "./support";

const robots = { GroupId: "live", Member_Account: ["bot"] };

async function failureOf(call: Promise<unknown>): Promise<TencentChatError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(isTencentChatError(error), String(error));
  return error;
}

describe("work with bounds", () => {
  for (const [bound, fault] of [
    ["cancelled", "cancelled"],
    ["deadline", "outOfTime"],
  ] as const) {
    const bounded = (client: Client, by: AbortController) =>
      withinBounds({ cancelled: new AbortController().signal, [bound]: by.signal }, () =>
        client.call(addRobots, robots),
      );

    it(`sends nothing once it is ${fault}`, async () => {
      const { client, seen } = scripted([ok]);
      const by = new AbortController();
      by.abort();
      const error = await failureOf(bounded(client, by));
      assert.deepEqual(
        [error.fault, error.attempts, error.mayHaveHappened, seen.length],
        [fault, 0, false, 0],
      );
    });

    it(`sends nothing again once it is ${fault}, and tells what was wrong before`, async () => {
      const by = new AbortController();
      const reply: Reply = () => {
        by.abort();
        return { status: 502, text: "" };
      };
      const { client, seen } = scripted([reply, ok]);
      const error = await failureOf(bounded(client, by));
      assert.deepEqual(
        [error.fault, error.attempts, error.mayHaveHappened, seen.length],
        [fault, 1, true, 1],
      );
      assert.match(error.message, /\(unexpected HTTP status \(HTTP 502\)\)/);
    });

    it(`takes the answer of the last request, though it is ${fault}`, async () => {
      const by = new AbortController();
      const reply: Reply = () => {
        by.abort();
        return ok;
      };
      assert.deepEqual(await bounded(scripted([reply]).client, by), { gone: false });
    });

    it(`ends a pause when it is ${fault}`, async () => {
      const by = new AbortController();
      const sleepless = new Client(options, {
        clock: { now: Date.now, sleep: () => new Promise(() => {}) },
        transport: { open: async () => {}, send: async () => ({ status: 502, text: "" }) },
      });
      const failing = failureOf(bounded(sleepless, by));
      setImmediate(() => by.abort());
      assert.equal((await failing).fault, fault);
    });

    it(`leaves its place to others when it is ${fault} while it waits for its turn`, async () => {
      const by = new AbortController();
      const { client, seen } = scripted([ok], { requestsPerSecond: 1 });
      await client.call(addRobots, robots);
      const waiting = failureOf(bounded(client, by));
      by.abort();
      assert.equal((await waiting).fault, fault);
      await client.call(addRobots, robots);
      assert.equal(seen.length, 2);
    });
  }

  it("does not wait for its turn at what others change, and lets the next one wait for them", async () => {
    const lock = new KeyedLock();
    let end = (): void => {};
    const first = lock.run("live", () => new Promise<void>((resolve) => (end = resolve)));
    const by = new AbortController();
    const done: string[] = [];
    const second = withinBounds({ cancelled: by.signal }, () =>
      lock.run("live", async () => void done.push("second")),
    );
    const third = lock.run("live", async () => void done.push("third"));
    by.abort();
    await second;
    assert.deepEqual(done, ["second"]);
    end();
    await Promise.all([first, third]);
    assert.deepEqual(done, ["second", "third"]);
  });

  it("leaves other work alone", async () => {
    const { client } = scripted([ok]);
    const cancelled = AbortSignal.abort();
    const [stopped, other] = await Promise.allSettled([
      withinBounds({ cancelled }, () => client.call(addRobots, robots)),
      client.call(addRobots, robots),
    ]);
    assert.deepEqual([stopped.status, other.status], ["rejected", "fulfilled"]);
  });

  it("gives up the request on the wire at the deadline", async () => {
    const by = new AbortController();
    const server = createServer(() => by.abort());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const client = new Client({ ...options, baseUrl: url }, { transport: httpTransport(url, 60_000) });
      const deadline = by.signal;
      const error = await failureOf(
        withinBounds({ cancelled: new AbortController().signal, deadline }, () =>
          client.call(addRobots, robots),
        ),
      );
      assert.deepEqual([error.fault, error.attempts, error.mayHaveHappened], ["outOfTime", 1, true]);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
