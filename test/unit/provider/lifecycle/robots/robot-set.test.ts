import assert from "node:assert/strict";
import fc from "fast-check";
import { union, without } from "../../../../../provider/lifecycle/batches";
import type { DatedListing } from "../../../../../provider/lifecycle/listings";
import {
  decodeRobots,
  encodeRobots,
  progressOf,
  type RecordedRobots,
  type RobotSet,
  stillThere,
} from "../../../../../provider/lifecycle/robots/robot-set";

const now = 1_700_000_000_000;
const day = 24 * 60 * 60 * 1000;

const accounts = fc.uniqueArray(fc.constantFrom(..."abcdefgh"));
/** A state as a run leaves it: whoever is unconfirmed is owned. */
const before = fc.tuple(accounts, accounts).map(([owned, unconfirmed]): RecordedRobots => {
  const memberAccounts = union(owned, unconfirmed);
  return unconfirmed.length > 0
    ? { memberAccounts, unconfirmed: union(unconfirmed, []) }
    : { memberAccounts };
});

/** What a state records of robots at the end of a run. */
const recordOf = (robots: RobotSet): RecordedRobots => encodeRobots(robots.toKeep([], now));

describe("a set of robots", () => {
  it("is written to a state as it was read, while nothing is recorded", () => {
    fc.assert(
      fc.property(before, (state) => {
        assert.deepEqual(encodeRobots(decodeRobots(state)), state);
        assert.deepEqual(recordOf(decodeRobots(state)), state);
      }),
    );
  });

  it("has the accounts of a state in the state's order, and then in the order of the program", () => {
    const robots = decodeRobots({
      memberAccounts: ["c", "a", "b"],
      deleted: [{ at: now, memberAccounts: ["d"] }],
    });
    assert.deepEqual(robots.owned, ["c", "a", "b"]);
    assert.deepEqual(robots.toKeep(["b", "c", "e"], now).owned, ["b", "c", "a"]);
  });

  it("takes no account that a state has in several lists for deleted, nor one that it does not own for added", () => {
    const robots = decodeRobots({
      memberAccounts: ["a"],
      added: [{ at: 1, memberAccounts: ["a", "x"] }],
      deleted: [{ at: 2, memberAccounts: ["a", "b", "c"] }, { at: 3 }],
      unconfirmed: ["b"],
    });
    assert.deepEqual(encodeRobots(robots), {
      memberAccounts: ["a", "b"],
      added: [{ at: 1, memberAccounts: ["a"] }],
      deleted: [{ at: 2, memberAccounts: ["c"] }],
      unconfirmed: ["b"],
    });
  });

  it("forgets nothing wherever its work ends", () => {
    fc.assert(
      fc.property(before, accounts, accounts, (state, added, perhaps) => {
        const robots = decodeRobots(state);
        robots.recordAdded(added, now);
        robots.recordUnconfirmed(perhaps);
        const { memberAccounts, unconfirmed = [] } = recordOf(robots);
        assert.deepEqual(memberAccounts, union(union(state.memberAccounts, added), perhaps));
        assert.deepEqual(unconfirmed, union(without(state.unconfirmed ?? [], added), perhaps));
      }),
    );
  });

  it("keeps nothing of what it released", () => {
    fc.assert(
      fc.property(before, accounts, (state, released) => {
        const robots = decodeRobots({ ...state, added: [{ at: 1 }] });
        robots.recordDeleted(released, now);
        robots.recordReleased(released);
        const { memberAccounts, unconfirmed = [], deleted } = recordOf(robots);
        assert.deepEqual(memberAccounts, without(state.memberAccounts, released));
        assert.deepEqual(unconfirmed, without(state.unconfirmed ?? [], released));
        assert.equal(deleted, undefined);
      }),
    );
  });

  describe("remembers what it added", () => {
    it("without names when it added all that it owns", () => {
      const robots = decodeRobots({ memberAccounts: [] });
      robots.recordAdded(["b", "a"], now);
      assert.deepEqual(recordOf(robots), { memberAccounts: ["a", "b"], added: [{ at: now }] });
    });

    it("by name when it added only some", () => {
      const robots = decodeRobots({ memberAccounts: ["a"] });
      robots.recordAdded(["b"], now);
      assert.deepEqual(recordOf(robots).added, [{ at: now, memberAccounts: ["b"] }]);
    });

    it("beside what was added before, each account once, by its latest time", () => {
      const robots = decodeRobots({
        memberAccounts: ["a", "b", "c"],
        added: [{ at: 1 }],
        unconfirmed: ["b"],
      });
      robots.recordAdded(["b", "d"], now);
      robots.recordDeleted(["c"], now);
      assert.deepEqual(recordOf(robots).added, [
        { at: 1, memberAccounts: ["a"] },
        { at: now, memberAccounts: ["b", "d"] },
      ]);
    });

    it("also when it is no longer sure that it is there", () => {
      const robots = decodeRobots({ memberAccounts: ["a"], added: [{ at: 1 }] });
      robots.recordUnconfirmed(["a"]);
      assert.deepEqual(recordOf(robots), {
        memberAccounts: ["a"],
        added: [{ at: 1 }],
        unconfirmed: ["a"],
      });
    });

    it("not at all when nothing was added", () => {
      const robots = decodeRobots({ memberAccounts: ["a", "b"] });
      robots.recordReleased(["b"]);
      assert.deepEqual(recordOf(robots), { memberAccounts: ["a"] });
    });
  });

  describe("remembers what it deleted", () => {
    const deleting = (deleted: RecordedRobots["deleted"]): RobotSet => {
      const robots = decodeRobots({ memberAccounts: ["a", "b"], deleted });
      robots.recordDeleted(["b"], now);
      return robots;
    };

    it("beside what was deleted in the last 30 days", () => {
      const lately = { at: now - 30 * day + 1, memberAccounts: ["c"] };
      const longAgo = { at: now - 30 * day, memberAccounts: ["d"] };
      assert.deepEqual(recordOf(deleting([longAgo, lately])).deleted, [
        lately,
        { at: now, memberAccounts: ["b"] },
      ]);
    });

    it("by the latest time, where a state has several", () => {
      const robots = decodeRobots({
        memberAccounts: [],
        deleted: [
          { at: 1, memberAccounts: ["b", "a"] },
          { at: 2, memberAccounts: ["b"] },
        ],
      });
      assert.deepEqual(encodeRobots(robots).deleted, [
        { at: 1, memberAccounts: ["a"] },
        { at: 2, memberAccounts: ["b"] },
      ]);
    });

    it("until it is added again, or perhaps added", () => {
      const [added, perhaps] = [deleting([]), deleting([])];
      added.recordAdded(["b"], now);
      perhaps.recordUnconfirmed(["b"]);
      assert.equal(recordOf(added).deleted, undefined);
      assert.equal(recordOf(perhaps).deleted, undefined);
    });

    it("until another resource turns out to have it", () => {
      const robots = deleting([{ at: now, memberAccounts: ["c"] }]);
      robots.recordReleased(["c"]);
      assert.deepEqual(recordOf(robots).deleted, [{ at: now, memberAccounts: ["b"] }]);
    });

    it("but not what it only released", () => {
      const robots = decodeRobots({ memberAccounts: ["a"] });
      robots.recordReleased(["a"]);
      assert.equal(recordOf(robots).deleted, undefined);
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
          const told = progressOf(decodeRobots(state), wanted)
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
      progressOf(decodeRobots(state), ["a", "b", "c", "d"]),
      "done: a, b; not known whether done: c, y; not added: d; not deleted: z",
    );
  });

  it("says nothing of parts that are empty", () => {
    assert.equal(progressOf(decodeRobots({ memberAccounts: ["a"] }), ["a"]), "done: a");
  });
});

describe("robots that are still there", () => {
  const listing = (given: Partial<DatedListing> = {}): DatedListing => ({
    accounts: new Set(["c"]),
    askedAt: now,
    proof: "late",
    listDelaySeconds: 60,
    ...given,
  });
  const addedAgo = (seconds: number, memberAccounts?: readonly string[]): RecordedRobots => ({
    memberAccounts: ["a", "c"],
    added: [{ at: now - seconds * 1000, ...(memberAccounts === undefined ? {} : { memberAccounts }) }],
  });
  const found = (robots: RecordedRobots, given?: Partial<DatedListing>): readonly string[] =>
    stillThere(decodeRobots(robots), listing(given)).owned;
  const recordFound = (robots: RecordedRobots, given?: Partial<DatedListing>): RecordedRobots =>
    encodeRobots(stillThere(decodeRobots(robots), listing(given)));

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
    assert.deepEqual(found(addedAgo(0), { listDelaySeconds: 0 }), ["c"]);
    assert.deepEqual(found({ memberAccounts: ["a", "c"] }), ["c"]);
    assert.deepEqual(recordFound({ ...addedAgo(61, ["a"]), memberAccounts: ["a"] }), {
      memberAccounts: [],
    });
  });

  it("are only those that an exact list shows, however lately others were added", () => {
    const robots = { ...addedAgo(0), unconfirmed: ["a", "c"] };
    assert.deepEqual(recordFound(robots, { proof: "exact" }), {
      memberAccounts: ["c"],
      added: robots.added,
    });
  });

  it("are all of them when the list proves nothing", () => {
    assert.deepEqual(found({ memberAccounts: ["a", "b"] }, { proof: "none" }), ["a", "b"]);
  });

  it("are those that were perhaps added, which stay unconfirmed until a list shows them", () => {
    const robots = { memberAccounts: ["a", "b", "c"], unconfirmed: ["a", "c"] };
    assert.deepEqual(recordFound(robots), { memberAccounts: ["a", "c"], unconfirmed: ["a"] });
  });

  it("keep what was recorded of deletions", () => {
    const deleted = [{ at: 1, memberAccounts: ["d"] }];
    assert.deepEqual(recordFound({ memberAccounts: ["c"], deleted }), {
      memberAccounts: ["c"],
      deleted,
    });
  });
});
