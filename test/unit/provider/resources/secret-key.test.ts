import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { declarations } from "../../../support/declarations";
import { startProgram } from "./support";

const key = "tencent-chat:secretKey";
const inClear = "5f0c2b1e9a7d4c3f";
const appsKey = "tencent-chat:apps";
const apps = JSON.stringify({ production: {}, staging: { sdkAppId: 1400000001, secretKey: inClear } });

/** The SDK exports this, but keeps it out of its types. */
const { setAllConfig } = pulumi.runtime as unknown as {
  setAllConfig(values: Record<string, string>, secretKeys?: string[]): void;
};

describe("a SecretKey in the stack's configuration", () => {
  afterEach(() => setAllConfig({}));

  for (const [type, { declare }] of Object.entries(declarations)) {
    it(`is refused in clear before a ${type} is registered, with the command that mends it`, async () => {
      for (const [config, mends] of [
        [{ [key]: inClear }, /`pulumi config set --secret tencent-chat:secretKey`/],
        [
          { [appsKey]: apps },
          /^The configuration tencent-chat:apps\.staging\.secretKey is stored in clear.*`pulumi config set --secret --path 'tencent-chat:apps\.staging\.secretKey'`/s,
        ],
      ] as const) {
        const program = await startProgram();
        setAllConfig(config);
        assert.throws(
          () => declare("one"),
          (error: Error) => {
            assert.ok(pulumi.RunError.isInstance(error), "an error that is shown without its stack");
            assert.match(error.message, mends);
            assert.ok(!error.message.includes(inClear));
            return true;
          },
        );
        assert.deepEqual(program.registered, []);
      }
    });

    it(`is no obstacle to a ${type} where it is a secret`, async () => {
      const program = await startProgram();
      setAllConfig({ [key]: inClear }, [key]);
      await program.settled(declare("one"));
      assert.equal(program.registered.length, 1);
      assert.ok(!JSON.stringify(program.registered).includes(inClear));
    });
  }

  it("may be absent: it can be in the environment", async () => {
    const program = await startProgram();
    setAllConfig({ "tencent-chat:region": "singapore" });
    await program.settled(declarations.RoomRobot.declare("one"));
    assert.equal(program.registered.length, 1);
  });

  for (const [what, text, secret] of [
    ["that is part of a secret object", apps, [appsKey]],
    ["that is in the environment instead", JSON.stringify({ staging: { region: "tokyo" } }), []],
    ["in what is no object of apps, which `check` refuses", "7", []],
    ["in what is no JSON, which `check` refuses", "staging", []],
    ["of an app that is nothing", JSON.stringify({ staging: null }), []],
  ] as const) {
    it(`of a named app is no obstacle ${what}`, async () => {
      const program = await startProgram();
      setAllConfig({ [appsKey]: text }, [...secret]);
      await program.settled(declarations.RoomRobot.declare("one"));
      assert.equal(program.registered.length, 1);
    });
  }
});
