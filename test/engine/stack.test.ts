import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Api } from "tls-sig-api-v2";
import { app, type Declaration, Stack } from "./support/stack";

const seed = {
  groups: {
    "live-1": { type: "AVChatRoom", members: [], robots: [] },
    "live-2": { type: "AVChatRoom", members: [], robots: [] },
    team: { type: "Work", members: ["bob", "test-1"], robots: [] },
  },
  rooms: { "room-1": { type: "Conference", members: [], robots: [] } },
  friendLists: { alice: ["old"] },
} as const;

const oneOfEach: Readonly<Record<string, Declaration>> = {
  welcome: { type: "LiveGroupRobots", args: { groupId: "live-1", memberAccounts: ["bot-a"] } },
  minutes: { type: "RoomRobot", args: { roomId: "room-1", memberAccount: "bot-a" } },
  kick: { type: "GroupMemberRemoval", args: { groupId: "team", memberAccounts: ["test-1"] } },
  drop: { type: "FriendListDeletion", args: { fromAccount: "alice", groupNames: ["old"] } },
};

const noCredentials = {
  TENCENT_CHAT_ENDPOINT: undefined,
  TENCENT_CHAT_SDK_APP_ID: undefined,
  TENCENT_CHAT_SECRET_KEY: undefined,
};

describe("a stack of all resources", () => {
  let stack: Stack;

  afterEach(() => stack.close());

  it("shares one host process, one UserSig, which is in no log, and no more connections than the engine works in parallel", async () => {
    stack = await Stack.open({ seed });
    const rooms = Array.from({ length: 30 }, (_, at): [string, Declaration] => [
      `robot-${at}`,
      { type: "RoomRobot", args: { roomId: "room-1", memberAccount: `bot-${at}` } },
    ]);
    stack.write({ ...oneOfEach, ...Object.fromEntries(rooms) });
    // The engine's own most detailed log, which is searched for secrets as all else is that it says.
    const { stderr } = await stack.up("--parallel", "4", "-v=9", "--logtostderr");
    assert.match(stderr, /tencent-chat/);
    const requests = stack.requests();
    assert.equal(requests.length, 34);
    assert.deepEqual([...new Set(requests.map(({ userSig }) => userSig))], [1]);
    const connections = new Set(requests.map(({ connection }) => connection));
    assert.ok(connections.size <= 4, `${connections.size} connections`);
  });

  it("needs no credentials for a preview, calls nothing in it, and says before the first call what is missing", async () => {
    stack = await Stack.open({ seed, env: noCredentials });
    stack.write(oneOfEach);
    const preview = await stack.preview();
    assert.deepEqual(preview.operations, {
      welcome: ["create"],
      minutes: ["create"],
      kick: ["create"],
      drop: ["create"],
    });
    const told = await stack.fail("up", "--yes", "--skip-preview", "--json");
    for (const key of ["sdkAppId", "secretKey", "region"]) {
      assert.match(told, new RegExp(`pulumi config set tencent-chat:${key}`));
    }
    assert.deepEqual(stack.requested(), []);
  });

  it("refuses a SecretKey that is stored in clear, before anything is written to the state", async () => {
    stack = await Stack.open({ seed });
    stack.write(oneOfEach);
    await stack.pulumi("config", "set", "tencent-chat:secretKey", "in-clear");
    const told = await stack.fail("up", "--yes", "--skip-preview", "--json");
    assert.match(told, /pulumi config set --secret tencent-chat:secretKey/);
    assert.deepEqual(stack.requested(), []);
  });

  it("shows in a preview every wrong input of a resource, each on its property, and a wrong configuration", async () => {
    stack = await Stack.open({ seed, env: { TENCENT_CHAT_REGION: "singapur" } });
    stack.write({
      welcome: { type: "LiveGroupRobots", args: { groupId: "x".repeat(49), memberAccounts: [], grupId: 1 } },
    });
    const told = await stack.fail("preview", "--json");
    assert.match(told, /property groupId .* is 49 bytes long/);
    assert.match(told, /property memberAccounts .* is empty/);
    assert.match(told, /grupId is no property of this resource\. Did you mean "groupId"\?/);
    assert.match(told, /TENCENT_CHAT_REGION is not a region.*Did you mean "singapore"\?/);
  });

  it("would notice a secret that was written to the output, to a file, or into the state", async () => {
    stack = await Stack.open({ seed });
    const userSig = new Api(app.sdkAppId, app.secretKey).genUserSig(app.identifier, 3600);
    for (const secret of [app.secretKey, userSig]) {
      await assert.rejects(stack.assertNoSecrets({ stdout: `{"text":"${secret}"}`, stderr: "" }), /output/);
      mkdirSync(join(stack.folder, "backend/planted"));
      writeFileSync(join(stack.folder, "backend/planted/state.json"), secret);
      await assert.rejects(stack.assertNoSecrets({ stdout: "", stderr: "" }), /planted/);
      writeFileSync(join(stack.folder, "backend/planted/state.json"), "");
      await stack.assertNoSecrets({ stdout: "", stderr: "" });
      stack.write({
        kick: {
          type: "GroupMemberRemoval",
          args: { groupId: "team", memberAccounts: ["test-1"], reason: secret },
        },
      });
      await assert.rejects(stack.up(), /Secrets were written/);
      writeFileSync(join(stack.folder, "program.js"), "");
      await assert.rejects(stack.assertNoSecrets({ stdout: "", stderr: "" }), /backend/);
      // The backend keeps every earlier state, so the next secret is planted in a fresh one.
      await stack.close();
      stack = await Stack.open({ seed });
    }
  });
});
