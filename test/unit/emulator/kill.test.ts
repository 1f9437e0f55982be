import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command";
import { Client, inFolder, sdkAppId, seedOf } from "./support";

const rounds = 6;
const clients = 16;
const seed = seedOf({ groups: { live: { type: "AVChatRoom" } } });

interface Kept {
  /** Every robot whose add_robots was answered with a success. */
  readonly added: Set<string>;
  /** Those among them whose del_robots was sent: gone for sure only if that is in `deleted` too. */
  readonly touched: Set<string>;
  readonly deleted: Set<string>;
}

/** Adds robots, and deletes every third of them, until the connection breaks. */
async function work(url: string, name: string, kept: Kept): Promise<void> {
  const client = new Client(url);
  try {
    for (let index = 0; ; index += 1) {
      const bot = `${name}-${index}`;
      const body = { GroupId: "live", Member_Account: [bot] };
      assert.equal(await client.code("group_open_avchatroom_http_svc/add_robots", body), 0);
      kept.added.add(bot);
      if (index % 3 > 0) continue;
      kept.touched.add(bot);
      assert.equal(await client.code("group_open_avchatroom_http_svc/del_robots", body), 0);
      kept.deleted.add(bot);
    }
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
  } finally {
    client.close();
  }
}

describe("the emulator with a state file, killed while many write", function () {
  this.timeout(60_000);

  it("has everything that it had answered, after each of several kills", () =>
    inFolder(async (stateFile, folder) => {
      const seedFile = join(folder, "seed.json");
      writeFileSync(seedFile, JSON.stringify(seed));
      const start = () => run("--state", stateFile, "--seed", seedFile, "--requests-per-second", "0");
      const kept: Kept = { added: new Set(), touched: new Set(), deleted: new Set() };
      for (let round = 0; round < rounds; round += 1) {
        const { child, url, ended } = start();
        const address = await url;
        const before = kept.added.size;
        const working = Array.from({ length: clients }, (_, index) =>
          work(address, `bot-${round}-${index}`, kept),
        );
        while (kept.added.size === before) await new Promise((resolve) => setTimeout(resolve, 1));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
        child.kill("SIGKILL");
        await Promise.all(working);
        assert.equal((await ended).signal, "SIGKILL");
        await check(start, kept);
      }
      assert.deepEqual(readdirSync(folder).sort(), ["seed.json", "state"]);
    }));
});

async function check(start: () => ReturnType<typeof run>, { added, touched, deleted }: Kept): Promise<void> {
  const { child, url, ended } = start();
  const client = new Client(await url);
  const { json } = await client.control("GET", "/_emulator/state");
  client.close();
  child.kill();
  assert.equal((await ended).code, 0);
  const state = json as Record<number, { groups: { live: { robots: string[] } } }>;
  const robots = new Set(state[sdkAppId]?.groups.live.robots);
  const lost = [...added].filter((bot) => !touched.has(bot) && !robots.has(bot));
  const back = [...deleted].filter((bot) => robots.has(bot));
  assert.deepEqual({ lost, back }, { lost: [], back: [] });
}
