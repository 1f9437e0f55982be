import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as chat from "../../../../provider";
import { declarations } from "../../../support/declarations";
import { startProgram } from "./support";

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
