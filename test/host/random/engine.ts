import type { Resource } from "../support/host";
import { HostError, type Properties } from "../support/host-error";
import type { ResourceType } from "../support/provider-texts";
import { Dice } from "./dice";
import type { EngineHost, Kill } from "./engine-host";
import { ignoring } from "./ignore-changes";
import { type Declared, liveGroups, type Program, robotsOf } from "./program";
import { Workers } from "./workers";

interface Inputs {
  /** As `check` returned them. */
  inputs: Properties;
  /** What the program asks for: what it declares, but for what it ignores, which stays as it was asked for before. */
  wanted: Properties;
}

/** A resource in the state of the stack. */
export interface Entry extends Inputs {
  resource: Resource;
  /** A create or update of it ended half-way: the next `up` updates it, changed or not. */
  initErrors: boolean;
  /** Deleted in order to be replaced, and not created again yet: nothing is left to delete. */
  pendingReplacement: boolean;
}

/** What the engine keeps from one `up` to the next. */
export class EngineState {
  /** By type and name, which are the resource's URN here. */
  readonly live = new Map<string, Entry>();
  /** Replaced by a new one that was created first, and still to be deleted. */
  readonly condemned = new Set<Entry>();
}

export interface UpOptions {
  /** For the order of everything that has none. */
  readonly seed: number;
  readonly parallelism: number;
  /** `--refresh`. */
  readonly refresh: boolean;
  /** Whether the program now and then waits for what it has registered: a declaration that takes an output of another. */
  readonly waits: boolean;
  readonly kill: Kill | undefined;
  /** Whether some resources are replaced because somebody says so: `--replace`, or tainted. */
  readonly replaces: boolean;
  /** Whether the program also reads by `get`. */
  readonly gets: boolean;
}

/** Types whose class has the option `deleteBeforeReplace`. */
const deletedFirst: readonly ResourceType[] = ["RoomRobot"];

export interface UpResult {
  readonly ended: "done" | "failed" | "killed";
  /** Creates, updates and deletes. */
  readonly steps: number;
  /** Operations under way when the host was killed: what they did is not known. */
  readonly pending: readonly string[];
  readonly failures: readonly string[];
  /**
   * `place/account` of the robots of resources that were deleted, perhaps half-way: a delete leaves nothing in the state
   * that could tell of it.
   */
  readonly deleted: readonly string[];
  /** `place/account` of the robots of resources that were to be replaced because somebody said so. */
  readonly deletedByForce: readonly string[];
  /** `place/account` of the robots of resources that left the program between the two halves of a replacement. */
  readonly dropped: readonly string[];
  /** Everything was read anew. */
  readonly refreshed: boolean;
}

class Killed extends Error {}

export const urnOf = (type: ResourceType, name: string): string => `${type} ${name}`;

/**
 * One `pulumi up`, as far as it can be seen by a provider:
 *
 * - With `--refresh`, every resource of the state is read first; what is gone leaves the state, and a read that fails ends
 *   the `up`. What was read has no errors of a half-way create any more.
 * - Resources are registered in any order, one at a time: `check`, then `diff` for a known one with its state's outputs.
 *   The step that follows runs beside later registrations, at most `parallelism` at a time, in any order: resources here
 *   depend on nothing.
 * - No change is no call. A change, or errors of a half-way create or update, is an update. A replacement creates first and
 *   deletes the old one at the end of the `up`, unless `deleteBeforeReplace`: then the old one is deleted, and the new one
 *   created, in one chain; between the two the state says that nothing is left to delete.
 * - After all of that has succeeded, what is no longer declared and what was replaced is deleted.
 * - A step that fails ends the `up`: no new step starts, steps that are running end, no deletes follow. A create or update
 *   that failed half-way leaves its id and outputs in the state; any other failure leaves the state as it was.
 * - A host that is killed answers nothing. A create under way leaves nothing in the state, an update or delete the old
 *   state: pending operations.
 * - A resource that is to be replaced whatever it is like is checked as a new one, and no `diff` is asked for.
 * - A `get` reads by the id alone, before anything is registered.
 * - An alias finds the resource in the state under the name that it had.
 * - What a path in `ignoreChanges` leads to stays as in the last inputs, which are those of `check` in the last `up`, or of the
 *   last read that gave any. A replacement takes all from the program.
 */
