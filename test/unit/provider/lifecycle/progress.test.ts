import assert from "node:assert/strict";
import { Progress } from "../../../../provider/lifecycle/progress";

/** What is told of work whose every step takes so many milliseconds and does so many of the total. */
function told(total: number, step: number, milliseconds: number): string[] {
  const lines: string[] = [];
  let now = 0;
  const progress = new Progress(total, "robots of rooms are done", {
    now: () => now,
    tell: (line) => lines.push(line),
  });
  for (let done = 0; done < total; done += step) {
    now += milliseconds;
    progress.advance(step);
  }
  return lines;
}

describe("the progress of long work", () => {
  it("is told every 5 seconds", () => {
    assert.deepEqual(told(3_000, 100, 500), [
      "1,000 of 3,000 robots of rooms are done",
      "2,000 of 3,000 robots of rooms are done",
    ]);
  });

  it("is not told of work that takes less, and not of its end", () => {
    assert.deepEqual(told(100, 1, 49), []);
    assert.deepEqual(told(1, 1, 60_000), []);
  });
});
