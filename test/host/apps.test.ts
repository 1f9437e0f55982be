import assert from "node:assert/strict";
import { endsHalfWay, failureOf } from "./support/failing";
import { type Host, outputsOf, type Resource } from "./support/host";
import type { Properties } from "./support/host-error";
import { samples, types, unknown } from "./support/samples";
import { commands, inWorld, otherApp, secretKey, type World, type WorldOptions } from "./support/world";

const groupId = "live-main";
const groups = { [groupId]: { type: "AVChatRoom" as const } };
const rooms = { "room-1": { type: "Conference" as const } };

/** The same group and room in three apps: the stack's own, and two that have names. */
const three: WorldOptions = {
  seed: { groups, rooms },
  apps: { production: { groups, rooms }, staging: { groups, rooms } },
};
const production = otherApp(0);
const staging = otherApp(1);

const robots = (...memberAccounts: string[]): Properties => ({ groupId, memberAccounts });
const inStaging = (properties: Properties): Properties => ({ ...properties, app: "staging" });
const ofGroup = (host: Host, properties: Properties): Resource =>
  host.known("LiveGroupRobots", groupId, properties);

/** Who has which robots: the stack's own app, production, staging. */
const everywhere = (world: World): (string[] | undefined)[] =>
  [undefined, production.sdkAppId, staging.sdkAppId].map((app) => world.robotsOfGroup(groupId, app));

