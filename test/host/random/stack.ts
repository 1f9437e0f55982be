import assert from "node:assert/strict";
import type { AppSeed, AppState, Fault } from "pulumi-tencent-chat/emulator";
import { byText } from "../../../provider/lifecycle/batches";
import type { Properties } from "../support/host-error";
import { maxAttempts, sdkAppId, secretKey, startWorld, type World } from "../support/world";
import { deletedBefore, EngineState, robotsIn, Up, type UpOptions, type UpResult, urnOf } from "./engine";
import type { EngineHost, EngineHostOptions } from "./engine-host";
import { ignoring } from "./ignore-changes";
import { inProcessHost } from "./in-process-host";
import { inProcessPlugin } from "./in-process-plugin";
import { processHost } from "./process-host";
import {
  accounts,
  type Declared,
  friendLists,
  hasOneOwnerEach,
  type Program,
  robotsOf,
  shown,
} from "./program";

/** How an `up` calls the lifecycles: by one of the two doors, in this process or in one that the engine would start. */
export type Driver = "dynamic" | "dynamic, processes" | "native" | "native, processes";

/** What nobody declared is there from the start: robots, and the people that one-shots remove. */
export interface Start {
  readonly robots: Readonly<Record<string, readonly string[]>>;
}

/**
 * Short, since some requests are made to hang; but no other request may take that long on a busy machine: what the service
 * does after its client has given up is done behind everybody's back.
 */
const faultyTimeoutSeconds = 1.5;
const calmTimeoutSeconds = 10;

/** What a refresh of these tests sees is what there is: no delay, and room robots show in the member list. */
const config = {
  maxAttempts: String(maxAttempts),
  requestsPerSecond: "10000",
  listDelaySeconds: "0",
  roomRobotsInMemberList: "true",
};

function seedOf({ robots }: Start): AppSeed {
  const room = (id: string) =>
    ({ type: "Conference", members: ["guest"], robots: robots[id] ?? [] }) as const;
  const live = (id: string) => ({ type: "AVChatRoom", robots: robots[id] ?? [] }) as const;
  return {
    groups: {
      "live-1": live("live-1"),
      "live-2": live("live-2"),
      "work-1": { type: "Public", members: [...accounts, "guest"] },
    },
    rooms: { "room-1": room("room-1"), "room-2": room("room-2") },
    friendLists: { "user-1": [...friendLists, "others"] },
  };
}

/** What one-shots list, as `place/name`. */
function removalsOf({ type, inputs }: { readonly type: string; readonly inputs: object }): string[] {
  const { groupId, memberAccounts, fromAccount, groupNames } = inputs as Record<string, string[]>;
  if (type === "GroupMemberRemoval") return memberAccounts?.map((account) => `${groupId}/${account}`) ?? [];
  if (type === "FriendListDeletion") return groupNames?.map((name) => `${fromAccount}/${name}`) ?? [];
  return [];
}

/** A stack with its program, the service that it works on, and the engine that brings the two together. */
export class Stack {
  readonly #world: World;
  readonly #driver: Driver;
  readonly #before: AppState;
  readonly #state = new EngineState();
  /** `place/account` of every robot that was ever in the state, so that taking it away is right. */
  readonly #owned = new Set<string>();
  readonly #everListed = new Set<string>();
  readonly #journal: string[] = [];
  program: Program = [];
  /** Of the `up` before the last one. */
  #former: Program = [];
  #latest: Program = [];
  /**
   * Operations were under way when a host was killed. The engine tells a person, who runs the same program again before
   * changing it.
   */
  isFrozen = false;
  /**
   * `place/account` of robots that a state has and that a delete took, or may have taken, in an `up` that did not end: no
   * state tells of it. Where the program takes the change back, they may be missing until `--refresh` brings it to light.
   */
  #forgotten: ReadonlySet<string> = new Set();
  /** Those that a replacement took which was asked for: what states note of earlier deletions does not bring them back. */
  readonly #forcedOut = new Set<string>();
  /**
   * `place/account` of robots that were deleted for a replacement, left in place by another resource that let them go for
   * the one that was to come, and then no part of any program: the engine says nothing when it drops such a resource.
   */
  readonly #dropped = new Set<string>();

