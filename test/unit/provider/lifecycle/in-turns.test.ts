import assert from "node:assert/strict";
import { inTurns } from "../../../../provider/lifecycle/in-turns";

const items = Array.from({ length: 20 }, (_, at) => at);
const aMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("work in turns", () => {
  it("is done on every item, in order, with so many at a time and no more", async () => {
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    await inTurns(items, 3, async (item) => {
      begun.push(item);
      most = Math.max(most, ++running);
      await aMoment();
      running -= 1;
    });
    assert.deepEqual(begun, items);
    assert.equal(most, 3);
  });

  it("begins on no other item after a failure, and fails with the first one, once nothing is running", async () => {
    const ended: number[] = [];
    const work = inTurns(items, 3, async (item) => {
      await aMoment();
      if (item === 1) throw new Error("the first");
      if (item === 2) throw new Error("the second");
      await aMoment();
      ended.push(item);
    });
    await assert.rejects(work, /the first/);
    assert.deepEqual(ended, [0]);
  });

  it("begins on no other item once it is over", async () => {
    const begun: number[] = [];
    await inTurns(
      items,
      2,
      async (item) => void begun.push(item),
      () => begun.length >= 5,
    );
    assert.deepEqual(begun, items.slice(0, 5));
  });

  it("is nothing without items", () => inTurns([], 3, async () => assert.fail()));
});
