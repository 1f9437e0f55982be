import assert from "node:assert/strict";
import { load } from "../scripts/support/scripts";

interface Measure {
  readonly median: (values: readonly number[]) => number;
  readonly alternate: (
    sides: readonly string[],
    rounds: number,
    measure: (side: string) => Promise<number>,
  ) => Promise<Record<string, number[]>>;
}

interface Goal {
  readonly sense: "at most" | "at least" | "exactly";
  readonly bound: number;
  readonly unit?: string;
}

interface Finding {
  readonly value: number | undefined;
  readonly cpu: number | undefined;
  readonly goal: string;
  readonly met: boolean | undefined;
}

type Cost = { readonly seconds: number; readonly cpu: number | undefined };
type About = { readonly row: string; readonly size: string };

interface Findings {
  readonly ratio: (
    measured: About & { unit: string; ours: readonly number[]; other: readonly number[]; goal?: Goal },
  ) => Finding;
  readonly timeRatio: (
    measured: About & { ours: readonly Cost[]; other: readonly Cost[]; goal?: Goal },
  ) => Finding;
  readonly absolute: (measured: About & { ours: readonly number[]; goal: Goal }) => Finding;
}

const about = { row: "row", size: "size" };

describe("the measurements of bench/", () => {
  it("take the median, of an even number the mean of the middle two", async () => {
    const { median } = await load<Measure>("../bench/lib/measure.mjs");
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([9, 1, 5, 7]), 6);
  });

  it("alternate the sides, every other round backwards", async () => {
    const { alternate } = await load<Measure>("../bench/lib/measure.mjs");
    const order: string[] = [];
    const samples = await alternate(["a", "b", "c"], 3, async (side) => order.push(side));
    assert.equal(order.join(""), "abccbaabc");
    assert.deepEqual(samples, { a: [1, 6, 7], b: [2, 5, 8], c: [3, 4, 9] });
  });

  it("hold the ratio of the medians against the goal, and show a goal that is missed as that", async () => {
    const { ratio } = await load<Findings>("../bench/lib/findings.mjs");
    const measured = { ...about, unit: "s", ours: [1, 11, 900], other: [10, 10, 10] };
    const most = ratio({ ...measured, goal: { sense: "at most", bound: 1.1 } });
    assert.deepEqual([most.value, most.goal, most.met], [1.1, "<= 1.10", true]);
    assert.equal(ratio({ ...measured, goal: { sense: "at most", bound: 1.09 } }).met, false);
    assert.equal(ratio({ ...measured, goal: { sense: "at least", bound: 1.2 } }).met, false);
    assert.equal(ratio(measured).met, undefined);
  });

  it("compare processor time where the system tells it of every run", async () => {
    const { timeRatio } = await load<Findings>("../bench/lib/findings.mjs");
    const told = [
      { seconds: 4, cpu: 3 },
      { seconds: 2, cpu: 1 },
    ];
    const silent = told.map(({ seconds }) => ({ seconds, cpu: undefined }));
    const other = [{ seconds: 1, cpu: 4 }];
    assert.deepEqual([timeRatio({ ...about, ours: told, other }).value], [3]);
    assert.equal(timeRatio({ ...about, ours: told, other }).cpu, 0.5);
    assert.equal(timeRatio({ ...about, ours: silent, other }).cpu, undefined);
  });

  it("hold a value of its own against the goal, with its unit", async () => {
    const { absolute } = await load<Findings>("../bench/lib/findings.mjs");
    const bytes = absolute({ ...about, ours: [108], goal: { sense: "at most", bound: 150, unit: "bytes" } });
    assert.deepEqual([bytes.goal, bytes.met], ["<= 150 bytes", true]);
    assert.equal(absolute({ ...about, ours: [1], goal: { sense: "exactly", bound: 0 } }).met, false);
  });
});
