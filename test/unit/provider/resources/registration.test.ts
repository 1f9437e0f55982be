import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ChatAccount, LiveGroup, LiveGroupRobots, LiveRoomRobots, RoomRobot } from "../../../../provider";
import * as host from "../../../../provider/host";
import { declarations } from "../../../support/declarations";
import { startProgram } from "./support";

/** A resource as the SDK's own class registers it. */
class Own extends pulumi.dynamic.Resource {
  constructor(name: string, type: string, inputs: pulumi.Inputs) {
    const provider: pulumi.dynamic.ResourceProvider = { create: async () => ({ id: "id", outs: {} }) };
    super(provider, name, { ...inputs }, undefined, "tencent-chat", type);
  }
}

describe("the resources of this package", () => {
  for (const [type, { declare, inputs }] of Object.entries(declarations)) {
    it(`register ${type} as the SDK's own dynamic.Resource would, but for the text of __provider and the name of its declaration`, async () => {
      const program = await startProgram();
      await program.settled(declare("one"));
      await program.settled(new Own("one", type, inputs));
      const [ours, sdks] = program.registered;
      assert.ok(ours !== undefined && sdks !== undefined);
      assert.equal(typeof sdks.inputs.__provider, "string");
      const { __provider, __declaration } = ours.inputs;
      assert.deepEqual(ours, { ...sdks, inputs: { ...sdks.inputs, __provider, __declaration } });
      assert.deepEqual(ours.inputs, { ...inputs, __provider, __declaration });
      assert.match(String(__declaration), /^\d+ one$/);
    });

    // A promise to every state that was ever written: this text never changes once it is released.
    it(`give ${type} the text that finds today's code for a state of any age`, async () => {
      const program = await startProgram();
      await program.settled(declare("one"));
      assert.equal(
        program.registered[0]?.inputs.__provider,
        `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-tencent-chat/host").${type}`,
      );
    });

    it(`have a door in the host for ${type}, with every method that the engine may call`, () => {
      const door = new Map<string, pulumi.dynamic.ResourceProvider>(Object.entries(host)).get(type);
      assert.ok(door !== undefined);
      for (const method of ["configure", "check", "diff", "create", "read", "update", "delete"] as const) {
        assert.equal(typeof door[method], "function", method);
      }
    });
  }

  it("takes outputs of other resources for any input", async () => {
    const program = await startProgram();
    const robots = new LiveGroupRobots("one", {
      groupId: pulumi.output("g"),
      memberAccounts: [pulumi.output("a"), "b"],
    });
    await program.settled(robots);
    const { __provider: _, __declaration: __, ...inputs } = program.registered[0]?.inputs ?? {};
    assert.deepEqual(inputs, { groupId: "g", memberAccounts: ["a", "b"] });
  });

  it("registers the app that it is given, and else says nothing of apps", async () => {
    const program = await startProgram();
    await program.settled(new RoomRobot("one", { roomId: "r", memberAccount: "a", app: "staging" }));
    await program.settled(new RoomRobot("other", { roomId: "r", memberAccount: "a" }));
    assert.deepEqual(
      program.registered.map(({ inputs }) => ("app" in inputs ? inputs.app : "none")),
      ["staging", "none"],
    );
  });

  for (const [type, get] of [
    ["ChatAccount", (app) => ChatAccount.get("one", "id", app)],
    ["LiveGroup", (app) => LiveGroup.get("one", "id", app)],
    ["LiveGroupRobots", (app) => LiveGroupRobots.get("one", "id", app)],
    ["LiveRoomRobots", (app) => LiveRoomRobots.get("one", "id", app)],
    ["RoomRobot", (app) => RoomRobot.get("one", "r/a", app)],
  ] as readonly (readonly [string, (options?: { readonly app: string }) => pulumi.Resource])[]) {
    it(`reads a ${type} of the app that get is given`, async () => {
      const program = await startProgram();
      await program.settled(get({ app: "staging" }));
      await program.settled(get());
      assert.deepEqual(
        program.registered.map(({ inputs }) => ("app" in inputs ? inputs.app : "none")),
        ["staging", "none"],
      );
    });
  }
});
