import assert from "node:assert/strict";
import { endsHalfWay, failureOf } from "../support/failing";
import { type Host, outputsOf, type Resource } from "../support/host";
import type { Properties } from "../support/host-error";
import type { ResourceType } from "../support/provider-texts";
import { samples, unknown } from "../support/samples";
import { maxAttempts, startWorld, type World } from "../support/world";
import { type Row, rows, type Subject } from "./rows";

/** What the engine calls in one run. */
type Run = Pick<Host, "check" | "diff" | "create" | "read" | "update" | "delete">;

/** The way from the engine to the lifecycles. */
export interface Door {
  /** To be read after "through". */
  readonly name: string;
  /** Begins a run, which the world ends. */
  readonly begin: (world: World) => Promise<Run>;
}

/** The lists alone decide what is there: no robot counts as just added, and rooms list theirs. */
export const config = { listDelaySeconds: "0", roomRobotsInMemberList: "true" };

/** What an `up` does for one resource, from its check on. */
async function up(run: Run, type: ResourceType, inputs: Properties, old?: Resource): Promise<Resource> {
  const checked = await run.check(type, inputs, old === undefined ? {} : inputs);
  assert.deepEqual(checked.failures, []);
  const { __provider: _, ...news } = checked.inputs;
  if (old === undefined) return run.create(type, news);
  const { changes, replaces } = await run.diff(old, news);
  assert.deepEqual(replaces, []);
  return changes === true ? run.update(old, news) : old;
}

/** Those of the outputs that the program declares. */
function declaredOf({ inputs }: Subject, resource: Resource): Properties {
  return Object.fromEntries(
    Object.entries(outputsOf(resource)).filter(([property]) => Object.hasOwn(inputs, property)),
  );
}

/** The runs of one stack, for one test after the other. */
class Stage {
  readonly #door: Door;
  #world: World | undefined;
  #runs: Promise<Run>[] = [];
  #subjects = 0;

  constructor(door: Door) {
    this.#door = door;
  }

  async open(): Promise<void> {
    this.#world = await startWorld({ config });
  }

  async close(): Promise<void> {
    // What the runs have said is searched for secrets here.
    await this.#world?.end();
  }

  get world(): World {
    return this.#world ?? assert.fail("The world is there once the tests run.");
  }

  /** The run of that number, a process of its own. The tests share them: each is about things of its own. */
  run(at: number): Promise<Run> {
    this.#runs[at] ??= this.#door.begin(this.world);
    return this.#runs[at];
  }

  /** Runs that have asked nothing yet. */
  anew(): void {
    this.#runs = [];
  }

