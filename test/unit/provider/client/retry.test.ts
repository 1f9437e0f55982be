import assert from "node:assert/strict";
import fc from "fast-check";
import type { RetryClass } from "../../../../provider/client/catalogue";
import { decideRetry } from "../../../../provider/client/retry";

const policy = { maxAttempts: 5, maxMilliseconds: 100_000 };
const start = { failures: 1, elapsedMilliseconds: 0 };
const classes: readonly RetryClass[] = ["never", "pause", "slow", "serialise", "renew"];

/** Failures until a call of this class is given up, each decided at once. */
function failuresUntilGivenUp(retryClass: RetryClass, maxAttempts: number): number {
  for (let failures = 1; ; failures++) {
    const decision = decideRetry(
      retryClass,
      { failures, elapsedMilliseconds: 0 },
      { ...policy, maxAttempts },
      () => 0,
    );
    if (!decision.retry) return failures;
  }
}

describe("the decision to retry", () => {
  it("gives up at once what cannot work again", () => {
    assert.deepEqual(
      decideRetry("never", start, policy, () => 0),
      { retry: false },
    );
  });

  it("bears as many failures as attempts are allowed, four times as many rate answers, and one UserSig that is not accepted", () => {
    const borne = Object.fromEntries(classes.map((each) => [each, failuresUntilGivenUp(each, 5)]));
    assert.deepEqual(borne, { never: 1, pause: 5, slow: 20, serialise: 5, renew: 2 });
  });

  it("does not retry a fault where one attempt is allowed", () => {
    assert.equal(failuresUntilGivenUp("pause", 1), 1);
    assert.equal(failuresUntilGivenUp("serialise", 1), 1);
  });

  it("pauses at random up to 200 ms, then up to twice as long each time, at most 5 s", () => {
    const longest = (failures: number): number => {
      const decision = decideRetry("slow", { failures, elapsedMilliseconds: 0 }, policy, () => 1);
      return decision.retry ? decision.pauseMilliseconds : Number.NaN;
    };
    assert.deepEqual([1, 2, 3, 4, 5, 6, 7].map(longest), [200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    assert.deepEqual(
      decideRetry("pause", start, policy, () => 0),
      { retry: true, pauseMilliseconds: 0 },
    );
    assert.deepEqual(
      decideRetry("serialise", start, policy, () => 0.25),
      { retry: true, pauseMilliseconds: 50 },
    );
  });

  it("does not wait with a new UserSig", () => {
    assert.deepEqual(
      decideRetry("renew", start, policy, () => 0.9),
      { retry: true, pauseMilliseconds: 0 },
    );
  });

  it("sends nothing once the call's time is over, or would be over after the pause", () => {
    const at = (elapsedMilliseconds: number) =>
      decideRetry("pause", { failures: 1, elapsedMilliseconds }, policy, () => 0.5);
    assert.deepEqual(at(99_899), { retry: true, pauseMilliseconds: 100 });
    assert.deepEqual(at(99_900), { retry: false });
    assert.deepEqual(at(100_000), { retry: false });
  });

  it("never pauses longer than the cap or shorter than nothing, whatever has happened", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...classes),
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 0, max: 200_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (retryClass, failures, elapsedMilliseconds, random) => {
          const decision = decideRetry(retryClass, { failures, elapsedMilliseconds }, policy, () => random);
          if (!decision.retry) return;
          assert.ok(decision.pauseMilliseconds >= 0 && decision.pauseMilliseconds < 5_000);
          assert.ok(elapsedMilliseconds + decision.pauseMilliseconds < policy.maxMilliseconds);
        },
      ),
    );
  });
});
