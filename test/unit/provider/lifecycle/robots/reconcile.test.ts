import assert from "node:assert/strict";
import fc from "fast-check";
import { union, without } from "../../../../../provider/lifecycle/batches";
import { consequences, type Status } from "../../../../../provider/lifecycle/robots/ledger";
import { type Plan, plan } from "../../../../../provider/lifecycle/robots/reconcile";
import { decodeRobots, RobotSet } from "../../../../../provider/lifecycle/robots/robot-set";

const all = [..."abcdefgh"];
const now = 1_700_000_000_000;

const accounts = fc.subarray(all);
const statuses = fc
  .array(fc.constantFrom(...(Object.keys(consequences) as Status[])), { minLength: 8, maxLength: 8 })
  .map((drawn) => new Map(all.map((account, at) => [account, drawn[at] as Status])));

/** A state as a run leaves it: whoever is unconfirmed is owned, and nobody who is owned counts as deleted. */
const before = fc.tuple(accounts, accounts, accounts).map(([owned, unconfirmed, gone]): RobotSet => {
  const memberAccounts = union(owned, unconfirmed);
  const deleted = [{ at: now - 1, memberAccounts: without(gone, memberAccounts) }];
  return decodeRobots({ memberAccounts, deleted, unconfirmed });
});

const owning = (...memberAccounts: string[]): RobotSet => decodeRobots({ memberAccounts });

type Case = readonly [before: RobotSet, wanted: readonly string[], statuses: ReadonlyMap<string, Status>];

const planOf = ([robots, wanted, known]: Case): Plan =>
  plan(robots, wanted, (account) => known.get(account) ?? "free");

/** What becomes of the state and of the ledger when all requests of a plan succeed. */
function carriedOut([before, wanted, known]: Case): Case {
  const todo = planOf([before, wanted, known]);
  const robots = new RobotSet(before);
  robots.recordReleased([...todo.leave, ...todo.restore]);
  robots.recordDeleted([...todo.forget, ...todo.remove], now);
  robots.recordAdded(todo.add, now);
  const after = new Map(known);
  for (const account of [...todo.add, ...todo.restore]) after.set(account, "present");
  for (const account of todo.remove) after.set(account, "deleted");
  return [robots.toKeep(wanted, now), wanted, after];
}

function always(law: (each: Case) => void): void {
  fc.assert(fc.property(before, accounts, statuses, (...each) => law(each)));
}

describe("the plan of a reconciliation", () => {
  it("has nothing to do for a resource that has nothing and wants nothing, whatever others have", () => {
    fc.assert(
      fc.property(statuses, (known) => {
        const todo = planOf([new RobotSet(), [], known]);
        assert.deepEqual(Object.values(todo).flat(), []);
      }),
    );
  });

  it("has nothing to do for a resource that surely has what it wants, while nobody else deleted any of it", () => {
    always(([, wanted, known]) => {
      const sound = new Map(
        [...known].map(([account, status]): [string, Status] =>
          ["deleted", "suspect"].includes(status) ? [account, "kept"] : [account, status],
        ),
      );
      const { add, restore, remove } = planOf([owning(...wanted), wanted, sound]);
      assert.deepEqual([...add, ...restore, ...remove], []);
    });
  });

  it("never removes what another resource keeps or made sure of, nor what is gone", () => {
    always((each) => {
      for (const account of planOf(each).remove) assert.equal(each[2].get(account), "free", account);
    });
  });

  it("removes nothing that the resource does not own, or that it wants", () => {
    always((each) => {
      const { remove, leave, forget } = planOf(each);
      assert.deepEqual(without(remove, without(each[0].owned, each[1])), []);
      assert.deepEqual(without([...leave, ...forget], each[1]), [...leave, ...forget]);
    });
  });

  it("restores only what another resource has, and nothing that the resource wants for itself", () => {
    always((each) => {
      for (const account of planOf(each).restore) {
        assert.match(each[2].get(account) ?? "", /^(suspect|kept)$/);
        assert.ok(!each[1].includes(account), account);
      }
    });
  });

  it("adds all that is wanted and not surely there, and nothing that is not wanted", () => {
    always((each) => {
      const [{ owned, unconfirmed }, wanted] = each;
      const { add } = planOf(each);
      const certain = without(owned, unconfirmed);
      assert.deepEqual(without(without(wanted, certain), add), []);
      assert.deepEqual(without(add, wanted), []);
    });
  });

  it("adds again what the resource has by its state and another one deleted, or may have deleted", () => {
    always((each) => {
      const { add } = planOf(each);
      for (const account of each[1]) {
        const isInDoubt = ["deleted", "suspect"].includes(each[2].get(account) ?? "");
        if (isInDoubt) assert.ok(add.includes(account), account);
      }
    });
  });

  it("has each account in one list at most, and once", () => {
    always((each) => {
      const listed = Object.values(planOf(each)).flat();
      assert.equal(new Set(listed).size, listed.length);
    });
  });

  it("leaves nothing to do once it was carried out, and a state of what is wanted", () => {
    always((each) => {
      const after = carriedOut(each);
      assert.deepEqual(Object.values(planOf(after)).flat(), []);
      assert.deepEqual(after[0].owned, each[1]);
      assert.deepEqual(after[0].unconfirmed, []);
    });
  });

  it("changes none of its arguments", () => {
    always((each) => {
      const entries = () => each.map((part) => [...part.entries()]);
      const before = structuredClone(entries());
      planOf(each);
      assert.deepEqual(entries(), before);
    });
  });

  for (const { status, does } of [
    { status: "present", does: "leave" },
    { status: "deleted", does: "forget" },
    { status: "suspect", does: "restore" },
    { status: "kept", does: "restore" },
    { status: "free", does: "remove" },
  ] as const) {
    it(`has a robot that is ${status} under ${does} when the resource no longer wants it`, () => {
      const todo = plan(owning("a"), [], () => status);
      assert.deepEqual({ ...todo, [does]: [] }, { add: [], restore: [], remove: [], leave: [], forget: [] });
      assert.deepEqual(todo[does], ["a"]);
    });
  }

  for (const { status, does } of [
    { status: "suspect", does: "restore" },
    { status: "present", does: "leave" },
  ] as const) {
    it(`has a robot that is ${status} under ${does} when the resource deleted it in an earlier run`, () => {
      const robots = new RobotSet([["a", { deletedAt: 1 }]]);
      assert.deepEqual(plan(robots, [], () => status)[does], ["a"]);
      assert.deepEqual(plan(robots, ["a"], () => status)[does], []);
    });
  }
});
