import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join, sep } from "node:path";
import { Stack } from "../engine/support/stack";
import { consumer, newestConsumer, type PackageManager } from "./support/consumer";

const resources = `
const hosts = new chat.LiveGroupRobots("hosts", { groupId: "live", memberAccounts: ["b", "a"] });
new chat.RoomRobot("minutes", { roomId: "room", memberAccount: "c" });
`;

/** The same program as users write it: the files of a project, Pulumi.yaml and packages apart. */
const kinds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  TypeScript: {
    "package.json": '{ "main": "index.ts" }',
    "index.ts": `import * as chat from "pulumi-tencent-chat";${resources}
export const accounts = hosts.memberAccounts.apply((names: readonly string[]) => names.join());`,
  },
  "a CommonJS module": {
    "package.json": '{ "main": "index.js" }',
    "index.js": `const chat = require("pulumi-tencent-chat");${resources}
exports.accounts = hosts.memberAccounts.apply((names) => names.join());`,
  },
  "an ES module": {
    "package.json": '{ "main": "index.js", "type": "module" }',
    "index.js": `import * as everything from "pulumi-tencent-chat";
import { LiveGroupRobots, RoomRobot } from "pulumi-tencent-chat";
const chat = { ...everything, LiveGroupRobots, RoomRobot };${resources}
export const accounts = hosts.memberAccounts.apply((names) => names.join());`,
  },
};

/** Each way to write a program, and each way to install; not each with each, which would tell nothing more. */
const projects: readonly (readonly [kind: string, manager: PackageManager])[] = [
  ["TypeScript", "npm"],
  ["a CommonJS module", "npm"],
  ["an ES module", "npm"],
  ["TypeScript", "pnpm"],
  ["an ES module", "pnpm"],
];

const seed = { groups: { live: { type: "AVChatRoom" } }, rooms: { room: { type: "Conference" } } } as const;

/** Puts a program of a user's own in the place of the stack's. */
function writeProject(stack: Stack, files: Readonly<Record<string, string>> = {}): void {
  rmSync(join(stack.folder, "Pulumi.yaml"));
  const all = { "Pulumi.yaml": "name: engine-test\nruntime: nodejs\n", ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(stack.folder, name), text);
}

/** Applies the program, finds nothing to change, and takes all of it away. */
async function liveThrough(stack: Stack): Promise<void> {
  await stack.up();
  assert.deepEqual([stack.robotsOf("live"), stack.robotsOf("room")], [["a", "b"], ["c"]]);
  const { stdout } = await stack.succeed("stack", "output", "accounts", "--stack", "test");
  assert.equal(stdout.trim(), "b,a");
  await stack.preview("--expect-no-changes");
  await stack.destroy();
  assert.deepEqual([stack.robotsOf("live"), stack.robotsOf("room")], [[], []]);
}

describe("A program of a user's own that has the packed package", () => {
  for (const [kind, manager] of projects) {
    it(`is applied, stays as it is and is taken away: ${kind}, installed by ${manager}`, async () => {
      const parent = await consumer(manager);
      const stack = await Stack.open({ seed, parent });
      try {
        writeProject(stack, kinds[kind]);
        const found = createRequire(join(stack.folder, "index.js")).resolve("pulumi-tencent-chat");
        assert.ok(found.startsWith(join(parent, "node_modules") + sep), found);

        await liveThrough(stack);
      } finally {
        await stack.close();
      }
    });
  }

  it("is applied, stays as it is and is taken away with the newest SDK on Node.js 24", async function () {
    // The install is its own: a Node.js of 120 MB and another SDK.
    this.timeout(600_000);
    const parent = await newestConsumer();
    // Each process of Node.js that the engine starts writes down which one it is.
    const [notes, noting] = [join(parent, "notes"), join(parent, "noting.cjs")];
    writeFileSync(
      noting,
      `require("node:fs").appendFileSync(${JSON.stringify(notes)}, process.version + " " + process.argv[1] + "\\n");`,
    );
    const env = {
      PATH: [join(parent, "node_modules/.bin"), process.env.PATH].join(delimiter),
      NODE_OPTIONS: `--require ${JSON.stringify(noting)}`,
    };
    const stack = await Stack.open({ seed, parent, env });
    try {
      writeProject(stack, kinds.TypeScript);
      await liveThrough(stack);
      const started = readFileSync(notes, "utf8").trim().split("\n");
      assert.deepEqual(
        started.filter((line) => !line.startsWith("v24.")),
        [],
      );
      // The program, and the process in which its resources are.
      for (const part of [/cmd.run/, /dynamic-provider|pulumi-resource-pulumi-nodejs/]) {
        assert.ok(
          started.some((line) => part.test(line)),
          started.join("\n"),
        );
      }
    } finally {
      await stack.close();
    }
  });
});
