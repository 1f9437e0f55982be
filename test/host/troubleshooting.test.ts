import assert from "node:assert/strict";
import type { AppSeed } from "pulumi-tencent-chat/emulator";
import { startForwardProxy } from "../support/gateways";
import { shownIn, withoutRandomIds } from "../support/troubleshooting";
import { failureOf } from "./support/failing";
import type { Host } from "./support/host";
import type { Properties } from "./support/host-error";
import type { ResourceType } from "./support/provider-texts";
import { commands, inWorld, type World, type WorldOptions } from "./support/world";

const robots = { groupId: "live-main", memberAccounts: ["bot-welcome"] };
const seed: AppSeed = {
  groups: { "live-main": { type: "AVChatRoom" } },
  rooms: { "room-live": { type: "Live" } },
};

/** What somebody does wrong, and the resource that meets it. */
interface Mistake extends WorldOptions {
  /** The stack's configuration. @default the right one */
  readonly configured?: Readonly<Record<string, string | undefined>>;
  readonly type?: ResourceType;
  readonly inputs?: Properties;
}

/** By the heading of the page. */
const mistakes: Readonly<Record<string, Mistake>> = {
  "Wrong SecretKey": { configured: { secretKey: "0".repeat(64) } },
  "The identifier is no app admin": { configured: { identifier: "bot-welcome" } },
  "The plan does not include it": { emulator: { plan: "standard" } },
  "RoomRobot in a room of type Live": {
    type: "RoomRobot",
    inputs: { roomId: "room-live", memberAccount: "bot-welcome" },
  },
  "Robots of a group that does not exist": { inputs: { ...robots, groupId: "live-mian" } },
  "A robot that was never imported": {
    type: "LiveRoomRobots",
    inputs: { roomId: "room-live", memberAccounts: ["bot-welcome"] },
  },
  "Nothing is configured": {
    configured: { sdkAppId: undefined, secretKey: undefined, endpoint: undefined },
  },
};

const create = (host: Host): Promise<unknown> => host.create("LiveGroupRobots", robots);

async function assertShown(
  heading: string,
  host: Host,
  call: Promise<unknown> = create(host),
): Promise<void> {
  const { message } = await failureOf(call);
  assert.equal(withoutRandomIds(message), shownIn(heading));
}

describe("the messages of docs/troubleshooting.md", () => {
  for (const [heading, { configured, type = "LiveGroupRobots", inputs = robots, ...world }] of Object.entries(
    mistakes,
  )) {
    it(`are those of the package: ${heading}`, () =>
      inWorld({ seed, ...world }, async (service) => {
        const host = await service.host(configured);
        await assertShown(heading, host, host.create(type, inputs));
      }));
  }

  it("are those of the package: A get of what is not there", () =>
    inWorld({ seed }, async (world) => {
      const host = await world.host();
      await assertShown(
        "A `get` of what is not there",
        host,
        host.read(host.known("LiveGroup", "live-mian", {})),
      );
    }));

  it("are those of the package: Wrong region", () =>
    inWorld({ seed, region: "singapore" }, async (world) => {
      const china = await world.relay({ host: "console.tim.qq.com" });
      await assertShown("Wrong region", await world.host({ endpoint: china.url }));
    }));

  it("are those of the package: The switch in the console is off", () =>
    inWorld({ seed }, async (world) => {
      world.emulator.addFault({ command: commands.addRobots, kind: "errorCode", errorCode: 10007 });
      await assertShown("The switch in the console is off", await world.host());
    }));

  for (const [heading, answer] of [
    ["An answer of another shape", { ErrorCode: 0 }],
    ["A list that does not end", { ErrorCode: 0, MemberList: [], NextTimestamp: 7 }],
  ] as const) {
    it(`are those of the package: ${heading}`, () =>
      inWorld({ seed }, async (world) => {
        const relay = await world.relay({ ownAnswer: () => answer });
        const host = await world.host({ endpoint: relay.url, maxAttempts: undefined });
        await assertShown(heading, host, host.read(host.known("LiveGroupRobots", robots.groupId, robots)));
      }));
  }

  for (const [heading, env] of [
    ["A proxy with a % in its password", { HTTPS_PROXY: "http://user:50%off@127.0.0.1:1" }],
    ["A SOCKS proxy", { ALL_PROXY: "socks5://user:password@127.0.0.1:1080" }],
    ["The proxy is not there", { HTTPS_PROXY: "http://user:password@127.0.0.1:1" }],
  ] as const) {
    it(`are those of the package: ${heading}`, () =>
      inWorld({}, async (world) => {
        await assertShown(
          heading,
          await world.host({ endpoint: "https://localhost:1", maxAttempts: undefined }, { env }),
        );
      }));
  }

  it("are those of the package: The proxy refuses", () =>
    inWorld({}, async (world) => {
      const proxy = await startForwardProxy(407);
      try {
        const host = await world.host(
          { endpoint: "https://localhost:1" },
          { env: { HTTPS_PROXY: proxy.url } },
        );
        const { message } = await failureOf(create(host));
        assert.equal(message.replace(String(proxy.port), "PORT"), shownIn("The proxy refuses"));
      } finally {
        await proxy.stop();
      }
    }));

  it("are those of the package: what is wrong with a property", () =>
    inWorld({}, async (world) => {
      const host = await world.host();
      for (const [heading, inputs] of [
        ["Two UserIDs in one text", { ...robots, memberAccounts: ["bot-a,bot-b"] }],
        ["A blank beside a UserID", { ...robots, memberAccounts: ["bot-a "] }],
        ["An argument that is missing", { memberAccounts: robots.memberAccounts }],
      ] as const) {
        const { failures } = await host.check("LiveGroupRobots", inputs);
        assert.deepEqual(
          failures.map(({ reason }) => reason),
          [shownIn(heading)],
        );
      }
    }));

  it("are those of the package: An invalid setting", () =>
    inWorld({}, async (world) => {
      const host = await world.host({ region: "singapor" });
      const { failures } = await host.check("LiveGroupRobots", robots);
      assert.deepEqual(
        failures.map(({ reason }) => reason),
        [shownIn("An invalid setting")],
      );
    }));
});

describe("what docs/troubleshooting.md says of mistakes without a message", () => {
  const listed = async (world: World): Promise<readonly string[] | undefined> => {
    const host = await world.host();
    const read = await host.read(host.known("LiveGroupRobots", robots.groupId, robots));
    return read?.state.memberAccounts as readonly string[] | undefined;
  };

  it("holds for two stacks: destroying one takes the robot, and the other one adds it again", () =>
    inWorld({ seed, config: { listDelaySeconds: "0" } }, async (world) => {
      const [one, other] = [await world.host(), await world.host()];
      await one.create("LiveGroupRobots", robots);
      const second = await other.create("LiveGroupRobots", robots);
      await (await world.host()).delete(second);
      assert.deepEqual(world.robotsOfGroup("live-main"), []);
      assert.equal(await listed(world), undefined);
      await create(await world.host());
      assert.deepEqual(world.robotsOfGroup("live-main"), robots.memberAccounts);
    }));
});
