import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Family, until } from "./support/processes";
import type { Run } from "./support/pulumi";
import { app, type Declaration, declaring, Stack } from "./support/stack";
import { mendTornFiles } from "./support/torn-files";

type Program = Readonly<Record<string, Declaration>>;

const robots = (groupId: string, ...memberAccounts: string[]): Declaration => ({
  type: "LiveGroupRobots",
  args: { groupId, memberAccounts },
});
const robot = (roomId: string, memberAccount: string): Declaration => ({
  type: "RoomRobot",
  args: { roomId, memberAccount },
});

const addRobots = "group_open_avchatroom_http_svc/add_robots";
const addRobot = "room_engine_http_srv/add_robot";
const delRobots = "group_open_avchatroom_http_svc/del_robots";

const programBefore: Program = {
  welcome: robots("live-1", "bot-a", "bot-b"),
  dropped: robots("live-1", "bot-gone"),
  quiz: robots("live-2", "bot-q"),
  oldName: robots("live-3", "bot-x", "bot-y"),
  minutes: robot("room-1", "bot-m"),
  timer: robot("room-1", "bot-t"),
  leaver: robot("room-2", "bot-l"),
};

/** Twelve resources: created, updated, replaced, renamed, split off, run once; and two that are no longer declared. */
const programAfter: Program = {
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

const declaredBefore = {
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
const declaredAfter = {
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

const isHost = /pulumi-resource-pulumi-nodejs|cmd\/dynamic-provider/;
const answered = (stack: Stack): number =>
  stack.emulator.requests().filter(({ errorCode }) => errorCode !== null).length;

/** When the blow falls, by what the service has been asked. */
const moments = {
  "before its first request": {
    prepare: () => {},
    come: (_stack: Stack, family: () => Family) => family().find(isHost) !== undefined,
  },
  "with requests on the wire": {
    prepare: (stack: Stack) =>
      stack.emulator.addFault({ command: "*", kind: "latency", milliseconds: 1500, skip: 5, times: 4 }),
    come: (stack: Stack) => stack.emulator.requests().length > 5,
  },
  "right after an answer": {
    prepare: (stack: Stack) =>
      stack.emulator.addFault({ command: "*", kind: "latency", milliseconds: 300, skip: 8, times: 4 }),
    come: (stack: Stack) => answered(stack) > 8,
  },
};

const kill = (engine: number): void => {
  process.kill(engine, "SIGKILL");
};

const blows: Readonly<Record<string, (engine: number, family: Family) => void>> = {
  "the engine gets SIGINT": (engine) => process.kill(engine, "SIGINT"),
  "the engine gets SIGTERM": (engine) => process.kill(engine, "SIGTERM"),
  "the engine is killed": kill,
  "the provider host is killed": (_engine, family) => {
    const { pid } = family.find(isHost) ?? assert.fail("there is no provider host");
    process.kill(pid, "SIGKILL");
  },
};

describe("an up that is interrupted", () => {
  let stack: Stack;
  let backToBefore: () => void;

  before(async () => {
    stack = await Stack.open({
      seed: {
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
      },
    });
    stack.write(programBefore);
    await stack.up();
    backToBefore = stack.remember();
  });

  beforeEach(() => backToBefore());

  after(() => stack.close());

  /** Strikes an `up` of the program when the moment has come; gives what came of it, with no process left. */
  async function interrupt(
    program: Program | string,
    come: (family: () => Family) => boolean,
    strike: (engine: number, family: Family) => void,
  ): Promise<Run> {
    stack.write(program);
    const { child, ended } = stack.start("up", "--yes", "--skip-preview", "--json");
    const engine = child.pid ?? assert.fail("the engine did not start");
    let family = Family.of(engine);
    try {
      await until("the moment has come", () => come(() => (family = Family.of(engine))));
      family = Family.of(engine);
      strike(engine, family);
      const run = await ended;
      mendTornFiles(stack.stacks);
      await stack.assertNoSecrets(run);
      return run;
    } finally {
      assert.deepEqual(await family.leftAfter(10_000), []);
    }
  }

  /** Ends the service's bad day; what it holds stays. */
  function endFaults(): void {
    const { service } = stack;
    stack.emulator.reset();
    stack.emulator.seed({ [app.sdkAppId]: service });
  }

  const isLocked = (): boolean => {
    const locks = join(stack.folder, "backend/.pulumi/locks");
    if (!existsSync(locks)) return false;
    return readdirSync(locks, { recursive: true, encoding: "utf8" }).some((name) => name.endsWith(".json"));
  };

  async function succeed(...args: string[]): Promise<Run> {
    const run = await stack.start(...args).ended;
    assert.equal(run.code, 0, `pulumi ${args.join(" ")}\n${run.stdout}\n${run.stderr}`);
    return run;
  }

  /** What a user does after it: takes the lock away if there is one, and runs `up` again, to exactly this end. */
  async function recover(declared: Readonly<Record<string, readonly string[]>>): Promise<Run> {
    if (isLocked()) await succeed("cancel", "--yes");
    const run = await succeed("up", "--yes", "--skip-preview", "--json");
    assert.deepEqual(held(stack), declared);
    const { operations } = await succeed("preview", "--json", "--expect-no-changes");
    assert.deepEqual(operations, {});
    return run;
  }

  for (const [blow, strike] of Object.entries(blows)) {
    for (const [moment, { prepare, come }] of Object.entries(moments)) {
      it(`is completed by the next up when ${blow} ${moment}`, async () => {
        prepare(stack);
        await interrupt(programAfter, (family) => come(stack, family), strike);
        // Only an engine that could not end by itself leaves its lock.
        assert.equal(isLocked(), strike === kill);
        await recover(declaredAfter);
      });
    }
  }

  for (const torn of ["test.json.attrs", "test.json"]) {
    it(`goes on by the steps of the page when the kill fell into the writing of ${torn}`, async () => {
      stack.write(programBefore);
      await stack.up();
      writeFileSync(join(stack.stacks, torn), "");
      assert.match(await stack.fail("up", "--yes", "--skip-preview", "--json"), /failed to load checkpoint/);
      assert.deepEqual(mendTornFiles(stack.stacks), [torn]);
      stack.write(programAfter);
      await recover(declaredAfter);
    });
  }

  it("keeps the lock when the engine is killed, and says so to the next up until pulumi cancel", async () => {
    moments["with requests on the wire"].prepare(stack);
    await interrupt(programAfter, () => moments["with requests on the wire"].come(stack), kill);
    assert.match(
      await stack.fail("up", "--yes", "--skip-preview", "--json"),
      /locked by 1 lock.*pulumi cancel/s,
    );
    await stack.succeed("cancel", "--yes");
    await recover(declaredAfter);
  });

  it("leaves creates noted as pending, of which every up warns, until refresh --clear-pending-creates", async () => {
    stack.emulator.addFault({ command: addRobot, kind: "latency", milliseconds: 2000, times: 9 });
    await interrupt(
      { ...programBefore, guide: robot("room-1", "bot-n") },
      () => stack.emulator.requests().length > 0,
      kill,
    );
    const pending = (): string[] =>
      stack.state.pending.map(({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`);
    assert.deepEqual(pending(), ["creating guide"]);
    const declared = { ...declaredBefore, "room-1": ["bot-m", "bot-n", "bot-t"] };
    const warned = /1 pending operations from previous deployment/;
    const warningsOf = ({ diagnostics }: Run): string =>
      diagnostics.map(({ severity, message }) => `${severity}: ${message}`).join("\n");

    assert.match(warningsOf(await recover(declared)), warned);
    assert.match(warningsOf(await recover(declared)), warned);
    assert.deepEqual(pending(), ["creating guide"]);
    await succeed("refresh", "--yes", "--skip-preview", "--json", "--clear-pending-creates");
    assert.deepEqual(pending(), []);
    assert.doesNotMatch(warningsOf(await recover(declared)), warned);
  });

  it("leaves nothing behind of what it had created and stored when the program declares that no more", async () => {
    const { greeter: _1, fresh: _2, ...rest } = programAfter;
    stack.emulator.addFault({ command: delRobots, kind: "latency", milliseconds: 2000, skip: 1 });
    await interrupt(
      programAfter,
      () => stack.stored("greeter") !== undefined && stack.stored("fresh") !== undefined,
      kill,
    );
    stack.write(rest);
    await recover({ ...declaredAfter, "live-2": ["not-ours"], "room-3": [] });
  });

  it("leaves the robots to a resource's new name when it ended before the old one was deleted", async () => {
    const { oldName: _1, timer: _2, ...rest } = programBefore;
    const renamed = `${declaring(rest)}
      const newName = new chat.LiveGroupRobots("newName", ${JSON.stringify(robots("live-3", "bot-x", "bot-y").args)});
      const clock = new chat.RoomRobot("clock", ${JSON.stringify(robot("room-1", "bot-t").args)});
      const last = ${JSON.stringify(robot("room-3", "bot-z").args)};
      new chat.RoomRobot("last", last, { dependsOn: [newName, clock] });`;
    // The engine deletes when all creates are done, so the last of these holds it up.
    stack.emulator.addFault({ command: addRobot, kind: "hang", skip: 1, times: 9 });
    await interrupt(
      renamed,
      () => stack.stored("newName") !== undefined && stack.stored("clock") !== undefined,
      kill,
    );
    endFaults();
    const run = await recover({ ...declaredBefore, "room-3": ["bot-z"] });
    assert.deepEqual(run.operations, { oldName: ["delete"], timer: ["delete"], last: ["create"] });
  });

  it("leaves a robot where it was moved to when it ended before its first owner let it go", async () => {
    // Whichever of the two the engine takes up first in the next run: the second runs have them in both orders.
    for (const names of [
      ["welcome", "split"],
      ["split", "welcome"],
    ]) {
      backToBefore();
      const { welcome: _1, ...others } = programBefore;
      // The first owner comes second, or it would wait for its answer while the new one waits for the group.
      const moving = `${declaring(others)}
        const split = new chat.LiveGroupRobots("split", { groupId: "live-1", memberAccounts: ["bot-a"] });
        const welcome = { groupId: "live-1", memberAccounts: ["bot-b"] };
        new chat.LiveGroupRobots("welcome", welcome, { dependsOn: split });`;
      stack.emulator.addFault({ command: delRobots, kind: "hang", times: 9 });
      await interrupt(moving, () => stack.stored("split") !== undefined, kill);
      const moved: Program = {
        ...others,
        split: robots("live-1", "bot-a"),
        welcome: robots("live-1", "bot-b"),
      };
      const rest = Object.entries(moved).filter(([name]) => !names.includes(name));
      stack.write(Object.fromEntries([...names.map((name) => [name, moved[name]]), ...rest]) as Program);
      endFaults();
      await recover(declaredBefore);
    }
  });

  const swaps = {
    LiveGroupRobots: {
      place: "live-2",
      of: (account: string) => robots("live-2", account),
      add: addRobots,
    },
    RoomRobot: {
      place: "room-2",
      of: (account: string) => robot("room-2", account),
      add: addRobot,
    },
  } as const;

  for (const [type, { place, of, add }] of Object.entries(swaps)) {
    it(`ends as declared when a swap of two ${type} is interrupted, taken back, and interrupted again`, async () => {
      const declaration = (name: string, account: string, options: string): string =>
        `new chat.${type}("${name}", ${JSON.stringify(of(account).args)}, ${options})`;
      const swapping = (one: string, other: string): string =>
        `${declaring(programBefore)}
        const first = ${declaration("first", one, "{}")};
        ${declaration("second", other, "{ dependsOn: first }")};`;
      const firstHas = (account: string) => (): boolean =>
        JSON.stringify(stack.stored("first")?.outputs ?? {}).includes(`"${account}"`);
      stack.write(swapping("one", "two"));
      await succeed("up", "--yes", "--skip-preview", "--json");

      for (const [one, other] of [
        ["two", "one"],
        ["one", "two"],
      ] as const) {
        // The first resource is done with it, and the second one's request is never answered.
        stack.emulator.addFault({ command: add, kind: "hang", skip: 1, times: 9 });
        await interrupt(swapping(one, other), firstHas(one), kill);
        endFaults();
        if (isLocked()) await succeed("cancel", "--yes");
      }
      await recover({ ...declaredBefore, [place]: [...declaredBefore[place], "one", "two"].sort() });
    });
  }
});
