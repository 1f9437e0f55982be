import assert from "node:assert/strict";
import { Ownership, type Robots } from "../../../../provider/lifecycle/ownership";

const robot: Robots = { place: "room 1", accounts: ["a"] };
const none: readonly string[] = [];

describe("who has which robot in a run", () => {
  it("nobody, as long as no call has said so", () => {
    const ownership = new Ownership();
    for (const asked of ["staying", "present", "contested", "doubtful", "missed"] as const) {
      assert.deepEqual(ownership[asked](robot), none, asked);
    }
  });

  it("tells robots of the same name in other places apart", () => {
    const ownership = new Ownership();
    ownership.isThere(robot);
    assert.deepEqual(ownership.staying({ place: "room 2", accounts: ["a"] }), none);
    assert.deepEqual(ownership.staying({ place: "room 1", accounts: ["a", "b"] }), ["a"]);
  });

  it("what a resource made sure of stays, and is contested by nobody", () => {
    const ownership = new Ownership();
    ownership.keep(robot);
    ownership.isThere(robot);
    assert.deepEqual(ownership.staying(robot), ["a"]);
    assert.deepEqual(ownership.present(robot), ["a"]);
    assert.deepEqual(ownership.contested(robot), none);
  });

  it("what a resource keeps stays, and is contested by whoever lets it go", () => {
    const ownership = new Ownership();
    ownership.keep(robot);
    assert.deepEqual(ownership.staying(robot), ["a"]);
    assert.deepEqual(ownership.contested(robot), ["a"]);
    assert.deepEqual(ownership.doubtful(robot), none);
  });

  it("what one keeps and another one gives up may be gone, until it is asked for again", () => {
    const ownership = new Ownership();
    ownership.keep(robot);
    ownership.giveUp(robot);
    assert.deepEqual(ownership.doubtful(robot), ["a"]);
    assert.deepEqual(ownership.missed(robot), ["a"]);
    ownership.isThere(robot);
    assert.deepEqual(ownership.doubtful(robot), none);
    assert.deepEqual(ownership.missed(robot), none);
  });

  it("what is only given up is nobody's to miss", () => {
    const ownership = new Ownership();
    ownership.giveUp(robot);
    assert.deepEqual(ownership.missed(robot), none);
    assert.deepEqual(ownership.staying(robot), none);
  });

  it("what was deleted in this run is to be added by whoever declares it, and is no other's to add", () => {
    const ownership = new Ownership();
    ownership.isDeleted(robot);
    ownership.keep(robot);
    assert.deepEqual(ownership.doubtful(robot), ["a"]);
    assert.deepEqual(ownership.missed(robot), none);
    assert.deepEqual(ownership.contested(robot), none);
  });

  for (const { order, addedAt, mayBeGone } of [
    { order: "after it was added", addedAt: 1, mayBeGone: true },
    { order: "at an unknown time after", addedAt: undefined, mayBeGone: true },
    { order: "at the time it was added", addedAt: 2, mayBeGone: false },
    { order: "before it was added", addedAt: 3, mayBeGone: false },
  ]) {
    it(`what is kept and another one deleted in an earlier run, ${order}, ${mayBeGone ? "may be gone" : "is there"}`, () => {
      const ownership = new Ownership();
      ownership.deletedAt(robot, 2);
      ownership.deletedAt(robot, 1);
      ownership.keep(robot);
      if (addedAt !== undefined) ownership.addedAt(robot, addedAt);
      assert.deepEqual(ownership.missed(robot), mayBeGone ? ["a"] : none);
      assert.deepEqual(ownership.doubtful(robot), mayBeGone ? ["a"] : none);
    });
  }
});