export class Up {
  readonly #host: EngineHost;
  readonly #state: EngineState;
  readonly #options: UpOptions;
  readonly #dice: Dice;
  readonly #workers: Workers;
  readonly #journal: (line: string) => void;
  readonly #pending: string[] = [];
  readonly #failures: string[] = [];
  readonly #deleted: string[] = [];
  readonly #deletedByForce: string[] = [];
  readonly #dropped: string[] = [];
  readonly #seen = new Set<string>();
  #stopped = false;
  #killed = false;
  #refreshed = false;
  #steps = 0;
  #ended = 0;
  /** Not of the provider: the test itself is at fault. */
  #fault: unknown;

  constructor(host: EngineHost, state: EngineState, options: UpOptions, journal: (line: string) => void) {
    this.#host = host;
    this.#state = state;
    this.#options = options;
    this.#journal = journal;
    this.#dice = new Dice(options.seed);
    this.#workers = new Workers(options.parallelism, this.#dice);
    void host.dead.then(() => {
      this.#stopped = true;
      this.#killed = true;
    });
  }

  async run(program: Program): Promise<UpResult> {
    if (this.#options.refresh) await this.#refresh();
    if (this.#options.gets && !this.#stopped) await this.#get();
    for (const declared of this.#dice.shuffled(program)) {
      if (this.#options.waits && this.#dice.roll(2) === 0) await this.#workers.idle();
      if (this.#stopped) break;
      await this.#register(declared);
    }
    await this.#workers.idle();
    if (!this.#stopped) this.#deleteTheRest();
    await this.#workers.idle();
    const unharmed = this.#failures.length > 0 ? "failed" : "done";
    const ended = this.#killed ? "killed" : unharmed;
    await (this.#killed ? this.#host.kill() : this.#host.stop());
    if (this.#fault !== undefined) throw this.#fault;
    return {
      ended,
      steps: this.#steps,
      pending: this.#pending,
      failures: this.#failures,
      deleted: this.#deleted,
      deletedByForce: this.#deletedByForce,
      dropped: this.#dropped,
      refreshed: this.#refreshed,
    };
  }

  async #refresh(): Promise<void> {
    const { live, condemned } = this.#state;
    const read = async (what: string, entry: Entry, forget: () => void): Promise<void> => {
      if (this.#stopped) return;
      try {
        const found = await this.#ask(this.#host.read(entry.resource));
        this.#journal(`  read ${what}: ${found === undefined ? "gone" : show(found.state)}`);
        // For what is shown of the drift; its answer changes nothing.
        if (found !== undefined)
          await this.#ask(this.#host.diff({ ...entry.resource, state: found.state }, entry.inputs));
        if (found === undefined) forget();
        else Object.assign(entry, refreshed(entry, found));
      } catch (error) {
        this.#fail(`read ${what}`, error);
      }
    };
    for (const [urn, entry] of this.#dice.shuffled(live)) {
      if (!entry.pendingReplacement) this.#workers.start(() => read(urn, entry, () => live.delete(urn)));
    }
    for (const entry of this.#dice.shuffled(condemned)) {
      this.#workers.start(() => read("a replaced one", entry, () => condemned.delete(entry)));
    }
    await this.#workers.idle();
    this.#refreshed = !this.#stopped;
  }

  async #get(): Promise<void> {
    for (const id of [...liveGroups, "nowhere"]) {
      if (this.#stopped) return;
      const isThere = id !== "nowhere";
      try {
        const found = await this.#ask(this.#host.get("LiveGroupRobots", id));
        if (!isThere) throw new Error(`A get of ${id} found ${JSON.stringify(found)}.`);
      } catch (error) {
        const isRefused = error instanceof HostError && error.message.includes("cannot be read");
        if (isThere && isRefused) this.#fail(`get ${id}`, new Error(error.message));
        else if (isThere || !(error instanceof HostError)) this.#fail(`get ${id}`, error);
      }
    }
  }

  async #register({ type, name, alias, inputs: declared, ignoreChanges = [] }: Declared): Promise<void> {
    const urn = urnOf(type, name);
    this.#seen.add(urn);
    const old = this.#known(urn, alias === undefined ? undefined : urnOf(type, alias));
    const isForced = this.#options.replaces && old?.pendingReplacement === false && this.#dice.roll(3) === 0;
    try {
      const asked = ignoring(ignoreChanges, old?.inputs, declared);
      const { inputs, failures } = await this.#ask(
        this.#host.check(type, asked, isForced ? undefined : old?.inputs, name),
      );
      if (failures.length > 0) throw new Error(`The program is refused: ${JSON.stringify(failures)}`);
      const news = { inputs, wanted: ignoring(ignoreChanges, old?.wanted, declared) };
      if (old === undefined) {
        this.#start(() => this.#create(urn, type, news));
        return;
      }
      if (isForced) {
        this.#deletedByForce.push(...robotsIn(old.resource));
        this.#start(() => this.#replace(urn, old, news, deletedFirst.includes(type)));
        return;
      }
      const { changes, replaces, deleteBeforeReplace } = await this.#ask(
        this.#host.diff(old.resource, inputs),
      );
      // What replaces a resource is checked once more, as something new.
      if (replaces.length > 0) {
        const anew = await this.#ask(this.#host.check(type, declared, undefined, name));
        Object.assign(news, { inputs: anew.inputs, wanted: declared });
      }
      if (old.pendingReplacement) this.#start(() => this.#create(urn, type, news));
      else if (replaces.length > 0) this.#start(() => this.#replace(urn, old, news, deleteBeforeReplace));
      else if (changes === true || old.initErrors) this.#start(() => this.#update(urn, old, news));
      else Object.assign(old, news);
    } catch (error) {
      this.#fail(`register ${urn}`, error);
    }
  }

  /** The state's resource of this name, or of the one that it had. */
  #known(urn: string, alias: string | undefined): Entry | undefined {
    const { live } = this.#state;
    const former =
      alias === undefined || live.has(urn) || this.#seen.has(alias) ? undefined : live.get(alias);
    if (alias !== undefined && former !== undefined) {
      live.delete(alias);
      live.set(urn, former);
    }
    return live.get(urn);
  }

  #deleteTheRest(): void {
    const { live, condemned } = this.#state;
    const rest = [...live].filter(([urn]) => !this.#seen.has(urn));
    const deletions = [
      ...rest.map(([urn, entry]) => ({ urn, entry, forget: () => live.delete(urn) })),
      ...[...condemned].map((entry) => ({
        urn: `the replaced ${entry.resource.type} ${entry.resource.id}`,
        entry,
        forget: () => condemned.delete(entry),
      })),
    ];
    for (const { urn, entry, forget } of this.#dice.shuffled(deletions)) {
      if (entry.pendingReplacement) {
        this.#dropped.push(...robotsIn(entry.resource));
        forget();
      } else
        this.#start(async () => {
          if (await this.#delete(urn, entry)) forget();
        });
    }
  }

  async #create(urn: string, type: ResourceType, news: Inputs): Promise<void> {
    await this.#step(`create ${urn} ${show(news.inputs)}`, async () => {
      const resource = await this.#halfWay(type, this.#host.create(type, news.inputs), (kept) =>
        this.#save(urn, kept, news, true),
      );
      this.#save(urn, resource, news, false);
    });
  }

  async #update(urn: string, { resource: old }: Entry, news: Inputs): Promise<void> {
    await this.#step(`update ${urn} ${show(old.state)} to ${show(news.inputs)}`, async () => {
      const resource = await this.#halfWay(old.type, this.#host.update(old, news.inputs), (kept) =>
        this.#save(urn, kept, news, true),
      );
      this.#save(urn, resource, news, false);
    });
  }

  async #replace(urn: string, old: Entry, news: Inputs, deletesFirst: boolean): Promise<void> {
    const { type } = old.resource;
    if (deletesFirst) {
      if (!(await this.#delete(urn, old))) return;
      old.pendingReplacement = true;
      if (!this.#stopped) await this.#create(urn, type, news);
      return;
    }
    await this.#create(urn, type, news);
    // Also when the new one was only created half-way.
    if (this.#state.live.get(urn) !== old) this.#state.condemned.add(old);
  }

  async #delete(urn: string, { resource }: Entry): Promise<boolean> {
    let deleted = false;
    await this.#step(`delete ${urn} ${show(resource.state)}`, async () => {
      this.#deleted.push(...robotsIn(resource), ...deletedBefore(resource));
      await this.#ask(this.#host.delete(resource));
      deleted = true;
    });
    return deleted;
  }

  #save(urn: string, resource: Resource, news: Inputs, initErrors: boolean): void {
    this.#state.live.set(urn, { ...news, resource, initErrors, pendingReplacement: false });
  }

  async #halfWay(
    type: ResourceType,
    call: Promise<Resource>,
    keep: (resource: Resource) => void,
  ): Promise<Resource> {
    try {
      return await this.#ask(call);
    } catch (error) {
      if (error instanceof HostError && error.partial !== undefined) {
        this.#journal(`  kept half-way: ${show(error.partial.state)}`);
        keep({ type, id: error.partial.id, state: error.partial.state });
      }
      throw error;
    }
  }

  #start(chain: () => Promise<void>): void {
    this.#workers.start(async () => {
      if (!this.#stopped) await chain();
    });
  }

  async #step(what: string, work: () => Promise<void>): Promise<void> {
    this.#steps += 1;
    this.#journal(`  ${what}`);
    try {
      await work();
      this.#journal(`  done: ${what}`);
    } catch (error) {
      if (error instanceof Killed) this.#pending.push(what);
      this.#fail(what, error);
    }
    this.#ended += 1;
    const { kill } = this.#options;
    // With no new steps, the host is killed once those that are running have ended.
    if (kill?.moment === "between" && this.#ended >= kill.at) {
      this.#stopped = true;
      this.#killed = true;
    }
  }

  #fail(what: string, error: unknown): void {
    this.#stopped = true;
    if (error instanceof Killed) {
      this.#journal(`  under way when killed: ${what}`);
      return;
    }
    if (!(error instanceof HostError)) {
      this.#fault ??= error;
      return;
    }
    this.#failures.push(error.message);
    this.#journal(`  failed: ${what}: ${error.message}`);
  }

  /** A call of the host; a host that is killed never answers. */
  async #ask<Result>(call: Promise<Result>): Promise<Result> {
    call.catch(() => {});
    const killed = this.#host.dead.then(() => {
      throw new Killed();
    });
    killed.catch(() => {});
    return Promise.race([killed, call]);
  }
}

