import assert from "node:assert/strict";
import fc from "fast-check";
import { union, without } from "../../../../../provider/lifecycle/batches";
import {
  type Dated,
  type Listing,
  type OwnedRobots,
  progressOf,
  RobotSet,
  stillThere,
} from "../../../../../provider/lifecycle/robots/robot-set";

const now = 1_700_000_000_000;
const day = 24 * 60 * 60 * 1000;

const accounts = fc.uniqueArray(fc.constantFrom(..."abcdefgh"));
/** A state as a run leaves it: whoever is unconfirmed is owned. */
const before = fc.tuple(accounts, accounts).map(([owned, unconfirmed]): OwnedRobots => {
  const memberAccounts = union(owned, unconfirmed);
  return unconfirmed.length > 0
    ? { memberAccounts, unconfirmed: union(unconfirmed, []) }
    : { memberAccounts };
});

const setOf = (state: OwnedRobots): RobotSet => new RobotSet(state, () => now);

describe("a set of robots", () => {
  it("has the state that it was made of, while nothing is recorded", () => {
    fc.assert(fc.property(before, (state) => assert.deepEqual(setOf(state).state, state)));
  });

  it("forgets nothing wherever its work ends", () => {
    fc.assert(
      fc.property(before, accounts, accounts, (state, added, perhaps) => {
        const robots = setOf(state);
        robots.recordAdded(added);
        robots.recordUnconfirmed(perhaps);
        const { memberAccounts, unconfirmed = [] } = robots.state;
        assert.deepEqual(memberAccounts, union(union(state.memberAccounts, added), perhaps));
        assert.deepEqual(unconfirmed, union(without(state.unconfirmed ?? [], added), perhaps));
      }),
    );
  });

  it("keeps nothing of what it released", () => {
    fc.assert(
      fc.property(before, accounts, (state, released) => {
        const robots = setOf({ ...state, added: [{ at: 1 }] });
        robots.recordDeleted(released);
        robots.recordReleased(released);
        const { memberAccounts, unconfirmed = [], deleted } = robots.state;
        assert.deepEqual(memberAccounts, without(state.memberAccounts, released));
        assert.deepEqual(unconfirmed, without(state.unconfirmed ?? [], released));
        assert.equal(deleted, undefined);
      }),
    );
  });

  describe("remembers what it added", () => {
    it("without names when it added all that it owns", () => {
      const robots = setOf({ memberAccounts: [] });
      robots.recordAdded(["b", "a"]);
      assert.deepEqual(robots.state, { memberAccounts: ["a", "b"], added: [{ at: now }] });
    });

    it("by name when it added only some", () => {
      const robots = setOf({ memberAccounts: ["a"] });
      robots.recordAdded(["b"]);
      assert.deepEqual(robots.state.added, [{ at: now, memberAccounts: ["b"] }]);
    });

    it("beside what was added before, each account once, by its latest time", () => {
      const robots = setOf({ memberAccounts: ["a", "b", "c"], added: [{ at: 1 }], unconfirmed: ["b"] });
      robots.recordAdded(["b", "d"]);
      robots.recordDeleted(["c"]);
      assert.deepEqual(robots.state.added, [
        { at: 1, memberAccounts: ["a"] },
        { at: now, memberAccounts: ["b", "d"] },
      ]);
    });

    it("also when it is no longer sure that it is there", () => {
      const robots = setOf({ memberAccounts: ["a"], added: [{ at: 1 }] });
      robots.recordUnconfirmed(["a"]);
      assert.deepEqual(robots.state, { memberAccounts: ["a"], added: [{ at: 1 }], unconfirmed: ["a"] });
    });

    it("not at all when nothing was added", () => {
      const robots = setOf({ memberAccounts: ["a", "b"] });
      robots.recordReleased(["b"]);
      assert.deepEqual(robots.state, { memberAccounts: ["a"] });
    });
  });

  describe("remembers what it deleted", () => {
    const deleting = (deleted: Dated[]): RobotSet => {
      const robots = setOf({ memberAccounts: ["a", "b"], deleted });
      robots.recordDeleted(["b"]);
      return robots;
    };

    it("beside what was deleted in the last 30 days", () => {
      const lately = { at: now - 30 * day + 1, memberAccounts: ["c"] };
      const longAgo = { at: now - 30 * day, memberAccounts: ["d"] };
      assert.deepEqual(deleting([longAgo, lately]).state.deleted, [
        lately,
        { at: now, memberAccounts: ["b"] },
      ]);
    });

    it("until it is added again, or perhaps added", () => {
      for (const again of ["recordAdded", "recordUnconfirmed"] as const) {
        const robots = deleting([]);
        robots[again](["b"]);
        assert.equal(robots.state.deleted, undefined);
      }
    });

    it("until another resource turns out to have it", () => {
      const robots = deleting([{ at: now, memberAccounts: ["c"] }]);
      robots.recordReleased(["c"]);
      assert.deepEqual(robots.state.deleted, [{ at: now, memberAccounts: ["b"] }]);
    });

    it("but not what it only released", () => {
      const robots = setOf({ memberAccounts: ["a"] });
      robots.recordReleased(["a"]);
      assert.equal(robots.state.deleted, undefined);
    });
  });
});

