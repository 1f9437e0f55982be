import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Api } from "tls-sig-api-v2";
import ts from "typescript";
import { blocksOf } from "../support/markdown";
import { app, Stack } from "./support/stack";

const page = "docs/migration.md";

/** The service before anybody has called it. */
const seed = {
  accounts: ["bot-welcome", "bot-moderator", "bot-minutes"],
  groups: {
    "live-main": { type: "AVChatRoom" },
    "work-team": { type: "Work", members: ["alice", "load-test-1", "load-test-2"] },
  },
  rooms: { "room-standup": { type: "Conference" }, "live-room-1": { type: "Live" } },
  friendLists: { alice: ["family", "load-test"] },
} as const;

/** What the page's TypeScript declares, as one program; what only reads is another one. */
const programs = blocksOf(page, "ts");
const reading = programs.filter((code) => code.includes(".get("));
const declaring = programs.filter((code) => !code.includes(".get("));

function compiled(blocks: readonly string[]): string {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  // A function each: two blocks may use one name.
  return blocks.map((code) => `(() => {\n${ts.transpile(code, options)}\n})();\n`).join("");
}

describe("docs/migration.md", () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.open({ seed });
  });

  afterEach(() => stack.close());

  /** Runs every curl of the page, in order. */
  const runScript = async (): Promise<void> => {
    const { sdkAppId, secretKey, identifier } = app;
    const userSig = new Api(sdkAppId, secretKey).genUserSig(identifier, 3600);
    const env = {
      PATH: process.env.PATH,
      TENCENT_CHAT_ENDPOINT: stack.emulator.url,
      AS: `sdkappid=${sdkAppId}&identifier=${identifier}&usersig=${userSig}&random=1&contenttype=json`,
    };
    for (const script of blocksOf(page, "sh").filter((code) => code.startsWith("curl "))) {
      const { stdout } = await promisify(execFile)("sh", ["-c", script], { env });
      const codes = [...stdout.matchAll(/"ErrorCode":(\d+)/g)].map(([, errorCode]) => errorCode);
      assert.ok(codes.length > 0 && codes.every((errorCode) => errorCode === "0"), `${script}\n${stdout}`);
    }
  };

  it("declares what its commands do, and nothing else", async () => {
    await runScript();
    const byScript = stack.service;
    stack.emulator.reset();
    stack.emulator.seed({ [app.sdkAppId]: seed });
    stack.write(compiled(declaring));
    await stack.up();
    assert.deepEqual(stack.service, byScript);
    await stack.preview("--expect-no-changes");
  });

  it("takes over robots where they are, and takes them away in the end", async () => {
    await runScript();
    const before = stack.service;
    stack.write(compiled(declaring.filter((code) => /new \w+Robots?\(/.test(code))));
    await stack.up();
    assert.deepEqual(stack.service, before);
    stack.write(compiled(reading));
    await stack.up();
    assert.deepEqual(stack.robotsOf("live-main"), []);
    assert.ok(stack.service.accounts.includes("bot-host"));
  });

  it("shows what is there before anything is declared", async () => {
    await runScript();
    stack.write(compiled(reading));
    await stack.up();
    const { stdout } = await stack.pulumi("stack", "output", "--json");
    assert.deepEqual(JSON.parse(stdout), {
      inGroup: ["bot-moderator", "bot-welcome"],
      inLiveRoom: ["bot-host"],
    });
  });
});
