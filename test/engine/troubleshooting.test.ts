import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "../support/own-files";
import { shownIn } from "../support/troubleshooting";
import { type Declaration, Stack } from "./support/stack";

const robots: Declaration = {
  type: "LiveGroupRobots",
  args: { groupId: "live-main", memberAccounts: ["bot-welcome"] },
};

describe("the messages of docs/troubleshooting.md that a program gives", () => {
  let stack: Stack;

  before(async () => {
    stack = await Stack.open({ seed: { groups: { "live-main": { type: "AVChatRoom" } } } });
  });

  after(() => stack.close());

  const assertShown = async (heading: string): Promise<void> => {
    const told = await stack.fail("preview", "--json");
    assert.ok(told.includes(shownIn(heading)), `not in what is told:\n${told}`);
  };

  it("are those of the package: Two resources of one stack own a robot", async () => {
    stack.write({ hosts: robots, guests: robots });
    await assertShown("Two resources of one stack own a robot");
  });

  it("are those of the package: The option import", async () => {
    stack.write({ hosts: { ...robots, options: { import: "live-main" } } });
    await assertShown("The option `import`");
  });

  it("are those of Pulumi: pulumi import", async () => {
    stack.write({});
    const token = "pulumi-nodejs:dynamic/tencent-chat:LiveGroupRobots";
    const told = await stack.fail("import", "--yes", token, "hosts", "live-main");
    assert.ok(told.includes(shownIn("`pulumi import`")), told);
  });

  it("are short, whatever is wrong with however much", async () => {
    const list = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
    const wrong: Readonly<Record<string, Declaration>> = {
      hosts: { type: "LiveGroupRobots", args: { groupId: "x".repeat(100_000), memberAccounts: list(5000) } },
      rooms: {
        type: "RoomRobots",
        args: { rooms: Object.fromEntries(list(300).map((room) => [`room-${room}`, list(10)])) },
      },
      kick: { type: "GroupMemberRemoval", args: { memberAccounts: list(5000), ...list(5000) } },
    };
    for (const [name, declaration] of Object.entries(wrong)) {
      stack.write({ [name]: declaration });
      const { code, stdout, stderr } = await stack.pulumi("preview", "--color", "never");
      assert.notEqual(code, 0);
      assert.match(stdout, /(4997 more of the UserIDs|297 more entries of rooms) are wrong/);
      assert.ok(
        stdout.length + stderr.length < 64 * 1024,
        `${stdout.length} and ${stderr.length} characters`,
      );
    }
  });

  it("are those of the package: The SecretKey in clear", async () => {
    stack.write({ hosts: robots });
    await stack.succeed("config", "set", "--plaintext", "tencent-chat:secretKey", "in-clear");
    await assertShown("The SecretKey in clear");
    await stack.succeed("config", "rm", "tencent-chat:secretKey");
  });
});

describe("the messages of docs/troubleshooting.md for a project without the package", () => {
  let parent: string;
  let stack: Stack;

  const link = (to: string, ...from: readonly string[]): void => {
    const path = join(stack.folder, ...from);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(to, path, "junction");
  };

  beforeEach(async () => {
    parent = mkdtempSync(join(tmpdir(), "no-package-"));
    stack = await Stack.open({ parent, seed: { groups: { "live-main": { type: "AVChatRoom" } } } });
    link(join(repository, "node_modules/@pulumi/pulumi"), "node_modules/@pulumi/pulumi");
  });

  afterEach(async () => {
    await stack.close();
    rmSync(parent, { recursive: true });
  });

  const declares = (module: string): string =>
    `new (require("${module}").LiveGroupRobots)("hosts", ${JSON.stringify(robots.args)});`;

  it("are those of the package: The package is out of the provider host's reach", async () => {
    link(join(stack.folder, "library"), "node_modules/library");
    link(repository, "library/node_modules/pulumi-tencent-chat");
    writeFileSync(join(stack.folder, "library/index.js"), 'module.exports = require("pulumi-tencent-chat");');
    stack.write(declares("library"));
    const told = (await stack.fail("preview", "--json")).replaceAll(realpathSync(stack.folder), "/shop/app");
    const shown = shownIn("The package is out of the provider host's reach");
    assert.ok(told.includes(shown), told);
  });

  it("are those of Node.js: The package is missing from node_modules, and nothing is lost", async () => {
    link(repository, "node_modules/pulumi-tencent-chat");
    stack.write(declares("pulumi-tencent-chat"));
    await stack.up();
    rmSync(join(stack.folder, "node_modules/pulumi-tencent-chat"));
    const { state } = stack;
    for (const command of ["refresh", "destroy"]) {
      const told = await stack.fail(command, "--yes", "--skip-preview", "--json");
      assert.ok(told.includes(shownIn("The package is missing from node_modules")), told);
    }
    assert.deepEqual(stack.outputsOf("hosts"), state.resources.at(-1)?.outputs);
    assert.deepEqual(stack.robotsOf("live-main"), ["bot-welcome"]);
    link(repository, "node_modules/pulumi-tencent-chat");
    await stack.destroy();
    assert.deepEqual(stack.robotsOf("live-main"), []);
  });
});