describe("several apps in one stack, in the SDK's host", () => {
  it("are each a service of their own: a group of the same ID is another group", () =>
    inWorld(three, async (world) => {
      const host = await world.host();
      const own = await host.create("LiveGroupRobots", robots("a"));
      const other = await host.create("LiveGroupRobots", inStaging(robots("b")));
      assert.deepEqual(everywhere(world), [["a"], [], ["b"]]);
      assert.equal((await host.read(other))?.state.app, "staging");
      const more = await host.update(other, inStaging(robots("b", "c")));
      const next = await world.host();
      await next.delete(own);
      assert.deepEqual(everywhere(world), [[], [], ["b", "c"]]);
      await next.delete(more);
      assert.deepEqual(everywhere(world), [[], [], []]);
    }));

  it("each see the drift of their own group only", () =>
    inWorld({ ...three, config: { listDelaySeconds: "0" } }, async (world) => {
      const host = await world.host();
      const own = await host.create("LiveGroupRobots", robots("a"));
      const other = await host.create("LiveGroupRobots", inStaging(robots("a")));
      await (await world.host()).delete(ofGroup(host, robots("a")));
      assert.deepEqual(everywhere(world), [[], [], ["a"]]);
      const next = await world.host();
      assert.equal(await next.read(own), undefined);
      assert.deepEqual((await next.read(other))?.state.memberAccounts, ["a"]);
    }));

  it("are picked by `app`, which stays in the inputs and the state of every type", () =>
    inWorld(three, async (world) => {
      const host = await world.host();
      for (const type of types) {
        const { inputs, failures } = await host.check(type, inStaging(samples[type]));
        assert.deepEqual(failures, [], type);
        assert.equal(inputs.app, "staging");
        const known = host.known(type, "id", inStaging(samples[type]));
        const { replaces } = await host.diff(known, inStaging(samples[type]));
        assert.deepEqual(replaces, [], type);
      }
      const state = outputsOf(await host.create("RoomRobot", inStaging(samples.RoomRobot)));
      assert.equal(state.app, "staging");
    }));

  it("leave nothing in the inputs and the state of a resource that names none", () =>
    inWorld(three, async (world) => {
      const host = await world.host();
      for (const app of [undefined, null]) {
        const given = app === undefined ? robots("a") : { ...robots("a"), app };
        const { inputs, failures } = await host.check("LiveGroupRobots", given);
        assert.deepEqual(failures, []);
        assert.ok(!("app" in inputs));
      }
      const created = await host.create("LiveGroupRobots", robots("a"));
      const read = await host.read(created);
      for (const state of [created.state, read?.state ?? {}]) {
        assert.ok(!("app" in state));
      }
    }));

  it("refuse a name that is none of them, whichever the type, and say which there are", () =>
    inWorld(three, async (world) => {
      const host = await world.host();
      const reason =
        '"stagin" is no app of this stack. Did you mean "staging"? The apps: production, staging.';
      for (const type of types) {
        const { failures } = await host.check(type, { ...samples[type], app: "stagin" });
        assert.deepEqual(failures, [{ property: "", reason }], type);
      }
      const { message } = await failureOf(host.read(ofGroup(host, { groupId, app: "stagin" })));
      assert.equal(message, `App "stagin": Tencent Cloud Chat cannot be called. ${reason}`);
      assert.deepEqual(world.requests(), []);
    }));

  it("refuse what can be no name", () =>
    inWorld({}, async (world) => {
      const host = await world.host();
      for (const [app, reason] of [
        ["", /^app is empty; it has to be the name of an app: 1 to 64 letters/],
        [7, /^app has to be the name of an app: .*, a string, but is a number: 7$/],
        ["a.b", /^app is "a\.b"; it has to be the name of an app/],
      ] as const) {
        const [failure, ...more] = (await host.check("LiveGroupRobots", { ...robots("a"), app })).failures;
        assert.deepEqual([failure?.property, more], ["app", []]);
        assert.match(failure?.reason ?? "", reason);
      }
    }));

  it("may be unknown in a preview, which then takes the resource as replaced", () =>
    inWorld(three, async (world) => {
      const host = await world.host();
      for (const type of types) {
        assert.deepEqual((await host.check(type, { ...samples[type], app: unknown })).failures, []);
      }
      const { changes, replaces } = await host.diff(ofGroup(host, inStaging(robots("a"))), {
        ...robots("a"),
        app: unknown,
      });
      assert.deepEqual([changes, replaces], [true, ["app"]]);
    }));

  it("need no configuration for a preview; a call says what to set, and how", () =>
    inWorld(three, async (world) => {
      const host = await world.host({ apps: undefined });
      assert.deepEqual((await host.check("LiveGroupRobots", inStaging(robots("a")))).failures, []);
      const { message } = await failureOf(host.create("LiveGroupRobots", inStaging(robots("a"))));
      assert.equal(
        message,
        'App "staging": Tencent Cloud Chat cannot be called. Not set: ' +
          "tencent-chat:apps.staging.sdkAppId (`pulumi config set --path 'tencent-chat:apps.staging.sdkAppId' 1400000000`, or staging.sdkAppId in the environment variable TENCENT_CHAT_APPS); " +
          "tencent-chat:apps.staging.secretKey (`pulumi config set --path 'tencent-chat:apps.staging.secretKey' --secret`, or staging.secretKey in the environment variable TENCENT_CHAT_APPS); " +
          "tencent-chat:apps.staging.region (`pulumi config set --path 'tencent-chat:apps.staging.region' singapore`, or staging.region in the environment variable TENCENT_CHAT_APPS).",
      );
    }));

  it("do not disturb each other: what is wrong with one is told of its resources only", () =>
    inWorld(three, async (world) => {
      const apps = JSON.stringify({ staging: { regoin: "china" }, production });
      const host = await world.host({ apps });
      const failuresOf = async (app?: string) =>
        (await host.check("LiveGroupRobots", app === undefined ? robots("a") : { ...robots("a"), app }))
          .failures;
      assert.deepEqual(await failuresOf(), []);
      assert.deepEqual(await failuresOf("production"), []);
      const [failure] = await failuresOf("staging");
      assert.match(
        failure?.reason ?? "",
        /^the configuration tencent-chat:apps\.staging\.regoin is no key of an app\. Did you mean "region"\?/,
      );
    }));

  it("are named by the errors of their resources, one-shot or not", () =>
    inWorld(three, async (world) => {
      const host = await world.host();
      const gone = inStaging({ groupId: "gone", memberAccounts: ["a"] });
      const failures = [
        await failureOf(host.create("LiveGroupRobots", gone)),
        await failureOf(host.create("GroupMemberRemoval", gone)),
      ];
      for (const { message } of failures) {
        assert.match(message, /^App "staging": \S+: error 10010, .*\(1 attempt\)$/);
      }
    }));

  it("are told which of their keys to mend", () =>
    inWorld(three, async (world) => {
      const app = { ...staging, secretKey, endpoint: world.emulator.url };
      const host = await world.host({ apps: JSON.stringify({ staging: app }) });
      const { message } = await failureOf(host.create("LiveGroupRobots", inStaging(robots("a"))));
      assert.match(
        message,
        /tencent-chat:apps\.staging\.secretKey is the SecretKey of tencent-chat:apps\.staging\.sdkAppId \(/,
      );
    }));

  it("stay in the state of what ended half-way", () =>
    inWorld(three, async (world) => {
      const host = await world.host();
      world.emulator.addFault({ command: commands.addRobots, kind: "resetAfter", times: 2 });
      const { resource, message } = await endsHalfWay(
        "LiveGroupRobots",
        host.create("LiveGroupRobots", inStaging(robots("a"))),
      );
      assert.match(message, /^App "staging": The robots of group live-main are only partly/);
      assert.equal(resource.state.app, "staging");
      const whole = await host.update(resource, inStaging(robots("a")));
      assert.equal(whole.state.app, "staging");
      assert.deepEqual(everywhere(world), [[], [], ["a"]]);
    }));
});

describe("a resource that goes to another app, in the SDK's host", () => {
  it("is replaced, and created there before it is deleted here, whichever the type", () =>
    inWorld(three, async (world) => {
      const host = await world.host();
      for (const type of types) {
        const without = samples[type];
        for (const [before, after] of [
          [without, inStaging(without)],
          [inStaging(without), without],
          [inStaging(without), { ...without, app: "production" }],
        ] as const) {
          await host.check(type, after, before);
          const difference = await host.diff(host.known(type, "id", before), after);
          assert.deepEqual(
            difference,
            { changes: true, replaces: ["app"], deleteBeforeReplace: false },
            type,
          );
        }
      }
    }));

  it("leaves its robots in the app that it was in only to who has them there", () =>
    inWorld(
      { ...three, seed: { groups: { [groupId]: { type: "AVChatRoom", robots: ["a", "b"] } } } },
      async (world) => {
        const host = await world.host();
        await host.check("LiveGroupRobots", robots("b"), robots("b"));
        await host.check("LiveGroupRobots", inStaging(robots("a", "b")), robots("a", "b"));
        await host.create("LiveGroupRobots", inStaging(robots("a", "b")));
        await host.delete(ofGroup(host, robots("a", "b")));
        assert.deepEqual(everywhere(world), [["b"], [], ["a", "b"]]);
      },
    ));

  // After an `up` that ended between the two halves of a move, two states have the same robot.
  for (const [type, id, properties] of [
    ["LiveGroupRobots", groupId, robots("a")],
    ["RoomRobot", "room-1/a", { roomId: "room-1", memberAccount: "a" }],
  ] as const) {
    // The engine asks for no diff of what `--replace` names.
    for (const asked of ["check", "diff"] as const) {
      it(`gives up at its ${asked} what it had in the app, so that another ${type} makes sure of it`, () =>
        inWorld(three, async (world) => {
          const host = await world.host();
          const [goes, stays] = [host.known(type, id, properties), host.known(type, id, properties)];
          await host.check(type, properties, outputsOf(stays));
          assert.equal((await host.diff(stays, properties)).changes, false);
          if (asked === "check") await host.check(type, inStaging(properties), outputsOf(goes));
          else await host.diff(goes, inStaging(properties));
          assert.equal((await host.diff(stays, properties)).changes, true);
        }));
    }
  }

  it("keeps nothing alive in another app of the same group ID", () =>
    inWorld(
      { ...three, seed: { groups: { [groupId]: { type: "AVChatRoom", robots: ["a"] } } } },
      async (world) => {
        const host = await world.host();
        await host.check("LiveGroupRobots", inStaging(robots("a")), inStaging(robots("a")));
        await host.create("LiveGroupRobots", { ...robots("a"), app: "production" });
        await host.delete(ofGroup(host, robots("a")));
        assert.deepEqual(everywhere(world), [[], ["a"], []]);
      },
    ));

  it("keeps its robots where only the name of the app has changed", () =>
    inWorld(three, async (world) => {
      const app = { ...staging, endpoint: world.emulator.url };
      const apps = JSON.stringify({ staging: app, stage: { ...app, requestsPerSecond: 50 } });
      const host = await world.host({ apps });
      const before = await host.create("LiveGroupRobots", inStaging(robots("a")));
      const fresh = await world.host({ apps });
      await fresh.create("LiveGroupRobots", { ...robots("a"), app: "stage" });
      await fresh.delete(before);
      assert.deepEqual(everywhere(world), [[], [], ["a"]]);
    }));

  it("is deleted from an app only as long as the configuration has it", () =>
    inWorld(three, async (world) => {
      const host = await world.host({ apps: JSON.stringify({ production }) });
      const { message } = await failureOf(host.delete(ofGroup(host, inStaging(robots("a")))));
      assert.match(message, /^App "staging": .* "staging" is no app of this stack\. The apps: production\.$/);
      assert.ok(!message.includes(secretKey));
    }));
});
