import assert from "node:assert/strict";
import fc from "fast-check";
import type { AppSeed } from "pulumi-tencent-chat/emulator";
import { config } from "../../../host/contract/promises";
import { EngineState, Up, urnOf } from "../../../host/random/engine";
import type { Path } from "../../../host/random/ignore-changes";
import { inProcessHost } from "../../../host/random/in-process-host";
import type { Program } from "../../../host/random/program";
import type { Properties } from "../../../host/support/host-error";
import type { ResourceType } from "../../../host/support/provider-texts";
import { sdkAppId, secretKey, startWorld, type World } from "../../../host/support/world";

interface Subject {
  readonly type: ResourceType;
  readonly inputs: (list: readonly string[]) => Properties;
  /** The list among the inputs. */
  readonly at: Path;
}

const subjects: readonly Subject[] = [
  {
    type: "LiveGroupRobots",
    inputs: (memberAccounts) => ({ groupId: "live", memberAccounts }),
    at: ["memberAccounts"],
  },
  {
    type: "LiveRoomRobots",
    inputs: (memberAccounts) => ({ roomId: "hall", memberAccounts }),
    at: ["memberAccounts"],
  },
  {
    type: "RoomRobots",
    inputs: (robots) => ({ rooms: { "room-2": ["c"], "room-1": robots } }),
    at: ["rooms", "room-1"],
  },
  {
    type: "GroupMemberRemoval",
    inputs: (memberAccounts) => ({ groupId: "work", memberAccounts }),
    at: ["memberAccounts"],
  },
  {
    type: "FriendListDeletion",
    inputs: (groupNames) => ({ fromAccount: "a", groupNames }),
    at: ["groupNames"],
  },
];

const accounts = ["a", "b", "c"];
/** What only asks. */
const reading = /\/(get_\w+|account_check)$/;

const serviceWith = (robots: readonly string[] = []): AppSeed => ({
  accounts,
  groups: { live: { type: "AVChatRoom", robots }, work: { type: "Work", members: accounts } },
  rooms: {
    hall: { type: "Live", robots },
    "room-1": { type: "Conference", robots },
    "room-2": { type: "Conference", robots: ["c"] },
  },
  friendLists: { a: accounts },
});

const lists = fc.array(fc.constantFrom(...accounts), { minLength: 1, maxLength: 6 });
const runs = fc.array(fc.boolean(), { minLength: 1, maxLength: 4 });

describe("a program that ignores changes of an element of a list", () => {
  let world: World;
  before(async () => {
    world = await startWorld({ config });
  });
  after(() => world.end());

  /** One `up`. */
  async function up(state: EngineState, program: Program, refresh = false): Promise<void> {
    const host = inProcessHost(
      { ...config, sdkAppId: String(sdkAppId), secretKey, endpoint: world.emulator.url },
      { kill: undefined, timeoutSeconds: 10 },
    );
    const never = { waits: false, kill: undefined, replaces: false, gets: false };
    const options = { seed: 1, parallelism: 4, refresh, ...never };
    const { ended, failures } = await new Up(host, state, options, () => {}).run(program);
    assert.deepEqual({ ended, failures }, { ended: "done", failures: [] });
  }

  const written = (): string[] => world.log.filter((command) => !reading.test(`/${command}`));

  const programOf = ({ type, inputs, at }: Subject, list: readonly string[], ...indices: number[]) =>
    [
      { type, name: "one", inputs: inputs(list), ignoreChanges: indices.map((index) => [...at, index]) },
    ] as unknown as Program;

  for (const subject of subjects) {
    it(`changes nothing while it stays as it is, whatever the list and the index: ${subject.type}`, () =>
      fc.assert(
        fc.asyncProperty(lists, fc.nat({ max: 6 }), runs, async (list, index, refreshes) => {
          world.becomes(serviceWith());
          const state = new EngineState();
          const program = programOf(subject, list, index);
          await up(state, program);
          const before = written().length;
          for (const refresh of refreshes) await up(state, program, refresh);
          assert.deepEqual(written().slice(before), []);
          assert.deepEqual(state.live.get(urnOf(subject.type, "one"))?.inputs, subject.inputs(list));
        }),
        { numRuns: 60 },
      ));
  }

  for (const subject of subjects.slice(0, 3)) {
    it(`adds again what is gone, and deletes nothing: ${subject.type}`, () =>
      fc.assert(
        fc.asyncProperty(lists, fc.nat({ max: 6 }), fc.subarray(accounts), async (list, index, left) => {
          world.becomes(serviceWith());
          const state = new EngineState();
          const program = programOf(subject, list, index);
          await up(state, program);
          world.becomes(serviceWith(left));
          await up(state, program, true);
          assert.deepEqual(
            written().filter((command) => !/^add_robots?$/.test(command)),
            [],
          );
        }),
        { numRuns: 60 },
      ));
  }
});
