import assert from "node:assert/strict";
import { endOfTurn } from "../../../emulator/http/next-tick";

describe("the end of a turn", () => {
  it("is the same for all who wait in one turn, in the order in which they came", async () => {
    const order: string[] = [];
    const waiting = ["one", "two", "three"].map((name) => endOfTurn().then(() => order.push(name)));
    order.push("worked on");
    setImmediate(() => order.push("next"));
    await Promise.all(waiting);
    assert.deepEqual(order, ["worked on", "one", "two", "three"]);
  });

  it("comes again for those who wait later", async () => {
    const first = endOfTurn();
    await first;
    const second = endOfTurn();
    assert.notEqual(second, first);
    await second;
  });
});
