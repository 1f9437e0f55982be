import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startPulumi } from "./support/pulumi";
import { Stack } from "./support/stack";

/** The folder that holds the executable of the plug-in, as a program's Pulumi.yaml names it. */
const folder = resolve(__dirname, "../../plugin");
const schema = resolve(__dirname, "../../provider/plugin/schema.json");
const seed = {
  groups: {
    "live-1": { type: "AVChatRoom", robots: ["stranger"] },
    "live-2": { type: "AVChatRoom", robots: ["bot-x"] },
  },
} as const;

const token = "tencent-chat:index:LiveGroupRobots";

/** A program without this package: it declares robots of live groups by their token alone. */
function program(robots: Readonly<Record<string, object>>): string {
  return [
    'const { CustomResource } = require("@pulumi/pulumi");',
    "class Robots extends CustomResource {",
    `  constructor(name, args) { super("${token}", name, { groupId: undefined, memberAccounts: undefined, ...args }); }`,
    "}",
    ...Object.entries(robots).map(
      ([name, args]) => `exports["${name}"] = new Robots("${name}", ${JSON.stringify(args)}).memberAccounts;`,
    ),
  ].join("\n");
}

describe("a stack of native resources", () => {
  let stack: Stack;

  before(async () => {
    stack = await Stack.open({ seed });
    const project = join(stack.folder, "Pulumi.yaml");
    const plugins = `plugins:\n  providers:\n    - name: tencent-chat\n      path: ${folder}\n`;
    writeFileSync(project, readFileSync(project, "utf8") + plugins);
  });

  after(() => stack.close());

  it("has a schema in which the engine finds nothing", async () => {
    const { code, stdout, stderr } = await startPulumi(["schema", "check", schema], {
      cwd: stack.folder,
      env: stack.env,
    }).ended;
    assert.deepEqual([code, stdout, stderr], [0, "", ""]);
  });

  it("gives this schema to the commands that make SDKs of it", async () => {
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

  it("is previewed with its outputs, applied, left alone, refreshed, imported and destroyed", async () => {
    const hosts = { groupId: "live-1", memberAccounts: ["bot-a", "bot-b"] };
    stack.write(program({ hosts }));

    const { stdout } = await stack.preview("--show-replacement-steps");
    assert.match(stdout, /"memberAccounts":\["bot-a","bot-b"\]/);
    assert.deepEqual(stack.requested(), []);

    assert.deepEqual((await stack.up()).operations, { hosts: ["create"] });
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b", "stranger"]);
    assert.equal(stack.stored("hosts")?.type, token);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});

    await stack.byHand("group_open_avchatroom_http_svc/del_robots", {
      GroupId: "live-1",
      Member_Account: ["bot-a"],
    });
    assert.deepEqual((await stack.refresh()).operations, { hosts: ["update"] });
    assert.deepEqual((await stack.up()).operations, { hosts: ["update"] });
    assert.deepEqual(stack.robotsOf("live-1"), ["bot-a", "bot-b", "stranger"]);

    // Some language hosts cannot write programs.
    await stack.succeed(
      "import",
      token,
      "guests",
      "live-2",
      "--yes",
      "--skip-preview",
      "--generate-code=false",
    );
    assert.deepEqual(stack.stored("guests")?.inputs, { groupId: "live-2", memberAccounts: ["bot-x"] });
    stack.write(program({ hosts, guests: { groupId: "live-2", memberAccounts: ["bot-x"] } }));
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});

    await stack.succeed("state", "unprotect", "--all", "--yes");
    await stack.destroy();
    assert.deepEqual([stack.robotsOf("live-1"), stack.robotsOf("live-2")], [["stranger"], []]);
  });

  it("refuses two owners of one robot in the preview, by their names", async () => {
    const robots = { groupId: "live-1", memberAccounts: ["bot-a"] };
    stack.write(program({ hosts: robots, guests: robots }));
    assert.match(
      await stack.fail("preview", "--json"),
      /"(hosts|guests)" and "(hosts|guests)" both own the robot bot-a of group live-1/,
    );
  });
});