  private constructor(world: World, driver: Driver) {
    this.#world = world;
    this.#driver = driver;
    this.#before = world.state;
  }

  static async start(driver: Driver, start: Start): Promise<Stack> {
    const stack = new Stack(await startWorld({ seed: seedOf(start) }), driver);
    stack.#journal.push(`At the start: ${JSON.stringify(start)}`);
    return stack;
  }

  end(): Promise<void> {
    return this.#world.end();
  }

  /** Unless what the program ignores would give a robot two owners, which no program may. */
  becomes(program: Program, how: string): void {
    const left = program.map((each) => ({
      ...each,
      inputs: ignoring(each.ignoreChanges ?? [], this.#wantedOf(each), each.inputs),
    }));
    if (!hasOneOwnerEach(program, left)) return;
    this.#journal.push(`${how}: ${shown(program)}`);
    this.program = program;
  }

  /** The program of the `up` before the last one comes back, as from version control. */
  takeBack(): void {
    this.becomes(this.#former, "take back");
  }

  addFault(fault: Fault): void {
    this.#journal.push(`fault ${JSON.stringify(fault)}`);
    this.#world.emulator.addFault(fault);
  }

  async up(options: UpOptions): Promise<void> {
    await this.#up(options, faultyTimeoutSeconds);
  }

  /**
   * After the faults have ended, one `up` brings everything to where it belongs, but for what no state can tell, which
   * one with `--refresh` mends; and the next one does nothing.
   *
   * @returns whether `--refresh` was needed
   */
  async converges(seed: number): Promise<boolean> {
    this.#endFaults();
    const calm = {
      seed,
      parallelism: 4,
      refresh: false,
      waits: false,
      kill: undefined,
      replaces: false,
      gets: false,
    };
    await this.#ends(calm);
    const isMissing = this.#forgotten.size > 0;
    if (isMissing) await this.#ends({ ...calm, refresh: true });
    const requests = this.#world.requests().length;
    const second = await this.#up(calm, calmTimeoutSeconds);
    this.#explaining(() => {
      assert.equal(second.steps, 0, "The up after the last one is to do nothing.");
      assert.equal(this.#world.requests().length, requests, "The up after the last one is to call nothing.");
    });
    return isMissing;
  }

  async #ends(options: UpOptions): Promise<void> {
    const { ended, failures } = await this.#up(options, calmTimeoutSeconds);
    this.#explaining(() => assert.equal(ended, "done", `The last up failed: ${failures}`));
  }

  async #up(options: UpOptions, timeoutSeconds: number): Promise<UpResult> {
    this.#journal.push(`up ${JSON.stringify(options)}`);
    if (this.program !== this.#latest) [this.#former, this.#latest] = [this.#latest, this.program];
    for (const each of this.program) for (const listed of removalsOf(each)) this.#everListed.add(listed);
    const host = await this.#startHost({ kill: options.kill, timeoutSeconds });
    const up = new Up(host, this.#state, options, (line) => this.#note(line));
    const result = await up.run(this.program);
    this.#journal.push(`${result.ended}; now ${JSON.stringify(this.#robotsNow())}`);
    if (result.refreshed) {
      this.#forgotten = new Set();
      this.#forcedOut.clear();
    }
    if (result.ended !== "done") for (const robot of result.deletedByForce) this.#forcedOut.add(robot);
    for (const robot of result.dropped) this.#dropped.add(robot);
    if (result.ended === "done") this.#explaining(() => this.#isAsDeclared());
    this.#forgets(result);
    this.isFrozen = result.pending.length > 0 || (this.isFrozen && result.ended !== "done");
    return result;
  }

  #forgets({ ended, deleted }: UpResult): void {
    const resources = [...this.#state.live.values(), ...this.#state.condemned].flatMap(
      ({ pendingReplacement, resource }) => (pendingReplacement ? [] : resource),
    );
    const noted = new Set(resources.flatMap(deletedBefore));
    const owned = new Set(resources.flatMap(robotsIn));
    const there = this.#robotsThere();
    const candidates = ended === "done" ? this.#forgotten : [...this.#forgotten, ...deleted];
    this.#forgotten = new Set(
      [...candidates].filter(
        (robot) => owned.has(robot) && (!noted.has(robot) || this.#forcedOut.has(robot)) && !there.has(robot),
      ),
    );
  }

