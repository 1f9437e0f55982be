import assert from "node:assert/strict";
import fc from "fast-check";
import { union, without } from "../../../../provider/lifecycle/batches";
import type { Dated } from "../../../../provider/lifecycle/dated";
import { type OwnedRobots, RobotSet, recentlyAdded } from "../../../../provider/lifecycle/robot-set";

const now = 1_700_000_000_000;
const delay = 60;

const account = fc.constantFrom(..."abcdefgh");
const accounts = fc.uniqueArray(account);
/** A state as a run leaves it: whoever is unconfirmed is owned. */
const before = fc.tuple(accounts, accounts).map(([owned, unconfirmed]): OwnedRobots => {
  const memberAccounts = union(owned, unconfirmed);
  return unconfirmed.length > 0 ? { memberAccounts, unconfirmed } : { memberAccounts };
});

describe("a set of robots", () => {
  it("is as declared once all that is missing is added and all that is surplus released", () => {
    fc.assert(
      fc.property(before, fc.array(account), (state, declared) => {
        const robots = new RobotSet(state, declared);
        robots.add(robots.missing);
        assert.deepEqual(robots.missing, []);
        robots.release(robots.surplus);
        assert.deepEqual(robots.surplus, []);
        const { memberAccounts, unconfirmed } = robots.state(now);
        assert.deepEqual(memberAccounts, union(declared, []));
        assert.equal(unconfirmed, undefined);
      }),
    );
  });

  it("misses what is declared and not surely there, and no more; has a surplus of what it owns beside", () => {
    fc.assert(
      fc.property(before, fc.array(account), (state, declared) => {
        const robots = new RobotSet(state, declared);
        const sure = without(state.memberAccounts, state.unconfirmed ?? []);
        assert.deepEqual(new Set(robots.missing), new Set(without(declared, sure)));
        assert.deepEqual(new Set(robots.surplus), new Set(without(state.memberAccounts, declared)));
        assert.equal(robots.changed, false);
      }),
    );
  });

  it("forgets nothing wherever its work ends", () => {
    fc.assert(
      fc.property(before, fc.array(account), accounts, accounts, (state, declared, added, perhaps) => {
        const robots = new RobotSet(state, declared);
        robots.add(added);
        robots.addPerhaps(perhaps);
        assert.equal(robots.changed, true);
        const { memberAccounts, unconfirmed = [] } = robots.state(now);
        assert.deepEqual(memberAccounts, union(union(state.memberAccounts, added), perhaps));
        assert.deepEqual(
          new Set(unconfirmed),
          new Set([...without(state.unconfirmed ?? [], added), ...perhaps]),
        );
      }),
    );
  });

  it("counts each declared robot exactly once in its progress", () => {
    fc.assert(
      fc.property(before, fc.uniqueArray(account, { minLength: 1 }), accounts, (state, declared, added) => {
        const robots = new RobotSet(state, declared);
        robots.add(without(added, []).filter((each) => declared.includes(each)));
        const parts = robots
          .progress()
          .split("; ")
          .map((part) => part.split(": "));
        const said = parts
          .filter(([label]) => label !== "not deleted")
          .flatMap(([, names = ""]) => names.split(", "));
        for (const each of declared) assert.equal(said.filter((name) => name === each).length, 1, each);
      }),
    );
  });

  it("says what is done, what is not, and what nobody knows", () => {
    const robots = new RobotSet({ memberAccounts: ["a", "z"] }, ["a", "b", "c", "d"]);
    robots.add(["b"]);
    robots.addPerhaps(["c"]);
    assert.equal(robots.progress(), "done: a, b; not known whether done: c; not added: d; not deleted: z");
  });

  it("says nothing of parts that are empty", () => {
    assert.equal(new RobotSet({ memberAccounts: ["a"] }, ["a"]).progress(), "done: a");
  });

  describe("remembers what it added", () => {
    it("without names when it added all that is declared", () => {
      const robots = new RobotSet({ memberAccounts: [] }, ["b", "a"]);
      robots.add(["a", "b"]);
      assert.deepEqual(robots.state(now), {
        memberAccounts: ["a", "b"],
        added: [{ at: now }],
      });
    });

    it("by name when it added only some", () => {
      const robots = new RobotSet({ memberAccounts: ["a"] }, ["b", "a"]);
      robots.add(["b"]);
      assert.deepEqual(robots.state(now).added, [{ at: now, memberAccounts: ["b"] }]);
    });

    it("beside what was added before, each account once, by its latest time", () => {
      const before = { memberAccounts: ["a", "b", "c"], added: [{ at: 1 }], unconfirmed: ["b"] };
      const robots = new RobotSet(before, ["a", "b", "d"]);
      robots.add(["b", "d"]);
      robots.delete(["c"]);
      assert.deepEqual(robots.state(now).added, [
        { at: 1, memberAccounts: ["a"] },
        { at: now, memberAccounts: ["b", "d"] },
      ]);
    });

    it("not at all when nothing was added", () => {
      const robots = new RobotSet({ memberAccounts: ["a", "b"] }, ["a"]);
      robots.release(["b"]);
      assert.deepEqual(robots.state(now), { memberAccounts: ["a"] });
    });
  });

  describe("remembers what it deleted", () => {
    const day = 24 * 60 * 60 * 1000;
    const deleting = (deleted: Dated[]): RobotSet => {
      const robots = new RobotSet({ memberAccounts: ["a", "b"], deleted }, ["a"]);
      robots.delete(["b"]);
      return robots;
    };

    it("beside what was deleted in the last 30 days", () => {
      const lately = { at: now - 30 * day + 1, memberAccounts: ["c"] };
      const longAgo = { at: now - 30 * day, memberAccounts: ["d"] };
      assert.deepEqual(deleting([longAgo, lately]).state(now).deleted, [
        lately,
        { at: now, memberAccounts: ["b"] },
      ]);
    });

    it("until it is added again", () => {
      const robots = deleting([]);
      robots.add(["b"]);
      assert.equal(robots.state(now).deleted, undefined);
    });

    it("until another resource turns out to have it", () => {
      const robots = deleting([{ at: now, memberAccounts: ["c"] }]);
      robots.giveBack(["c"]);
      assert.deepEqual(robots.state(now).deleted, [{ at: now, memberAccounts: ["b"] }]);
    });

    it("but not what it only let go", () => {
      const robots = new RobotSet({ memberAccounts: ["a"] }, []);
      robots.release(["a"]);
      assert.equal(robots.state(now).deleted, undefined);
    });
  });
});

describe("recentlyAdded", () => {
  const at = (age: number, memberAccounts?: readonly string[]): OwnedRobots => ({
    memberAccounts: ["a", "b"],
    added: [{ at: now - age * 1000, ...(memberAccounts === undefined ? {} : { memberAccounts }) }],
  });

  for (const { age, isRecent } of [
    { age: 0, isRecent: true },
    { age: 59, isRecent: true },
    { age: 60, isRecent: false },
    { age: -59, isRecent: true },
    { age: -60, isRecent: false },
  ]) {
    it(`takes an addition of ${age} seconds ago for ${isRecent ? "recent" : "old"}, with a delay of 60`, () => {
      assert.deepEqual(recentlyAdded(at(age, ["b"]), now, delay), new Set(isRecent ? ["b"] : []));
    });
  }

  it("takes all of the resource's robots where none are named", () => {
    assert.deepEqual(recentlyAdded(at(1), now, delay), new Set(["a", "b"]));
  });

  it("takes nothing for recent with a delay of 0, nor where nothing was recorded", () => {
    assert.deepEqual(recentlyAdded(at(0), now, 0), new Set());
    assert.deepEqual(recentlyAdded({ memberAccounts: ["a"] }, now, delay), new Set());
  });
});