/** What a read leaves of an entry; without inputs of its own, those of the entry stay. */
function refreshed(
  { resource, inputs }: Entry,
  found: { readonly state: Properties; readonly inputs: Properties },
): Partial<Entry> {
  return {
    resource: { ...resource, state: found.state },
    inputs: Object.keys(found.inputs).length === 0 ? inputs : found.inputs,
    initErrors: false,
  };
}

function show({ __provider: _, ...properties }: Properties): string {
  return JSON.stringify(properties);
}

/** `place/account` of the robots that a resource has by its state. */
export function robotsIn({ type, state }: Resource): string[] {
  return robotsOf({ type, inputs: state });
}

/** What the state of a resource says that it deleted in earlier runs. */
export function deletedBefore({ type, state: { groupId, deleted, notes } }: Resource): string[] {
  if (type === "RoomRobots") {
    const rooms = Object.entries((notes ?? {}) as Record<string, { deleted?: Properties[] }>);
    return rooms.flatMap(([room, { deleted = [] }]) =>
      deleted.flatMap(({ memberAccounts }) =>
        robotsOf({ type, inputs: { rooms: { [room]: memberAccounts } } }),
      ),
    );
  }
  const all = (deleted ?? []) as Properties[];
  return all.flatMap((note) => robotsOf({ type, inputs: { groupId, ...note } }));
}
