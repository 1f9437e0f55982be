import assert from "node:assert/strict";
import { failureOf } from "./support/failing";
import { samples, types } from "./support/samples";
import { inWorld, secretKey, type WorldOptions } from "./support/world";

const type = "LiveGroupRobots";
const groupId = "@TGS#live";
const inputs = { groupId, memberAccounts: ["a"] };
const live: WorldOptions = { seed: { groups: { [groupId]: { type: "AVChatRoom" } } } };

const nothing = { sdkAppId: undefined, secretKey: undefined, endpoint: undefined, maxAttempts: undefined };

describe("the configuration, in the SDK's host", () => {
  describe("without credentials", () => {
    it("checks and compares every type as ever", () =>
      inWorld({}, async (world) => {
        const host = await world.host(nothing);
        for (const each of types) {
          assert.deepEqual((await host.check(each, samples[each])).failures, []);
          const known = host.known(each, "id", samples[each]);
          assert.equal(typeof (await host.diff(known, samples[each])).changes, "boolean");
        }
      }));

    it("fails in every call of the service, and says exactly which keys to set, and how", () =>
      inWorld(live, async (world) => {
        const host = await world.host(nothing);
        const { message, partial } = await failureOf(host.create(type, inputs));
        assert.equal(
          message,
          "Tencent Cloud Chat cannot be called. Not set: " +
            "tencent-chat:sdkAppId (`pulumi config set tencent-chat:sdkAppId 1400000000`, or the environment variable TENCENT_CHAT_SDK_APP_ID); " +
            "tencent-chat:secretKey (`pulumi config set tencent-chat:secretKey --secret`, or the environment variable TENCENT_CHAT_SECRET_KEY); " +
            "tencent-chat:region (`pulumi config set tencent-chat:region singapore`, or the environment variable TENCENT_CHAT_REGION).",
        );
        assert.equal(partial, undefined);
        const known = host.known(type, groupId, inputs);
        for (const call of [
          host.read(known),
          host.delete(known),
          host.update(known, { ...inputs, memberAccounts: ["b"] }),
        ])
          assert.equal((await failureOf(call)).message, message);
      }));

    it("takes them from the environment", () =>
      inWorld(live, async (world) => {
        const env = {
          TENCENT_CHAT_SDK_APP_ID: "1400000000",
          TENCENT_CHAT_SECRET_KEY: secretKey,
          TENCENT_CHAT_ENDPOINT: world.emulator.url,
        };
        await (await world.host(nothing, { env })).create(type, inputs);
        assert.deepEqual(world.robotsOfGroup(groupId), ["a"]);
      }));
  });

  it("reports a value that is wrong as a failure of every resource, which a preview shows", () =>
    inWorld(live, async (world) => {
      const host = await world.host({ region: "singapur" });
      for (const each of types) {
        const [failure, ...more] = (await host.check(each, samples[each])).failures;
        assert.deepEqual([failure?.property, more], ["", []]);
        assert.match(failure?.reason ?? "", /^the configuration tencent-chat:region is not a region/);
      }
      const { message } = await failureOf(host.create(type, inputs));
      assert.match(message, /^Tencent Cloud Chat cannot be called\. the /);
      assert.deepEqual(world.requests(), []);
    }));
});

describe("what the SDK's host prints", () => {
  it("is nothing for work that succeeds", () =>
    inWorld(live, async (world) => {
      const host = await world.host();
      const resource = await host.create(type, inputs);
      await host.diff(resource, inputs);
      await host.read(resource);
      await host.delete(resource);
      await host.stop();
      assert.equal(host.stderr, "");
      assert.match(host.stdout, /^\d+\n$/);
    }));

  it("is a line for each request with log set to debug, and no secret in any", () =>
    inWorld(live, async (world) => {
      const host = await world.host({ log: "debug" });
      await host.delete(await host.create(type, inputs));
      await failureOf(host.create(type, { ...inputs, groupId: "missing" }));
      await host.stop();
      assert.equal(host.stderr.match(/^.*add_robots.*$/gm)?.length, 2);
      assert.match(host.stderr, /10010/);
    }));

  it("is a line, and no stack, for failures that explain themselves", () =>
    inWorld(live, async (world) => {
      const host = await world.host();
      const resource = await host.create(type, inputs);
      world.emulator.addFault({ command: "*", kind: "errorCode", errorCode: 60020, times: 10 });
      await failureOf(host.read(resource));
      await failureOf(host.create(type, inputs));
      await failureOf(host.update(resource, { ...inputs, memberAccounts: ["b"] }));
      await failureOf((await world.host(nothing)).read(resource));
      await host.stop();
      assert.match(
        host.stderr,
        /^TencentChatError: group_open_avchatroom_http_svc\/get_members: error 60020, .*\n$/,
      );
    }));

  it("is the stack for a defect of this package, which explains nothing by itself", () =>
    inWorld(live, async (world) => {
      const host = await world.host();
      await failureOf(host.delete(host.known(type, groupId, { groupId, memberAccounts: 7 })));
      await host.stop();
      assert.match(host.stderr, /TypeError: .*\n\s+at /);
    }));
});
