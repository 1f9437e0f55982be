import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as chat from "../../../../provider";
import { declarations } from "../../../support/declarations";
import { startProgram, warnings } from "./support";

describe("options that a dynamic resource cannot have", () => {
  for (const [type, { inputs }] of Object.entries(declarations)) {
    it(`refuses the option import of ${type} with the way that works`, async () => {
      await startProgram();
      const Resource = new Map<string, unknown>(Object.entries(chat)).get(type) as new (
        name: string,
        args: object,
        options: pulumi.CustomResourceOptions,
      ) => pulumi.Resource;
      assert.throws(
        () => new Resource("one", inputs, { import: "id" }),
        (error: Error) => {
          assert.ok(pulumi.RunError.isInstance(error));
          assert.match(error.message, new RegExp(`^The option \`import\` of ${type} "one" cannot work: `));
          assert.match(error.message, /Leave the option out: /);
          return true;
        },
      );
    });
  }
});

describe("options that have no effect on dynamic resources", () => {
  const said = warnings();

  it("are warned of, each once in a run, and others are not", async () => {
    const program = await startProgram();
    await pulumi.runtime.runInPulumiStack(async () => {
      const options = { replaceOnChanges: ["nick"], customTimeouts: { create: "3s" }, protect: true };
      for (const userId of ["bot-a", "bot-b"])
        await program.settled(new chat.ChatAccount(userId, { userId }, options));
    });
    assert.deepEqual(
      said,
      ["replaceOnChanges", "customTimeouts"].map(
        (option) => `The option \`${option}\` has no effect on "bot-a" and other dynamic resources.`,
      ),
    );
  });
});
