import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { Metadata } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Value } from "google-protobuf/google/protobuf/struct_pb";
import { unknownValue } from "../../provider/lifecycle/inputs";
import { secretOf, structOf, wireOf } from "../../provider/plugin/conversions";
import { commands, inWorld, startWorld, type World } from "../host/support/world";
import { EngineDouble } from "./support/engine-double";
import { Plugin } from "./support/plugin";

const hidden = "will remove names that this preview does not know yet, or that are secret";
const names = ["b", "a"];

describe("what the native provider has the engine show", () => {
  let world: World;
  let engine: EngineDouble;
  let plugin: Plugin;

  before(async () => {
    world = await startWorld({ seed: { groups: { live: { type: "AVChatRoom" } } } });
  });
  after(() => world.end());

  beforeEach(async () => {
    engine = await EngineDouble.start();
    const host = await world.host({ log: "debug" }, { door: "native", engine: engine.address });
    plugin = new Plugin(host);
  });
  afterEach(() => engine.stop());

  const infoOf = (text: string): (typeof engine.shown)[number] => ({
    severity: "INFO",
    name: "resource",
    text,
  });

  it("is what a one-shot is going to remove, in a preview", async () => {
    await plugin.create("GroupMemberRemoval", { groupId: "g", memberAccounts: names }, { preview: true });
    assert.deepEqual(engine.shown, [infoOf("will remove from group g: b, a")]);
    const drop = { fromAccount: "alice", groupNames: ["work"], app: "staging" };
    await plugin.create("FriendListDeletion", drop, { preview: true });
    assert.deepEqual(engine.shown.slice(1), [
      infoOf("in the app staging: will delete friend lists of alice: work"),
    ]);
  });

  it("is nothing of a one-shot whose inputs are missing, and nothing of resources that are no one-shots", async () => {
    await plugin.create("GroupMemberRemoval", { groupId: "g" }, { preview: true });
    await plugin.create("LiveGroupRobots", { groupId: "g", memberAccounts: names }, { preview: true });
    assert.deepEqual(engine.shown, []);
  });

  const removal = { groupId: "g", memberAccounts: names };
  const secret = (plain: unknown): Value => secretOf(wireOf(plain));
  for (const [what, input, value] of [
    ["a secret list", "memberAccounts", secret(names)],
    ["a list with a secret name", "memberAccounts", wireOf(names)],
    ["the name of a secret app", "app", secret("staging")],
    ["a group that is not known yet", "groupId", wireOf(unknownValue)],
    ["a name that is not known yet", "memberAccounts", wireOf(["a", unknownValue])],
    ["an app that is not known yet", "app", wireOf(unknownValue)],
  ] as const) {
    it(`does not name ${what}`, async () => {
      if (what === "a list with a secret name") value.getListValue()?.getValuesList().push(secret("hidden"));
      const inputs = structOf(removal);
      inputs.getFieldsMap().set(input, value);
      const urn = plugin.host.urn("GroupMemberRemoval");
      const request = new messages.CreateRequest().setUrn(urn).setProperties(inputs).setPreview(true);
      await plugin.host.ask<messages.CreateResponse>("create", (done) =>
        plugin.host.client.create(request, new Metadata(), done),
      );
      assert.deepEqual(engine.shown, [infoOf(hidden)]);
    });
  }

  it("is each line that the work of a resource has for a person, at that resource, and not on standard error, too", async () => {
    await plugin.create("LiveGroupRobots", { groupId: "live", memberAccounts: ["a"] });
    // No work waits for the engine to show how far it is.
    while (engine.shown.length === 0) await pause(5);
    const [line, ...others] = engine.shown;
    assert.deepEqual([others, line?.severity, line?.name], [[], "INFO", "resource"]);
    assert.match(line?.text ?? "", /add_robots/);
    assert.equal(plugin.host.stderr, "");
  });

  it("goes to standard error where no engine listens", () =>
    inWorld({ seed: { groups: { live: { type: "AVChatRoom" } } } }, async (other) => {
      const alone = await Plugin.start(other, { log: "debug" });
      await alone.create("LiveGroupRobots", { groupId: "live", memberAccounts: ["a"] });
      assert.deepEqual(
        other.requests().map(({ command }) => command),
        [commands.addRobots],
      );
      while (alone.host.stderr === "") await pause(5);
      assert.match(alone.host.stderr, /^tencent-chat: .*add_robots.*\n$/);
    }));
});
