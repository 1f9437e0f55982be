import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Family, until } from "./processes";
import type { Run } from "./pulumi";
import { app, type Declaration, type Door, Stack, type StackOptions } from "./stack";
import { mendTornFiles } from "./torn-files";

export type Program = Readonly<Record<string, Declaration>>;

export const robots = (groupId: string, ...memberAccounts: string[]): Declaration => ({
  type: "LiveGroupRobots",
  args: { groupId, memberAccounts },
});
export const robot = (roomId: string, memberAccount: string): Declaration => ({
  type: "RoomRobot",
  args: { roomId, memberAccount },
});

export const addRobots = "group_open_avchatroom_http_svc/add_robots";
export const addRobot = "room_engine_http_srv/add_robot";
export const delRobots = "group_open_avchatroom_http_svc/del_robots";

export const programBefore: Program = {
  welcome: robots("live-1", "bot-a", "bot-b"),
  dropped: robots("live-1", "bot-gone"),
  quiz: robots("live-2", "bot-q"),
  oldName: robots("live-3", "bot-x", "bot-y"),
  minutes: robot("room-1", "bot-m"),
  timer: robot("room-1", "bot-t"),
  leaver: robot("room-2", "bot-l"),
};

/** Twelve resources: created, updated, replaced, renamed, split off, run once; and two that are no longer declared. */
export const programAfter: Program = {
  welcome: robots("live-1", "bot-b", "bot-c"),
  split: robots("live-1", "bot-a"),
  quiz: robots("live-3", "bot-q"),
  newName: robots("live-3", "bot-x", "bot-y"),
  fresh: robots("live-2", "bot-f", "bot-g"),
  minutes: robot("room-2", "bot-m"),
  clock: robot("room-1", "bot-t"),
  guide: robot("room-1", "bot-n"),
  scribe: robot("room-2", "bot-s"),
  greeter: robot("room-3", "bot-n"),
  kick: { type: "GroupMemberRemoval", args: { groupId: "team", memberAccounts: ["test-1", "test-2"] } },
  drop: { type: "FriendListDeletion", args: { fromAccount: "alice", groupNames: ["old"] } },
};

export const declaredBefore = {
  "live-1": ["bot-a", "bot-b", "bot-gone", "not-ours"],
  "live-2": ["bot-q", "not-ours"],
  "live-3": ["bot-x", "bot-y"],
  "room-1": ["bot-m", "bot-t"],
  "room-2": ["bot-l", "not-ours"],
  "room-3": [],
  team: ["bob", "test-1", "test-2"],
  alice: ["kept", "old"],
};

/** What the service has to hold in the end, of everything that robots, members and lists are in. */
export const declaredAfter = {
  "live-1": ["bot-a", "bot-b", "bot-c", "not-ours"],
  "live-2": ["bot-f", "bot-g", "not-ours"],
  "live-3": ["bot-q", "bot-x", "bot-y"],
  "room-1": ["bot-n", "bot-t"],
  "room-2": ["bot-m", "bot-s", "not-ours"],
  "room-3": ["bot-n"],
  team: ["bob"],
  alice: ["kept"],
};

function held(stack: Stack): Record<string, readonly string[]> {
  const { groups, rooms, friendLists } = stack.service;
  const robotsIn = Object.entries({ ...groups, ...rooms }).filter(([id]) => id !== "team");
  return {
    ...Object.fromEntries(robotsIn.map(([id, place]) => [id, [...place.robots].sort()])),
    team: groups.team?.members ?? [],
    alice: friendLists.alice ?? [],
  };
}

const seed = {
  groups: {
    "live-1": { type: "AVChatRoom", robots: ["not-ours"] },
    "live-2": { type: "AVChatRoom", robots: ["not-ours"] },
    "live-3": { type: "AVChatRoom" },
    team: { type: "Work", members: ["bob", "test-1", "test-2"] },
  },
  rooms: {
    "room-1": { type: "Conference" },
    "room-2": { type: "Conference", robots: ["not-ours"] },
    "room-3": { type: "Conference" },
  },
  friendLists: { alice: ["kept", "old"] },
} as const;

export const kill = (engine: number): void => {
  process.kill(engine, "SIGKILL");
};

/** A stack that has the program from before, for an `up` that is interrupted. */
export class Interrupted {
  private constructor(
    readonly stack: Stack,
    /** Brings the stack and its service back to that program. */
    readonly backToBefore: () => void,
  ) {}

  static async open(
    door: Door = "dynamic",
    before: Program = programBefore,
    world: StackOptions["seed"] = seed,
  ): Promise<Interrupted> {
    const stack = await Stack.open({ seed: world, door });
    stack.write(before);
    await stack.up();
    return new Interrupted(stack, stack.remember());
  }

  /** Strikes an `up` of the program when the moment has come; gives what came of it, with no process left. */
  async interrupt(
    program: Program | string,
    come: (family: () => Family) => boolean,
    strike: (engine: number, family: Family) => void,
  ): Promise<Run> {
    this.stack.write(program);
    const { child, ended } = this.stack.start("up", "--yes", "--skip-preview", "--json");
    const engine = child.pid ?? assert.fail("the engine did not start");
    let family = Family.of(engine);
    try {
      await until("the moment has come", () => come(() => (family = Family.of(engine))));
      family = Family.of(engine);
      strike(engine, family);
      const run = await ended;
      mendTornFiles(this.stack.stacks);
      await this.stack.assertNoSecrets(run);
      return run;
    } finally {
      assert.deepEqual(await family.leftAfter(10_000), []);
    }
  }

  /** Ends the service's bad day; what it holds stays. */
  endFaults(): void {
    const { service } = this.stack;
    this.stack.emulator.reset();
    this.stack.emulator.seed({ [app.sdkAppId]: service });
  }

  get isLocked(): boolean {
    const locks = join(this.stack.folder, "backend/.pulumi/locks");
    if (!existsSync(locks)) return false;
    return readdirSync(locks, { recursive: true, encoding: "utf8" }).some((name) => name.endsWith(".json"));
  }

  async succeed(...args: string[]): Promise<Run> {
    const run = await this.stack.start(...args).ended;
    assert.equal(run.code, 0, `pulumi ${args.join(" ")}\n${run.stdout}\n${run.stderr}`);
    return run;
  }

  /** What a user does after it: takes the lock away if there is one, and runs `up` again, to exactly this end. */
  async recover(declared: Readonly<Record<string, readonly string[]>>): Promise<Run> {
    if (this.isLocked) await this.succeed("cancel", "--yes");
    const run = await this.succeed("up", "--yes", "--skip-preview", "--json");
    assert.deepEqual(held(this.stack), declared);
    const { operations } = await this.succeed("preview", "--json", "--expect-no-changes");
    assert.deepEqual(operations, {});
    return run;
  }
}