  /** A resource for one test, in a service that holds what is picked. */
  given({ subject }: Row, pick: "before" | "there" = "before"): { one: Subject; world: World } {
    this.#subjects += 1;
    const one = subject(String(this.#subjects));
    this.world.becomes(one[pick]);
    return { one, world: this.world };
  }
}

/** What every resource promises, through one door; what is a resource's own is in the test of its name. */
export function promises(door: Door): void {
  describe(`what every resource promises, through ${door.name}`, () => {
    const stage = new Stage(door);
    before(() => stage.open());
    after(() => stage.close());
    for (const row of rows) describe(row.type, () => keeps(row, stage));
  });
}

function keeps(row: Row, stage: Stage): void {
  const { type, does, lives, refuses } = row;
  const run = (at: number): Promise<Run> => stage.run(at);
  const created = async (one: Subject): Promise<Resource> => up(await run(0), type, one.inputs);
  const lose = (kind: "resetBefore" | "resetAfter", times = maxAttempts): void =>
    stage.world.emulator.addFault({ command: does, kind, times });
  /** Before a test that reads: a run keeps the list of all for a while. */
  const reading = (): void => {
    if (row.isListedWithAll === true) stage.anew();
  };

  it("does what it declares, and finds neither drift nor a change right after it", async () => {
    reading();
    const { one, world } = stage.given(row);
    const resource = await created(one);
    if (typeof one.id === "string") assert.equal(resource.id, one.id);
    else assert.match(resource.id, one.id);
    assert.deepEqual(declaredOf(one, resource), one.inputs);
    assert.ok(one.isDone(world.state) && one.spares(world.state));
    const read = await (await run(1)).read(resource);
    assert.deepEqual(read?.state, resource.state);
    const sent = world.requests().length;
    assert.equal(await up(await run(2), type, one.inputs, resource), resource);
    assert.equal(world.requests().length, sent);
  });

  it("takes unknown values for any of its inputs, in check as in diff", async () => {
    const { one, world } = stage.given(row);
    const resource = await created(one);
    const sent = world.requests().length;
    const all = samples[type];
    for (const property of Object.keys(all)) {
      const checked = await (await run(1)).check(type, { ...all, [property]: unknown });
      assert.deepEqual([checked.failures, checked.inputs[property]], [[], unknown]);
    }
    const nothing = Object.fromEntries(Object.keys(all).map((property) => [property, unknown]));
    assert.equal((await (await run(1)).diff(resource, nothing)).changes, true);
    assert.equal(world.requests().length, sent);
  });

  if (refuses === undefined) {
    it("adopts what is there, and spares what belongs to others, to its end", async () => {
      const { one, world } = stage.given(row, "there");
      const resource = await created(one);
      assert.ok(one.isDone(world.state));
      await (await run(1)).delete(resource);
      assert.equal(one.isDone(world.state), lives === undefined);
      assert.ok(one.spares(world.state));
    });
  } else {
    it("refuses what is there, says what to do, and leaves it alone", async () => {
      const { one, world } = stage.given(row, "there");
      const { state } = world;
      const failure = await failureOf(created(one));
      assert.equal(failure.partial, undefined);
      assert.match(failure.message, refuses);
      assert.deepEqual(world.state, state);
    });
  }

  it("is deleted with success where it is gone already", async () => {
    const { one, world } = stage.given(row);
    const resource = await created(one);
    for (const [at, seed] of one.gone.entries()) {
      world.becomes(seed);
      const { state } = world;
      await (await run(at + 1)).delete(resource);
      assert.deepEqual(world.state, state);
    }
  });

  it("keeps nothing when the service refuses it, and tells why", async () => {
    const { one, world } = stage.given(row);
    const { state } = world;
    world.emulator.addFault({ command: does, kind: "errorCode", errorCode: 60020 });
    const failure = await failureOf(created(one));
    assert.equal(failure.partial, undefined);
    assert.match(failure.message, new RegExp(`${does}: error 60020, no plan.*\\(1 attempt[,)]`));
    assert.deepEqual(world.state, state);
  });

  it("succeeds when only the first answer is lost", async () => {
    const { one, world } = stage.given(row);
    lose("resetAfter", maxAttempts - 1);
    const resource = await created(one);
    assert.ok(one.isDone(world.state) && one.spares(world.state));
    assert.equal(await up(await run(1), type, one.inputs, resource), resource);
  });

  it("fails when a program reads it by its id and it is not there, and says which one", async () => {
    reading();
    const { one, world } = stage.given(row);
    const { id, state } = await created(one);
    world.becomes({});
    const provider = "__provider" in state ? { __provider: state.__provider } : {};
    // A program reads robots of many rooms by what it would declare of them.
    const readBy = type === "RoomRobots" ? JSON.stringify(one.inputs.rooms) : id;
    const resource = { type, id: readBy, state: provider };
    const { message } = await failureOf((await run(1)).read(resource));
    assert.ok(message.startsWith(`A ${type} with the id "${readBy}" cannot be read`), message);
  });

  if (lives === undefined) {
    it("keeps nothing when every answer is lost, and does its work in the next up", async () => {
      const { one, world } = stage.given(row);
      lose("resetBefore");
      assert.equal((await failureOf(created(one))).partial, undefined);
      await up(await run(1), type, one.inputs);
      assert.ok(one.isDone(world.state) && one.spares(world.state));
    });

    it("calls nothing when it is read or deleted", async () => {
      const { one, world } = stage.given(row);
      const resource = await created(one);
      const sent = world.requests().length;
      assert.deepEqual((await (await run(1)).read(resource))?.state, resource.state);
      await (await run(1)).delete(resource);
      assert.equal(world.requests().length, sent);
    });
    return;
  }

  it("is found gone by a refresh, and only then", async () => {
    reading();
    const { one, world } = stage.given(row);
    const resource = await created(one);
    for (const [at, seed] of one.gone.entries()) {
      world.becomes(seed);
      assert.equal(await (await run(at + 1)).read(resource), undefined);
    }
  });

  it("forgets nothing while the service is down, and goes on once it is back", async () => {
    reading();
    const { one, world } = stage.given(row);
    const resource = await created(one);
    const down = (): void => world.emulator.addFault({ command: "*", kind: "status", times: 100 });
    down();
    const next = await run(1);
    assert.match((await failureOf(next.read(resource))).message, new RegExp(`${lives.read}: .*HTTP 502`));
    assert.match((await failureOf(next.delete(resource))).message, /HTTP 502/);
    world.emulator.clearFaults();
    assert.deepEqual((await (await run(2)).read(resource))?.state, resource.state);
    world.emulator.addFault({ command: lives.undo, kind: "resetBefore", times: maxAttempts });
    assert.match(
      (await failureOf(next.delete(resource))).message,
      new RegExp(`${lives.undo}: the connection broke`),
    );
    await next.delete(resource);
    assert.ok(!one.isDone(world.state) && one.spares(world.state));
  });

  for (const kind of ["resetBefore", "resetAfter"] as const) {
    const lost = async (one: Subject): Promise<Resource> => {
      lose(kind);
      const { resource, message } = await endsHalfWay(type, created(one));
      assert.deepEqual(outputsOf(resource), { ...one.inputs, ...one.unconfirmed });
      assert.match(message, new RegExp(`${does}: the connection broke .*\\(${maxAttempts} attempts\\)`));
      assert.match(message, /next `pulumi up`/);
      stage.world.emulator.clearFaults();
      return resource;
    };
    const what = kind === "resetBefore" ? "of work that was not done" : "of work that was done";

    it(`records that the answer was lost ${what}, and the next up mends it`, async () => {
      const { one, world } = stage.given(row);
      const resource = await lost(one);
      const mended = await up(await run(1), type, one.inputs, resource);
      assert.notEqual(mended, resource);
      assert.deepEqual(declaredOf(one, mended), one.inputs);
      assert.doesNotMatch(JSON.stringify(mended.state), /unconfirmed/);
      assert.ok(one.isDone(world.state) && one.spares(world.state));
      assert.equal(await up(await run(2), type, one.inputs, mended), mended);
    });

    it(`can be destroyed at once when the answer was lost ${what}`, async () => {
      const { one, world } = stage.given(row);
      await (await run(1)).delete(await lost(one));
      assert.ok(!one.isDone(world.state) && one.spares(world.state));
    });
  }

  if (refuses !== undefined) return;

  it("stays where it is when it has another name in the program: the delete of the old one calls nothing", async () => {
    const { one, world } = stage.given(row);
    const old = await created(one);
    const next = await run(1);
    await up(next, type, one.inputs);
    const sent = world.requests().length;
    await next.delete(old);
    assert.equal(world.requests().length, sent);
    assert.ok(one.isDone(world.state));
  });

  it("stays where it is when another resource declares it already, and sees no call in this run but its check", async () => {
    const { one, world } = stage.given(row);
    const resource = await created(one);
    const next = await run(1);
    await up(next, type, one.inputs, resource);
    await next.delete(resource);
    assert.ok(one.isDone(world.state));
  });
}
