import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startPulumi } from "../engine/support/pulumi";
import { Stack } from "../engine/support/stack";
import { consumer } from "./support/consumer";

const plugin = "../node_modules/pulumi-tencent-chat/plugin";
const program = `
const { LiveGroupRobots } = require("@pulumi/tencent-chat");
exports.accounts = new LiveGroupRobots("hosts", { groupId: "live", memberAccounts: ["b", "a"] }).memberAccounts;
`;

describe("The SDK that `pulumi package add` makes of the packed plug-in", () => {
  let stack: Stack;

  beforeEach(async () => {
    const seed = { groups: { live: { type: "AVChatRoom" } } } as const;
    stack = await Stack.open({ seed, parent: await consumer("npm") });
    const files = {
      "Pulumi.yaml": "name: engine-test\nruntime: nodejs\n",
      "package.json": '{ "main": "index.js", "private": true }',
      "index.js": program,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(stack.folder, name), text);
  });

  afterEach(() => stack.close());

  it("declares native resources, which are previewed with their outputs, applied and destroyed", async function () {
    // It installs the SDK's own packages, and compiles it.
    this.timeout(300_000);
    const { env, folder: cwd } = stack;
    const added = await startPulumi(["package", "add", plugin], { cwd, env }).ended;
    // The language host of this repository's tools runs programs alone; the official CLI has one that makes SDKs.
    if (/does not implement the method/.test(added.stderr)) this.skip();
    assert.equal(added.code, 0, added.stdout + added.stderr);
    const { stdout } = await stack.preview();
    assert.match(stdout, /"type":"tencent-chat:index:LiveGroupRobots"/);
    await stack.up();
    assert.deepEqual(stack.robotsOf("live"), ["a", "b"]);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
    await stack.destroy();
    assert.deepEqual(stack.robotsOf("live"), []);
  });
});
