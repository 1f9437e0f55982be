import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "pulumi-tencent-chat/emulator";
import { root } from "./support/host-process";
import { commands, sdkAppId, secretKey } from "./support/world";

const limit = 200;
/** Of `addLiveRobots`. */
const lowestLimit = 100;
const concurrency = 16;

/** Runs a load in a process of its own, as a pipeline's host is one. How fast it is, `npm run bench:client` tells. */
async function pipeline(
  emulator: Emulator,
  calls: number,
  command: "addRobots" | "addLiveRobots" = "addRobots",
  requestsPerSecond = limit,
): Promise<void> {
  const options = {
    sdkAppId,
    secretKey,
    identifier: "administrator",
    baseUrl: emulator.url,
    requestsPerSecond,
    maxAttempts: 5,
    timeoutSeconds: 10,
    userSigTtlSeconds: 86_400,
  };
  await promisify(execFile)(process.execPath, [
    join(__dirname, "support/load.mjs"),
    join(root, "dist/provider/client/client.js"),
    join(root, "dist/provider/client/commands.js"),
    JSON.stringify(options),
    command,
    String(calls),
    String(concurrency),
  ]);
}

describe("calls against the service's limits", () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator({
      apps: [{ sdkAppId, secretKey, identifier: "administrator" }],
      seed: {
        [sdkAppId]: {
          accounts: ["bot"],
          groups: { live: { type: "AVChatRoom" } },
          rooms: { show: { type: "Live" } },
        },
      },
    });
  });

  afterEach(() => emulator.stop());

  it("are never told to slow down, are signed with one UserSig, and share few connections", async () => {
    const calls = 1_000;
    await pipeline(emulator, calls);
    const requests = emulator.requests().filter(({ command }) => command === commands.addRobots);
    assert.equal(requests.length, calls, "each call was sent once");
    assert.ok(requests.every(({ errorCode }) => errorCode === 0));
    assert.equal(new Set(requests.map(({ userSig }) => userSig)).size, 1);
    const connections = new Set(requests.map(({ connection }) => connection)).size;
    assert.ok(connections <= concurrency, `${connections} connections`);
  });

  it("all succeed when two pipelines share it, though the service refuses some of them at first", async () => {
    // The command with the lowest limit: on a slow machine, too, two processes come up to it.
    const calls = 300;
    await Promise.all([1, 2].map(() => pipeline(emulator, calls, "addLiveRobots")));
    const codes = emulator.requests().map(({ errorCode }) => errorCode);
    assert.equal(codes.filter((code) => code === 0).length, 2 * calls);
    const refused = codes.filter((code) => code === 60007).length;
    assert.ok(refused > 0, "the two met the limit");
    assert.ok(refused < calls, `${refused} refused`);
  });

  it("all succeed when eight pipelines share it, and are never told to slow down where each keeps to its part", async () => {
    const calls = 60;
    const pipelines = Array.from({ length: 8 }, (_, at) => at);
    const codesAt = async (perSecond: number): Promise<(number | null)[]> => {
      const before = emulator.requests().length;
      await Promise.all(pipelines.map(() => pipeline(emulator, calls, "addLiveRobots", perSecond)));
      return emulator
        .requests()
        .slice(before)
        .map(({ errorCode }) => errorCode);
    };
    assert.deepEqual(await codesAt(lowestLimit / pipelines.length), Array(8 * calls).fill(0));
    const codes = await codesAt(limit);
    assert.equal(codes.filter((code) => code === 0).length, 8 * calls);
  }).timeout(90_000);
});
