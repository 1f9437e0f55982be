import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startPulumi } from "./support/pulumi";
import { Stack } from "./support/stack";

/** The folder that holds the executable of the plug-in. */
const folder = resolve(__dirname, "../../plugin");
const schema = resolve(__dirname, "../../provider/plugin/schema.json");

describe("the schema of the native provider", () => {
  let stack: Stack;

  before(async () => {
    stack = await Stack.open();
  });

  after(() => stack.close());

  it("is one in which the engine finds nothing", async () => {
    const { code, stdout, stderr } = await startPulumi(["schema", "check", schema], {
      cwd: stack.folder,
      env: stack.env,
    }).ended;
    assert.deepEqual([code, stdout, stderr], [0, "", ""]);
  });

  it("is what the plug-in gives to the commands that make SDKs of it", async () => {
    const executable = join(folder, "pulumi-resource-tencent-chat");
    const { stdout } = await startPulumi(["package", "get-schema", executable], {
      cwd: stack.folder,
      env: stack.env,
    }).ended;
    const namesOf = (text: string): unknown => {
      const { name, resources } = JSON.parse(text) as { name: string; resources: object };
      return [name, Object.keys(resources).sort()];
    };
    assert.deepEqual(namesOf(stdout), namesOf(readFileSync(schema, "utf8")));
  });
});
