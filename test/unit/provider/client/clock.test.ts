import assert from "node:assert/strict";
import { systemClock } from "../../../../provider/client/clock";

describe("the system's clock", () => {
  it("tells the time of day, and sleeps no shorter than it is asked to", async () => {
    const from = Date.now();
    const before = systemClock.now();
    await systemClock.sleep(20);
    // Timers and the clock are read in whole milliseconds, each rounded in its own way.
    assert.ok(systemClock.now() - before >= 19);
    assert.ok(before >= from && systemClock.now() <= Date.now());
  });
});
