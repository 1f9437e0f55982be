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

  it("keeps a state with each input twice, as the SDK has it, one time, and the program's own position", async () => {
    stack = await Stack.open({ seed });
    stack.write({ robot: { type: "RoomRobot", args: { roomId: "room-1", memberAccount: "a" } } });
    await stack.up();
    const { inputs, outputs, sourcePosition } = stack.stored("robot") ?? assert.fail("there is no robot");
    assert.deepEqual(Object.keys(inputs ?? {}).sort(), ["__provider", "memberAccount", "roomId"]);
    const { addedAt: _, ...repeated } = outputs ?? {};
    assert.deepEqual(repeated, inputs);
    assert.ok(Buffer.byteLength(String(inputs?.__provider)) <= 150);
    // Older engines keep no position.
    if (sourcePosition !== undefined) assert.match(sourcePosition, /program\.js/);
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
