import assert from "node:assert/strict";
import fc from "fast-check";
import { catalogue, type RetryClass } from "../../../../provider/client/catalogue";
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

describe("the catalogue of error codes", () => {
  /** As the five API documents list them, beside 0. */
  const documented: Readonly<Record<string, readonly number[]>> = {
    "Setting Live Streaming Group Robots": [10001, 10002, 10003, 10004, 10007, 10010, 10015],
    "Deleting Live Streaming Group Robots": [10001, 10002, 10003, 10004, 10007, 10010, 10015],
    "Deleting group members": [10002, 10003, 10004, 10007, 10010, 10015],
    "Deleting a Robot": [100001, 100002, 100004, 100005, 100006],
    "Deleting Lists": [30001, 30003, 30004, 30006, 30007, 30008],
  };

  for (const [document, codes] of Object.entries(documented)) {
    it(`knows every code of "${document}"`, () => {
      assert.deepEqual(
        codes.filter((code) => !catalogue.has(code)),
        [],
      );
    });
  }

  it("repeats exactly what the documents call passing", () => {
    const of = (retryClass: RetryClass): number[] =>
      [...catalogue].filter(([, { retry }]) => retry === retryClass).map(([code]) => code);
    assert.deepEqual(of("slow"), [10006, 60007, 60011, 60018, 60019, 100012]);
    assert.deepEqual(of("renew"), [70001, 70003]);
    assert.deepEqual(of("serialise"), [30008]);
    assert.deepEqual(
      of("pause"),
      [10002, 30006, 30007, 40006, 60004, 60005, 60008, 60013, 60014, 70169, 70202, 70500, 100001],
    );
  });

  it("says of every code what it means, whether it is sent again, and what a person does", () => {
    for (const [code, { meaning, retry, hint }] of catalogue) {
      assert.ok(classes.includes(retry), String(code));
      assert.match(meaning, /^[a-zA-Z].*[^.]$/, String(code));
      assert.match(hint, /^[A-Z].*\.$/s, String(code));
    }
  });

  it("names the key to change for a wrong region, a wrong SecretKey and a caller who is no app admin", () => {
    assert.match(catalogue.get(60026)?.hint ?? "", /tencent-chat:region/);
    assert.match(catalogue.get(70009)?.hint ?? "", /tencent-chat:secretKey/);
    assert.match(catalogue.get(60010)?.hint ?? "", /tencent-chat:identifier/);
    assert.match(catalogue.get(10007)?.hint ?? "", /Pro.*Enterprise plan.*switched on/);
    assert.match(catalogue.get(10059)?.hint ?? "", /Pro.*Enterprise plan.*switched on/);
  });
});
