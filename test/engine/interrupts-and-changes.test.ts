import assert from "node:assert/strict";
import {
  addRobot,
  addRobots,
  declaredAfter,
  declaredBefore,
  delRobots,
  Interrupted,
  kill,
  type Program,
  programAfter,
  programBefore,
  robot,
  robots,
} from "./support/interrupted";
import type { Run } from "./support/pulumi";
import { declaring, type Stack } from "./support/stack";

describe("an up that is interrupted, and a program that is changed then", () => {
  let up: Interrupted;
  let stack: Stack;

  before(async () => {
    up = await Interrupted.open();
    stack = up.stack;
  });

  beforeEach(() => up.backToBefore());

  after(() => stack.close());

  it("leaves creates noted as pending, of which every up warns, until refresh --clear-pending-creates", async () => {
    stack.emulator.addFault({ command: addRobot, kind: "latency", milliseconds: 2000, times: 9 });
    await up.interrupt(
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

    assert.match(warningsOf(await up.recover(declared)), warned);
    assert.match(warningsOf(await up.recover(declared)), warned);
    assert.deepEqual(pending(), ["creating guide"]);
    await up.succeed("refresh", "--yes", "--skip-preview", "--json", "--clear-pending-creates");
    assert.deepEqual(pending(), []);
    assert.doesNotMatch(warningsOf(await up.recover(declared)), warned);
  });

  it("leaves nothing behind of what it had created and stored when the program declares that no more", async () => {
    const { greeter: _1, fresh: _2, ...rest } = programAfter;
    stack.emulator.addFault({ command: delRobots, kind: "latency", milliseconds: 2000, skip: 1 });
    await up.interrupt(
      programAfter,
      () => stack.stored("greeter") !== undefined && stack.stored("fresh") !== undefined,
      kill,
    );
    stack.write(rest);
    await up.recover({ ...declaredAfter, "live-2": ["not-ours"], "room-3": [] });
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
    await up.interrupt(
      renamed,
      () => stack.stored("newName") !== undefined && stack.stored("clock") !== undefined,
      kill,
    );
    up.endFaults();
    const run = await up.recover({ ...declaredBefore, "room-3": ["bot-z"] });
    assert.deepEqual(run.operations, { oldName: ["delete"], timer: ["delete"], last: ["create"] });
  });

  it("leaves a robot where it was moved to when it ended before its first owner let it go", async () => {
    // Whichever of the two the engine takes up first in the next run: the second runs have them in both orders.
    for (const names of [
      ["welcome", "split"],
      ["split", "welcome"],
    ]) {
      up.backToBefore();
      const { welcome: _1, ...others } = programBefore;
      // The first owner comes second, or it would wait for its answer while the new one waits for the group.
      const moving = `${declaring(others)}
        const split = new chat.LiveGroupRobots("split", { groupId: "live-1", memberAccounts: ["bot-a"] });
        const welcome = { groupId: "live-1", memberAccounts: ["bot-b"] };
        new chat.LiveGroupRobots("welcome", welcome, { dependsOn: split });`;
      stack.emulator.addFault({ command: delRobots, kind: "hang", times: 9 });
      await up.interrupt(moving, () => stack.stored("split") !== undefined, kill);
      const moved: Program = {
        ...others,
        split: robots("live-1", "bot-a"),
        welcome: robots("live-1", "bot-b"),
      };
      const rest = Object.entries(moved).filter(([name]) => !names.includes(name));
      stack.write(Object.fromEntries([...names.map((name) => [name, moved[name]]), ...rest]) as Program);
      up.endFaults();
      await up.recover(declaredBefore);
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
      await up.succeed("up", "--yes", "--skip-preview", "--json");

      for (const [one, other] of [
        ["two", "one"],
        ["one", "two"],
      ] as const) {
        // The first resource is done with it, and the second one's request is never answered.
        stack.emulator.addFault({ command: add, kind: "hang", skip: 1, times: 9 });
        await up.interrupt(swapping(one, other), firstHas(one), kill);
        up.endFaults();
        if (up.isLocked) await up.succeed("cancel", "--yes");
      }
      await up.recover({ ...declaredBefore, [place]: [...declaredBefore[place], "one", "two"].sort() });
    });
  }
});