describe("the progress of a set of robots", () => {
  it("counts each wanted robot exactly once", () => {
    fc.assert(
      fc.property(
        before,
        fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 1 }),
        (state, wanted) => {
          const told = progressOf(state, wanted)
            .split("; ")
            .flatMap((part) => part.split(": ")[1]?.split(", ") ?? []);
          for (const each of wanted) assert.equal(told.filter((name) => name === each).length, 1, each);
        },
      ),
    );
  });

  it("says what is done, what is not, and what nobody knows", () => {
    const state = { memberAccounts: ["a", "b", "c", "y", "z"], unconfirmed: ["c", "y"] };
    assert.equal(
      progressOf(state, ["a", "b", "c", "d"]),
      "done: a, b; not known whether done: c, y; not added: d; not deleted: z",
    );
  });

  it("says nothing of parts that are empty", () => {
    assert.equal(progressOf({ memberAccounts: ["a"] }, ["a"]), "done: a");
  });
});

describe("robots that are still there", () => {
  const listing = (given: Partial<Listing> = {}): Listing => ({
    accounts: new Set(["c"]),
    askedAt: now,
    proof: "late",
    ...given,
  });
  const addedAgo = (seconds: number, memberAccounts?: readonly string[]): OwnedRobots => ({
    memberAccounts: ["a", "c"],
    added: [{ at: now - seconds * 1000, ...(memberAccounts === undefined ? {} : { memberAccounts }) }],
  });
  const found = (robots: OwnedRobots, given?: Partial<Listing>, delay = 60): readonly string[] =>
    stillThere(robots, listing(given), delay).memberAccounts;

  for (const { age, isThere } of [
    { age: 0, isThere: true },
    { age: 59, isThere: true },
    { age: 60, isThere: false },
    { age: -59, isThere: true },
    { age: -60, isThere: false },
  ]) {
    it(`${isThere ? "are" : "are not"} those that a list does not show ${age} seconds after they were added, with a delay of 60`, () => {
      const expected = isThere ? ["a", "c"] : ["c"];
      assert.deepEqual(found(addedAgo(age)), expected);
      assert.deepEqual(found(addedAgo(age, ["a"])), expected);
    });
  }

  it("are all that a list shows, and none that it does not with a delay of 0", () => {
    assert.deepEqual(found(addedAgo(0), {}, 0), ["c"]);
    assert.deepEqual(found({ memberAccounts: ["a", "c"] }), ["c"]);
    assert.deepEqual(stillThere({ ...addedAgo(61, ["a"]), memberAccounts: ["a"] }, listing(), 60), {
      memberAccounts: [],
    });
  });

  it("are only those that an exact list shows, however lately others were added", () => {
    const robots = { ...addedAgo(0), unconfirmed: ["a", "c"] };
    assert.deepEqual(stillThere(robots, listing({ proof: "exact" }), 60), {
      memberAccounts: ["c"],
      added: robots.added,
    });
  });

  it("are all of them when the list proves nothing", () => {
    assert.deepEqual(found({ memberAccounts: ["a", "b"] }, { proof: "none" }), ["a", "b"]);
  });

  it("are those that were perhaps added, which stay unconfirmed until a list shows them", () => {
    const robots = { memberAccounts: ["a", "b", "c"], unconfirmed: ["a", "c"] };
    assert.deepEqual(stillThere(robots, listing(), 60), { memberAccounts: ["a", "c"], unconfirmed: ["a"] });
  });

  it("keep what was recorded of deletions", () => {
    const deleted = [{ at: 1, memberAccounts: ["d"] }];
    assert.deepEqual(stillThere({ memberAccounts: ["c"], deleted }, listing(), 60), {
      memberAccounts: ["c"],
      deleted,
    });
  });
});