  #robotsThere(): Set<string> {
    const robots = Object.entries(this.#robotsNow()).flatMap(([id, accounts]) =>
      accounts.map((account) => `${id}/${account}`),
    );
    return new Set(robots);
  }

  /** What was asked for of a resource in the last `up` that got to it. */
  #wantedOf({ type, name }: Declared): Properties | undefined {
    return this.#state.live.get(urnOf(type, name))?.wanted;
  }

  #startHost(options: EngineHostOptions): EngineHost | Promise<EngineHost> {
    const { url } = this.#world.emulator;
    const inProcess = { ...config, sdkAppId: String(sdkAppId), secretKey, endpoint: url };
    const hosts: Readonly<Record<Driver, () => EngineHost | Promise<EngineHost>>> = {
      dynamic: () => inProcessHost(inProcess, options),
      "dynamic, processes": () => processHost("dynamic", this.#world, config, options),
      native: () => inProcessPlugin(inProcess, options),
      "native, processes": () => processHost("native", this.#world, config, options),
    };
    return hosts[this.#driver]();
  }

  /** Every line may come with a change of the state. */
  #note(line: string): void {
    this.#journal.push(line);
    const entries = [...this.#state.live.values(), ...this.#state.condemned];
    for (const { resource } of entries) {
      for (const robot of robotsOf({ type: resource.type, inputs: resource.state })) this.#owned.add(robot);
    }
  }

  #endFaults(): void {
    this.#journal.push("the faults end");
    this.#world.becomes(this.#world.state);
  }

  #robotsNow(): Record<string, string[]> {
    const { groups, rooms } = this.#world.state;
    return Object.fromEntries(
      Object.entries({ ...groups, ...rooms }).map(([id, { robots }]) => [id, robots]),
    );
  }

  #isAsDeclared(): void {
    const { groups, rooms, friendLists: lists } = this.#world.state;
    const wanted = this.program.map((each) => ({ ...each, inputs: this.#wantedOf(each) ?? each.inputs }));
    const declared = new Set(wanted.flatMap(robotsOf));
    const listed = new Set(wanted.flatMap(removalsOf));
    for (const [id, { robots, members }] of Object.entries({
      ...this.#before.groups,
      ...this.#before.rooms,
    })) {
      const there = groups[id] ?? rooms[id];
      const stayed = robots.map((account) => `${id}/${account}`).filter((robot) => !this.#owned.has(robot));
      const found = (there?.robots.map((account) => `${id}/${account}`) ?? []).filter(
        (robot) => declared.has(robot) || !this.#dropped.has(robot),
      );
      const expected = [...new Set([...declared, ...stayed])].filter(
        (robot) => robot.startsWith(`${id}/`) && (!this.#forgotten.has(robot) || found.includes(robot)),
      );
      assert.deepEqual(found, expected.sort(byText), `The robots of ${id} are not as declared.`);
      this.#areRemoved(listed, id, members, there?.members ?? []);
    }
    for (const [user, names] of Object.entries(this.#before.friendLists)) {
      this.#areRemoved(listed, user, names, lists[user] ?? []);
    }
  }

  /** One-shots remove what they list, and nobody removes what none has ever listed. */
  #areRemoved(
    listed: ReadonlySet<string>,
    place: string,
    before: readonly string[],
    now: readonly string[],
  ): void {
    for (const name of before) {
      const what = `${place}/${name}`;
      if (listed.has(what)) assert.ok(!now.includes(name), `${what} is to be removed, and is there.`);
      else if (!this.#everListed.has(what)) assert.ok(now.includes(name), `${what} is to stay, and is gone.`);
    }
  }

  /** Tells a failure's story from the start. */
  #explaining(check: () => void): void {
    try {
      check();
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${this.#journal.join("\n")}\n`, { cause: error });
    }
  }
}
