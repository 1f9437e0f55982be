import assert from "node:assert/strict";
import { type Emulator, type Seed, startEmulator } from "../../../../../emulator";
import { readConfiguration } from "../../../../../provider/configuration/configuration";
import { Context } from "../../../../../provider/lifecycle/context";
import {
  Container,
  type ContainerKind,
  conferenceRoom,
  liveGroup,
  liveRoom,
} from "../../../../../provider/lifecycle/robots/containers";
import { Reconciliation } from "../../../../../provider/lifecycle/robots/reconcile";
import {
  decodeRobots,
  encodeRobots,
  type RecordedRobots,
} from "../../../../../provider/lifecycle/robots/robot-set";

interface Sample {
  readonly kind: ContainerKind;
  /** The service with one container, `one`, that holds these robots. */
  readonly seedOf: (robots: readonly string[]) => object;
  readonly add: string;
  readonly remove: string;
  readonly goneOnAdd: number;
  /** Codes of a delete that say that nothing is left to delete. */
  readonly goneOnRemove: readonly number[];
}

const accounts = ["a", "b", "c"];

const samples: readonly Sample[] = [
  {
    kind: liveGroup,
    seedOf: (robots) => ({ accounts, groups: { one: { type: "AVChatRoom", robots } } }),
    add: "group_open_avchatroom_http_svc/add_robots",
    remove: "group_open_avchatroom_http_svc/del_robots",
    goneOnAdd: 10010,
    goneOnRemove: [10010],
  },
  {
    kind: liveRoom,
    seedOf: (robots) => ({ accounts, rooms: { one: { type: "Live", robots } } }),
    add: "live_engine_http_srv/add_robot",
    remove: "live_engine_http_srv/del_robot",
    goneOnAdd: 100004,
    goneOnRemove: [100004],
  },
  {
    kind: conferenceRoom,
    seedOf: (robots) => ({ accounts, rooms: { one: { type: "Conference", robots } } }),
    add: "room_engine_http_srv/add_robot",
    remove: "room_engine_http_srv/delete_robot",
    goneOnAdd: 100004,
    goneOnRemove: [100004, 100005],
  },
];

interface Outcome {
  readonly robots: RecordedRobots;
  readonly isChanged: boolean;
  readonly error: Error | undefined;
}

async function reconcile(
  container: Container,
  before: RecordedRobots,
  wanted: readonly string[],
): Promise<Outcome> {
  const work = new Reconciliation(container, decodeRobots(before), wanted);
  const error = await work.run();
  return { robots: encodeRobots(work.robots), isChanged: work.isChanged, error };
}

interface Run {
  readonly emulator: Emulator;
  readonly context: Context;
  readonly settle: (before: RecordedRobots, wanted: readonly string[]) => Promise<Outcome>;
  /** The commands of the requests so far. */
  readonly sent: () => string[];
}

async function inRun({ kind, seedOf }: Sample, robots: readonly string[], test: (run: Run) => Promise<void>) {
  const secretKey = "8d1f6e0b7c5a49327e6f8091a2b3c4d5e6f708192a3b4c5d6e7f80918a7b6c5d";
  const emulator = await startEmulator({
    apps: [{ sdkAppId: 1400000000, secretKey, identifier: "administrator" }],
    seed: { "1400000000": seedOf(robots) } as Seed,
  });
  const context = new Context(
    readConfiguration(() => undefined, {
      TENCENT_CHAT_SDK_APP_ID: "1400000000",
      TENCENT_CHAT_SECRET_KEY: secretKey,
      TENCENT_CHAT_ENDPOINT: emulator.url,
      TENCENT_CHAT_MAX_ATTEMPTS: "1",
    }),
  );
  try {
    await test({
      emulator,
      context,
      settle: (before, wanted) => reconcile(new Container(context, kind, "one"), before, wanted),
      sent: () => emulator.requests().map(({ command }) => command),
    });
  } finally {
    await emulator.stop();
  }
}

