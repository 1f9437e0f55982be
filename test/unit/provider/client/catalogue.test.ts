import assert from "node:assert/strict";
import { catalogue, entryOf, isCodeOfWholeApp, type RetryClass } from "../../../../provider/client/catalogue";
import { render } from "../../../../provider/client/message";

const classes: readonly RetryClass[] = ["never", "pause", "slow", "serialise", "renew"];

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
      assert.match(
        render(hint, () => "X"),
        /^[A-Z].*\.$/s,
        String(code),
      );
    }
  });

  it("names the setting or the field of the request that a person looks at", () => {
    for (const [code, ...named] of [
      [60026, "region"],
      [70009, "secretKey", "sdkAppId", "what runs already uses the old one"],
      [60010, "identifier"],
      [10007, "identifier"],
      [10015, "GroupId"],
      [10021, "GroupId"],
      [10025, "GroupId"],
      [30003, "From_Account"],
      [60006, "sdkAppId"],
      [60007, "requestsPerSecond"],
      [60027, "sdkAppId"],
      [70020, "sdkAppId", "region"],
      [100004, "RoomId"],
    ] as const) {
      const terms = entryOf(code).hint.flatMap((part) => (typeof part === "string" ? [] : part.term));
      assert.deepEqual(terms, named, String(code));
    }
    assert.notEqual(render(entryOf(1).hint), "");
    assert.match(render(entryOf(10059).hint), /Pro.*Enterprise plan.*switched on/);
  });

  it("knows which codes every other call of the app is to get, too", () => {
    const slow = [...catalogue.keys()].filter((code) => entryOf(code).retry === "slow");
    assert.ok(slow.length > 0);
    const ofApp = [...[10001, 10026, 10059, 72000, 72002, 100007], ...[60000, 60999, 70000, 70099], ...slow];
    const ofOne = [10004, 10010, 10015, 59999, 61000, 69999, 70100, 100004, 100700, 0];
    assert.deepEqual(
      ofApp.filter((code) => !isCodeOfWholeApp(code)),
      [],
    );
    assert.deepEqual(ofOne.filter(isCodeOfWholeApp), []);
  });
});
