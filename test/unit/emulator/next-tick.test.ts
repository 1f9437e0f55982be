import assert from "node:assert/strict";
import { nextTick } from "../../../emulator/http/next-tick";

describe("the next tick", () => {
  it("is one for all who wait in the same turn of the event loop, in the order in which they came", async () => {
    const order: string[] = [];
    const waiting = ["one", "two", "three"].map((name) => nextTick().then(() => order.push(name)));
    order.push("worked on");
    setImmediate(() => order.push("next"));
    await Promise.all(waiting);
    assert.deepEqual(order, ["worked on", "one", "two", "three"]);
  });

  it("comes again for those who wait later", async () => {
    const first = nextTick();
    await first;
    const second = nextTick();
    assert.notEqual(second, first);
    await second;
  });
});
