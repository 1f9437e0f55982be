import assert from "node:assert/strict";
import { isSecret, plainOf, secretOf, structOf, wireOf } from "../../provider/plugin/conversions";
import { unknown } from "../host/support/samples";
import { inWorld, sdkAppId, secretKey, startWorld, type World } from "../host/support/world";
import { Plugin } from "./support/plugin";

const good = { sdkAppId: 1400000000, secretKey, region: "singapore" };

describe("the configuration of the native provider", () => {
  let world: World;
  let plugin: Plugin;
  before(async () => {
    world = await startWorld();
    plugin = await Plugin.start(world);
  });
  after(() => world.end());

  const failuresOf = async (inputs: object, name = "explicit") =>
    (await plugin.checkConfig(name, structOf(inputs))).failures;

  it("is taken as texts, as numbers, as objects and as their JSON", async () => {
    const apps = { staging: { sdkAppId: 1400000001, region: "seoul" } };
    for (const inputs of [
      good,
      { ...good, sdkAppId: "1400000000", maxAttempts: "3", version: "1.0.0" },
      { ...good, apps },
      { ...good, apps: JSON.stringify(apps) },
      {},
    ]) {
      assert.deepEqual(await failuresOf(inputs), []);
    }
  });

  for (const [property, value, reason] of [
    ["region", "singapur", /tencent-chat:region is not a region .*Did you mean "singapore"/],
    ["sdkAppId", "x", /tencent-chat:sdkAppId is not a whole number/],
    ["maxAttempts", 0, /tencent-chat:maxAttempts is not a whole number from 1 to 20/],
    ["endpoint", "http://example.com", /tencent-chat:endpoint is plain http/],
    ["secretKey", "a b", /tencent-chat:secretKey holds a blank/],
    ["apps", { staging: { region: "singapur" } }, /tencent-chat:apps\.staging\.region is not a region/],
    ["apps", "{", /tencent-chat:apps has to be an object/],
  ] as const) {
    it(`is refused with the key's name: ${property} ${JSON.stringify(value)}`, async () => {
      for (const name of ["explicit", "default_0_1_0"]) {
        const failures = await failuresOf({ ...good, [property]: value }, name);
        assert.deepEqual(
          failures.map((failure) => failure.property),
          [property],
        );
        assert.match(failures[0]?.reason ?? "", reason);
      }
    });
  }

  it("has no other keys, and tells which one was meant; a stack's configuration may have some of its own", async () => {
    const [failure] = await failuresOf({ ...good, secretkey: "x" });
    assert.equal(failure?.property, "secretkey");
    assert.match(failure?.reason ?? "", /secretkey is no input of a provider\. Did you mean "secretKey"/);
    assert.deepEqual(await failuresOf({ ...good, mine: "x" }, "default_0_1_0"), []);
  });

  it("names no key that is like none, which may be a SecretKey", async () => {
    const failures = await failuresOf({ ...good, [secretKey]: "x" });
    assert.equal(failures.length, 1);
    assert.ok(!JSON.stringify(failures).includes(secretKey));
  });

  it("may hold what a preview does not know yet", async () => {
    for (const key of ["secretKey", "endpoint", "sdkAppId", "apps"]) {
      assert.deepEqual(await failuresOf({ ...good, [key]: unknown }), []);
    }
    assert.deepEqual(await failuresOf({ apps: { staging: { secretKey: unknown } } }), []);
  });

  it("keeps a SecretKey as a secret, whatever the program says", async () => {
    const apps = { staging: { sdkAppId: 1400000001, secretKey } };
    const given = structOf({ ...good, apps });
    const answered = (await plugin.checkConfig("explicit", given)).inputs.getFieldsMap();
    for (const [key, value] of [
      ["secretKey", secretKey],
      ["apps", apps],
    ] as const) {
      const found = answered.get(key) ?? assert.fail(`no ${key}`);
      assert.deepEqual([isSecret(found), plainOf(found)], [true, value]);
    }
    assert.equal(isSecret(answered.get("region") ?? wireOf(null)), false);
    const hidden = structOf({});
    hidden.getFieldsMap().set("secretKey", secretOf(wireOf(secretKey)));
    const kept = (await plugin.checkConfig("explicit", hidden)).inputs.getFieldsMap().get("secretKey");
    assert.equal(plainOf(kept ?? wireOf(null)), secretKey);
  });

  for (const [key, value] of [
    ["sdkAppId", 1400000001],
    ["region", "seoul"],
    ["endpoint", "https://gateway.example.com"],
  ] as const) {
    it(`replaces the provider, and with it its resources, with another ${key}`, async () => {
      const before = key === "endpoint" ? { ...good, endpoint: "https://other.example.com" } : good;
      const found = await plugin.diffConfig(before, { ...before, [key]: value });
      assert.deepEqual(found, { changes: true, replaces: [key], details: { [key]: "UPDATE_REPLACE" } });
    });
  }

  it("stays the same one where only the place of a setting changes, or how it is written", async () => {
    const { region: _, ...inChina } = { ...good, region: "china" };
    const changes = (key: string) => ({ changes: true, replaces: [], details: { [key]: "ADD" } });
    assert.deepEqual(await plugin.diffConfig(inChina, { ...inChina, region: "china" }), changes("region"));
    // The environment of these tests says nothing else than the service's own address.
    const endpoint = "https://console.tim.qq.com";
    assert.deepEqual(await plugin.diffConfig(inChina, { ...inChina, endpoint }), changes("endpoint"));
  });

  it("is updated in place with another key or limit, or a value that is not known yet", async () => {
    const after = { sdkAppId: "1400000000", secretKey: "new", region: unknown, maxAttempts: 3 };
    assert.deepEqual(await plugin.diffConfig(good, after), {
      changes: true,
      replaces: [],
      details: { secretKey: "UPDATE", region: "UPDATE", maxAttempts: "ADD" },
    });
    assert.equal((await plugin.diffConfig(good, { ...good, sdkAppId: "1400000000" })).changes, false);
  });
});

describe("a native provider of several apps", () => {
  it("works on the app that a resource names, with the keys of that app", () =>
    inWorld({ apps: { staging: { rooms: { r: { type: "Conference" } } } } }, async (world) => {
      const plugin = await Plugin.start(world);
      await plugin.create("RoomRobot", { roomId: "r", memberAccount: "bot", app: "staging" });
      assert.deepEqual(world.emulator.state()[sdkAppId + 1]?.rooms.r?.robots, ["bot"]);
    }));
});