for (const sample of samples) {
  const { kind, add, remove, goneOnAdd, goneOnRemove } = sample;
  const container = `${kind.noun} one`;
  const a = [container, ["a"]] as const;

  describe(`the robots of a ${kind.noun}, while they are reconciled`, () => {
    const order = kind.hasRobotLimit ? [remove, add] : [add, remove];

    it(`are ${kind.hasRobotLimit ? "deleted before others are added, which may need their places" : "added before others are deleted"}`, () =>
      inRun(sample, ["a"], async ({ settle, sent }) => {
        const { robots } = await settle({ memberAccounts: ["a"] }, ["b"]);
        assert.deepEqual(sent(), order);
        assert.deepEqual(robots.memberAccounts, ["b"]);
      }));

    it("are not asked for again when a second resource lets go of one that was deleted in this run, and both record it", () =>
      inRun(sample, ["a"], async ({ settle, sent }) => {
        const first = await settle({ memberAccounts: ["a"] }, []);
        const second = await settle({ memberAccounts: ["a"] }, []);
        assert.deepEqual(sent(), [remove]);
        for (const { robots } of [first, second]) {
          assert.deepEqual(robots.memberAccounts, []);
          assert.deepEqual(robots.deleted?.[0]?.memberAccounts, ["a"]);
        }
      }));

    it("are deleted again by a second resource when the first one's delete failed", () =>
      inRun(sample, ["a"], async ({ emulator, settle, sent }) => {
        emulator.addFault({ command: remove, kind: "errorCode", errorCode: 10004 });
        const first = await settle({ memberAccounts: ["a"] }, []);
        assert.deepEqual(first.robots.memberAccounts, ["a"]);
        assert.notEqual(first.error, undefined);
        const second = await settle({ memberAccounts: ["a"] }, []);
        assert.deepEqual(sent(), [remove, remove]);
        assert.deepEqual(second.robots.memberAccounts, []);
      }));

    it("are owned and unconfirmed when the add is not answered, and others take them for present", () =>
      inRun(sample, [], async ({ emulator, context, settle }) => {
        emulator.addFault({ command: add, kind: "resetAfter" });
        const { robots, isChanged, error } = await settle({ memberAccounts: [] }, ["a"]);
        assert.notEqual(error, undefined);
        assert.deepEqual(
          { robots, isChanged },
          {
            robots: { memberAccounts: ["a"], unconfirmed: ["a"] },
            isChanged: true,
          },
        );
        assert.equal(context.ledger.status(container, "a"), "present");
      }));

    it("are unconfirmed when the delete is not answered, and a resource that keeps them takes them for suspect", () =>
      inRun(sample, ["a"], async ({ emulator, context, settle }) => {
        emulator.addFault({ command: remove, kind: "resetAfter" });
        const { robots } = await settle({ memberAccounts: ["a"] }, []);
        assert.deepEqual(robots, { memberAccounts: ["a"], unconfirmed: ["a"] });
        context.ledger.record(...a, { isKept: true });
        assert.equal(context.ledger.status(container, "a"), "suspect");
      }));

    it("are unconfirmed when another resource deleted them and the add fails, and nothing is changed in a state without them", () =>
      inRun(sample, [], async ({ emulator, context, settle }) => {
        context.ledger.record(...a, { outcome: "deleted" });
        emulator.addFault({ command: add, kind: "errorCode", errorCode: 10004, times: 2 });
        const had = await settle({ memberAccounts: ["a"] }, ["a"]);
        assert.deepEqual(had.robots, { memberAccounts: ["a"], unconfirmed: ["a"] });
        const hadNot = await settle({ memberAccounts: [] }, ["a"]);
        assert.deepEqual(hadNot.robots, { memberAccounts: [] });
        assert.equal(hadNot.isChanged, false);
      }));

    it("are unconfirmed in the state that takes them over, even if the add of it fails", () =>
      inRun(sample, ["a"], async ({ emulator, context, settle }) => {
        context.ledger.record(...a, { outcome: "present" });
        emulator.addFault({ command: add, kind: "errorCode", errorCode: 10004 });
        const { robots } = await settle({ memberAccounts: [] }, ["a"]);
        assert.deepEqual(robots, { memberAccounts: ["a"], unconfirmed: ["a"] });
      }));

    for (const code of goneOnRemove) {
      it(`count as deleted when the delete is answered by ${code}`, () =>
        inRun(sample, ["a"], async ({ emulator, settle }) => {
          emulator.addFault({ command: remove, kind: "errorCode", errorCode: code });
          const { robots, error } = await settle({ memberAccounts: ["a"] }, []);
          assert.equal(error, undefined);
          assert.deepEqual(robots.memberAccounts, []);
        }));
    }

    for (const code of [100004, 100005, 10010]) {
      const isGone = code === goneOnAdd;

      it(`are not there when the add is answered by ${code}, which is a failure`, () =>
        inRun(sample, [], async ({ emulator, context, settle }) => {
          emulator.addFault({ command: add, kind: "errorCode", errorCode: code });
          const { robots, error } = await settle({ memberAccounts: [] }, ["a"]);
          assert.match(String(error), new RegExp(`error ${code}`));
          assert.deepEqual(robots.memberAccounts, []);
          assert.equal(context.ledger.status(container, "a"), "free");
        }));

      it(`${isGone ? "are forgotten" : "stay to be restored"} when another resource has them and the add for it is answered by ${code}`, () =>
        inRun(sample, [], async ({ emulator, context, settle }) => {
          context.ledger.record(...a, { isKept: true });
          emulator.addFault({ command: add, kind: "errorCode", errorCode: code });
          const { robots, error } = await settle({ memberAccounts: ["a"] }, []);
          assert.equal(error === undefined, isGone);
          assert.deepEqual(robots.memberAccounts, isGone ? [] : ["a"]);
          assert.equal(context.ledger.status(container, "a"), isGone ? "present" : "kept");
        }));
    }
  });
}

describe("robots that another resource comes to keep while a request for others is under way", () => {
  const [inGroup, , inRoom] = samples as readonly [Sample, Sample, Sample];

  for (const { sample, step, wanted, kept, end } of [
    { sample: inGroup, step: "add", wanted: ["b"], kept: "a", end: ["a", "b"] },
    { sample: inRoom, step: "remove", wanted: [], kept: "c", end: ["c"] },
  ] as const) {
    it(`are added again, and not deleted, in a ${sample.kind.noun}`, () =>
      inRun(sample, ["a", "c"], async ({ emulator, context, sent }) => {
        const container = `${sample.kind.noun} one`;
        const checkedMeanwhile: ContainerKind = {
          ...sample.kind,
          [step]: (...[client, id, members]: Parameters<ContainerKind["add"]>) => {
            context.ledger.record(container, [kept], { isKept: true });
            return sample.kind[step](client, id, members);
          },
        };
        const before = { memberAccounts: ["a", "c"] };
        const { robots } = await reconcile(new Container(context, checkedMeanwhile, "one"), before, wanted);
        assert.deepEqual(robots.memberAccounts, wanted);
        const { groups, rooms } = emulator.state()["1400000000"] ?? {};
        assert.deepEqual((groups?.one ?? rooms?.one)?.robots, end);
        assert.equal(sent().filter((command) => command === sample.add).length, end.length);
      }));
  }
});
