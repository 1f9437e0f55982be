import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { consequences, Ledger, type Status } from "../../../../../provider/lifecycle/robots/ledger";

const robot = ["room 1", ["a"]] as const;
const statusIn = (ledger: Ledger): Status => ledger.status("room 1", "a");

describe("the ledger of a run", () => {
  it("has every robot free, as long as no call has told of it", () => {
    assert.equal(statusIn(new Ledger()), "free");
  });

  it("tells robots of the same name in other containers apart", () => {
    const ledger = new Ledger();
    ledger.record(...robot, { outcome: "present" });
    assert.equal(ledger.status("room 2", "a"), "free");
    assert.equal(ledger.status("room 1", "b"), "free");
    assert.equal(statusIn(ledger), "present");
  });

  it("goes by what this run did, whatever the states told, and by the latest of it", () => {
    const ledger = new Ledger();
    ledger.record(...robot, { isKept: true, isGivenUp: true, deletedAt: 1 });
    ledger.record(...robot, { outcome: "deleted" });
    assert.equal(statusIn(ledger), "deleted");
    ledger.record(...robot, { outcome: "present" });
    assert.equal(statusIn(ledger), "present");
  });

  it("has no robot left in a container that was dissolved and is there anew, and tells whose nobody else would add", () => {
    const ledger = new Ledger();
    ledger.record("group 1", ["kept", "added", "new"], { isDeclared: true });
    ledger.record("group 1", ["kept", "released"], { isKept: true });
    ledger.record("group 1", ["added"], { outcome: "present" });
    ledger.recordDissolved("group 1");
    assert.equal(ledger.status("group 1", "kept"), "kept");
    assert.deepEqual(ledger.recordRecreated("group 1"), ["kept", "added"]);
    for (const account of ["kept", "added", "new", "unheard of"]) {
      assert.equal(ledger.status("group 1", account), "deleted");
    }
    assert.deepEqual(ledger.recordRecreated("group 1"), []);
    assert.deepEqual(ledger.recordRecreated("group 2"), []);
  });

  it("has a robot kept that a resource had and still declares", () => {
    const ledger = new Ledger();
    ledger.record(...robot, { isKept: true });
    assert.equal(statusIn(ledger), "kept");
  });

  it("has a robot free that was only given up, or only deleted in an earlier run", () => {
    const ledger = new Ledger();
    ledger.record(...robot, { isGivenUp: true, deletedAt: 1 });
    assert.equal(statusIn(ledger), "free");
  });

  it("has a robot suspect that one resource keeps and another gives up, in whichever order they tell", () => {
    for (const order of [
      [{ isKept: true }, { isGivenUp: true }],
      [{ isGivenUp: true }, { isKept: true }],
    ]) {
      const ledger = new Ledger();
      for (const told of order) ledger.record(...robot, told);
      assert.equal(statusIn(ledger), "suspect");
    }
  });

  it("takes back that a resource keeps a robot whose last update failed before it had it", () => {
    const ledger = new Ledger();
    ledger.record(...robot, { isKept: true });
    ledger.record(...robot, { isKept: false });
    assert.equal(statusIn(ledger), "free");
  });

  for (const { order, addedAt, status } of [
    { order: "after it was added", addedAt: 1, status: "suspect" },
    { order: "at an unknown time after", addedAt: undefined, status: "suspect" },
    { order: "at the time it was added", addedAt: 2, status: "kept" },
    { order: "before it was added", addedAt: 3, status: "kept" },
  ] as const) {
    it(`has a robot ${status} that is kept and that another resource deleted in an earlier run, ${order}`, () => {
      const ledger = new Ledger();
      ledger.record(...robot, { deletedAt: 2 });
      ledger.record(...robot, { deletedAt: 1 });
      ledger.record(...robot, { isKept: true, ...(addedAt === undefined ? {} : { addedAt }) });
      assert.equal(statusIn(ledger), status);
    });
  }

  it("names the declared accounts of a container, in one order", () => {
    const ledger = new Ledger();
    ledger.record("room 1", ["b", "a"], { isDeclared: true });
    ledger.record("room 1", ["c"], { isKept: true });
    ledger.record("room 2", ["d"], { isDeclared: true });
    assert.deepEqual(ledger.declaredIn("room 1"), ["a", "b"]);
    assert.deepEqual(ledger.declaredIn("room 3"), []);
  });

  it("has the same statuses in its table for a person as in its table of consequences", () => {
    const source = readFileSync("provider/lifecycle/robots/ledger.ts", "utf8");
    const rows = [...source.matchAll(/^ \* \| `(\w+)` \|/gm)].map(([, status]) => status);
    assert.deepEqual(rows, Object.keys(consequences));
  });
});
