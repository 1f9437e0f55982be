import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readConfiguration } from "../../../../../provider/configuration/configuration";
import { Context } from "../../../../../provider/lifecycle/context";
import { Ledger } from "../../../../../provider/lifecycle/robots/ledger";
import { liveGroupRobots, liveRoomRobots } from "../../../../../provider/lifecycle/robots/live-robots";
import { roomRobot } from "../../../../../provider/lifecycle/robots/room-robot";
import { roomRobots } from "../../../../../provider/lifecycle/robots/room-robots";

type Properties = Readonly<Record<string, unknown>>;

/** What the engine asks, of whichever type. */
interface Calls {
  check(olds: never, news: never): Promise<{ inputs?: object }>;
  diff(id: string, olds: never, news: never): Promise<{ changes?: boolean; replaces?: string[] }>;
  update(id: string, olds: never, news: never): Promise<{ outs?: object }>;
}

const lifecycles: Readonly<Record<string, (context: Context) => Calls>> = {
  LiveGroupRobots: liveGroupRobots,
  LiveRoomRobots: liveRoomRobots,
  RoomRobot: roomRobot,
  RoomRobots: roomRobots,
};

const at = 1_795_276_458_365;
const withoutProvider = ({ __provider: _, ...properties }: Properties): Properties => properties;

interface Recorded {
  readonly what: string;
  readonly type: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Of the state that version 0.1.0 left behind; nothing of it is ever changed. */
function recorded(): Recorded[] {
  const text = readFileSync("test/package/fixtures/states/0.1.0/state.json", "utf8");
  const { deployment } = JSON.parse(text) as {
    deployment: { resources: { urn: string; type: string; inputs?: Properties; outputs?: Properties }[] };
  };
  return deployment.resources.flatMap(({ urn, type, inputs = {}, outputs = {} }) => {
    const name = type.split(":").at(-1) ?? "";
    if (!Object.hasOwn(lifecycles, name)) return [];
    const what = `${name} ${urn.split("::").at(-1)} of version 0.1.0`;
    return { what, type: name, inputs: withoutProvider(inputs), outputs: withoutProvider(outputs) };
  });
}

const added = [{ at, memberAccounts: ["a"] }];
const deleted = [
  { at: at - 2, memberAccounts: ["c"] },
  { at: at - 1, memberAccounts: ["d", "e"] },
];

const written: readonly Recorded[] = [
  {
    what: "LiveGroupRobots with all that it may record",
    type: "LiveGroupRobots",
    inputs: { groupId: "live", memberAccounts: ["a", "b"] },
    outputs: { groupId: "live", memberAccounts: ["a", "b"], added, deleted },
  },
  {
    what: "LiveRoomRobots with all that it may record",
    type: "LiveRoomRobots",
    inputs: { roomId: "live", memberAccounts: ["a", "b"] },
    outputs: { roomId: "live", memberAccounts: ["a", "b"], added, deleted },
  },
  {
    what: "RoomRobot that was others before, in its room and in another one",
    type: "RoomRobot",
    inputs: { roomId: "room", memberAccount: "a" },
    outputs: {
      roomId: "room",
      memberAccount: "a",
      addedAt: at,
      deleted: [
        { roomId: "room", memberAccount: "d", at: at - 3 },
        { roomId: "other", memberAccount: "c", at: at - 2 },
        { roomId: "room", memberAccount: "b", at: at - 1 },
      ],
    },
  },
  {
    what: "RoomRobots with rooms of which it only records something",
    type: "RoomRobots",
    inputs: { rooms: { one: ["a"], constructor: ["a", "b"] } },
    outputs: {
      rooms: { one: ["a"], constructor: ["a", "b"] },
      notes: { one: { added: [{ at }] }, constructor: { added }, gone: { deleted } },
    },
  },
];

describe("a state of robots", () => {
  for (const { what, type, inputs, outputs } of [...recorded(), ...written]) {
    const calls = (): Calls => {
      // Without a client: a request would be a failure.
      const context = new Context(
        readConfiguration(() => undefined, {}),
        new Ledger(),
        () => at + 1000,
      );
      return lifecycles[type]?.(context) as Calls;
    };

    it(`is no change and takes no request: ${what}`, async () => {
      const lifecycle = calls();
      await lifecycle.check(inputs as never, inputs as never);
      const { changes, replaces } = await lifecycle.diff("id", outputs as never, inputs as never);
      assert.deepEqual({ changes, replaces }, { changes: false, replaces: [] });
    });

    it(`is written as it was read: ${what}`, async () => {
      const { outs } = await calls().update("id", outputs as never, inputs as never);
      assert.deepEqual(outs, outputs);
    });
  }
});
