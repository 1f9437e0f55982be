import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { declarations, startProgram } from "./support";

const key = "tencent-chat:secretKey";
const inClear = "5f0c2b1e9a7d4c3f";

/** The SDK exports this, but keeps it out of its types. */
const { setAllConfig } = pulumi.runtime as unknown as {
  setAllConfig(values: Record<string, string>, secretKeys?: string[]): void;
};

describe("a SecretKey in the stack's configuration", () => {
  afterEach(() => setAllConfig({}));

  for (const [type, { declare }] of Object.entries(declarations)) {
    it(`is refused in clear before a ${type} is registered, with the command that mends it`, async () => {
      const program = await startProgram();
      setAllConfig({ [key]: inClear });
      assert.throws(
        () => declare("one"),
        (error: Error) => {
          assert.ok(pulumi.RunError.isInstance(error), "an error that is shown without its stack");
          assert.match(error.message, /`pulumi config set --secret tencent-chat:secretKey`/);
          assert.ok(!error.message.includes(inClear));
          return true;
        },
      );
      assert.deepEqual(program.registered, []);
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
});
