import assert from "node:assert/strict";
import fc from "fast-check";
import { RateLimiter } from "../../../../provider/client/rate-limiter";
import { SleepingClock, TimerClock } from "./support";

/** When each of `count` callers passed, who all come at once, and are answered at once. */
async function passages(limiter: RateLimiter, clock: SleepingClock, count: number): Promise<number[]> {
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: count }, async () => {
      const answered = await limiter.take();
      times.push(clock.now());
      answered();
    }),
  );
  return times;
}

/** The most passages in any window of this length. */
function mostWithin(times: readonly number[], milliseconds: number): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + milliseconds).length),
  );
}

describe("the rate limit of a command", () => {
  it("never lets more than the limit pass in any second, and wastes at most 3 % of it", async () => {
    const clock = new SleepingClock();
    const times = await passages(new RateLimiter(200, clock), clock, 1_000);
    assert.ok(mostWithin(times, 1_000) <= 200);
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
    assert.ok(999 / seconds >= 0.97 * 200, `${999 / seconds} a second`);
  });

  it("lets no more arrive in any second than the limit, however late timers, requests and answers are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true })), {
          minLength: 1,
        }),
        async (limit, delays, latencies) => {
          const clock = new TimerClock((timer) => delays[timer % delays.length] ?? 0);
          const limiter = new RateLimiter(limit, clock);
          const arrivals: number[] = [];
          const call = async (_: unknown, index: number): Promise<void> => {
            const answered = await limiter.take();
            const [latency, part] = latencies[index % latencies.length] ?? [0, 0];
            arrivals.push(clock.now() + latency * part);
            await clock.sleep(latency);
            answered();
          };
          await clock.run(Promise.all(Array.from({ length: 2 * limit + 5 }, call)));
          assert.ok(mostWithin(arrivals, 1_000) <= limit);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("waits for an answer when as many calls as the limit are on the wire", async () => {
    const clock = new SleepingClock();
    const limiter = new RateLimiter(2, clock);
    const first = await limiter.take();
    const second = await limiter.take();
    let passed = false;
    const third = limiter.take().then((answered) => {
      passed = true;
      return answered;
    });
    clock.pass(60_000);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(passed, false);
    const from = clock.now();
    second();
    await third;
    assert.ok(clock.now() - from >= 1_000);
    first();
  });

  it("is smooth: calls that come at once pass at even distances", async () => {
    const clock = new SleepingClock();
    const times = await passages(new RateLimiter(100, clock), clock, 50);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    assert.ok(
      gaps.every((gap) => gap >= 9.9 && gap <= 10.1),
      gaps.join(" "),
    );
  });

  it("does not hold up who comes after a pause", async () => {
    const clock = new SleepingClock();
    const limiter = new RateLimiter(10, clock);
    (await limiter.take())();
    clock.pass(5_000);
    (await limiter.take())();
    assert.deepEqual(clock.sleeps, []);
  });

  it("saves nothing up during a pause: who comes after it passes at even distances too", async () => {
    const clock = new SleepingClock();
    const limiter = new RateLimiter(100, clock);
    await passages(limiter, clock, 1);
    clock.pass(60_000);
    const times = await passages(limiter, clock, 20);
    assert.ok(mostWithin(times, 100) <= 16, times.map((at) => at - (times[0] ?? 0)).join(" "));
  });

  it("wastes at most 3 % of the limit when timers are late", async () => {
    const clock = new TimerClock((timer) => timer % 4);
    const limiter = new RateLimiter(200, clock);
    const times: number[] = [];
    const call = async (): Promise<void> => {
      const answered = await limiter.take();
      times.push(clock.now());
      answered();
    };
    await clock.run(Promise.all(Array.from({ length: 1_000 }, call)));
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
    assert.ok(999 / seconds >= 0.97 * 200, `${999 / seconds} a second`);
  });

  it("lets callers pass in the order in which they came", async () => {
    const clock = new SleepingClock();
    const limiter = new RateLimiter(50, clock);
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const answered = await limiter.take();
        order.push(index);
        answered();
      }),
    );
    assert.deepEqual(
      order,
      [...order].sort((one, other) => one - other),
    );
  });

  it("takes less than one call a second", async () => {
    const clock = new SleepingClock();
    const times = await passages(new RateLimiter(0.5, clock), clock, 3);
    assert.deepEqual(
      times.map((at) => at - (times[0] ?? 0)),
      [0, 2_000, 4_000],
    );
  });

  /** Calls in the second that begins now. */
  async function paceOf(limiter: RateLimiter, clock: SleepingClock): Promise<number> {
    const from = clock.now();
    let count = 0;
    for (;;) {
      (await limiter.take())();
      if (clock.now() >= from + 1_000) return count;
      count += 1;
    }
  }

  it("halves its pace when the service says that calls come too fast, and comes back within ten seconds", async () => {
    const clock = new SleepingClock();
    const limiter = new RateLimiter(100, clock);
    await paceOf(limiter, clock);
    limiter.slowDown();
    const slowed = await paceOf(limiter, clock);
    assert.ok(slowed >= 48 && slowed <= 60, String(slowed));
    clock.pass(5_000);
    const recovering = await paceOf(limiter, clock);
    assert.ok(recovering > 75 && recovering < 92, String(recovering));
    clock.pass(5_000);
    assert.ok((await paceOf(limiter, clock)) >= 97);
  });

  it("counts answers to requests that were on the wire together as one overload", async () => {
    const clock = new SleepingClock();
    const limiter = new RateLimiter(100, clock);
    await paceOf(limiter, clock);
    for (let answer = 0; answer < 20; answer++) limiter.slowDown();
    assert.ok((await paceOf(limiter, clock)) >= 48);
  });

  it("slows down further when the overload goes on, but never below one call a second", async () => {
    const clock = new SleepingClock();
    const limiter = new RateLimiter(100, clock);
    for (let overload = 0; overload < 50; overload++) {
      limiter.slowDown();
      clock.pass(500);
    }
    const from = clock.now();
    (await limiter.take())();
    (await limiter.take())();
    assert.ok(clock.now() - from <= 2_000);
    const slowest = new RateLimiter(0.25, clock);
    slowest.slowDown();
    assert.ok((await passages(slowest, clock, 2)).length === 2);
  });
});
