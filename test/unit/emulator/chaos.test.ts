import assert from "node:assert/strict";
import { Chaos } from "../../../emulator/faults/chaos";
import { faultKinds } from "../../../emulator/faults/faults";
import { type Client, emulating, seedOf, stateOf } from "./support";

const add = "group_open_avchatroom_http_svc/add_robots";
const seed = seedOf({ groups: { live: { type: "AVChatRoom" } } });

function faultsOf(settings: { probability: number; seed: number }, count: number) {
  const chaos = new Chaos(settings);
  return Array.from({ length: count }, () => chaos.next());
}

/** Whether a call came through. */
async function succeeds(client: Client, body: unknown): Promise<boolean> {
  try {
    return (await client.code(add, body)) === 0;
  } catch {
    return false;
  }
}

/** What a client does that means to get through. */
async function insist(client: Client, body: unknown): Promise<void> {
  for (let attempts = 0; attempts < 50; attempts += 1) if (await succeeds(client, body)) return;
  assert.fail("never came through");
}

describe("chaos in the emulator", () => {
  it("is the same for the same seed, and another for another", () => {
    const once = faultsOf({ probability: 0.3, seed: 7 }, 500);
    assert.deepEqual(faultsOf({ probability: 0.3, seed: 7 }, 500), once);
    assert.notDeepEqual(faultsOf({ probability: 0.3, seed: 8 }, 500), once);
  });

  it("has what it had with this seed when it was released: a test that names a seed goes on as it did", () => {
    const kinds = faultsOf({ probability: 0.5, seed: 7 }, 12).map((fault) => fault?.kind ?? "");
    const released = " resetBefore resetBefore resetBefore errorCode  truncated    notJson resetAfter";
    assert.equal(kinds.join(" "), released);
  });

  it("comes as often as told", () => {
    const count = faultsOf({ probability: 0.05, seed: 1 }, 20_000).filter(
      (fault) => fault !== undefined,
    ).length;
    assert.ok(count > 850 && count < 1150, `${count}`);
    assert.equal(faultsOf({ probability: 1, seed: 1 }, 100).includes(undefined), false);
  });

  it("deals every kind of fault but a hang", () => {
    const dealt = new Set(faultsOf({ probability: 1, seed: 3 }, 500).map((fault) => fault?.kind));
    assert.deepEqual(dealt, new Set(faultKinds.filter((kind) => kind !== "hang")));
  });

  it("meets requests by their number, whenever they come, and begins anew with a reset", () =>
    emulating({ seed, chaos: 0.4, chaosSeed: 7 }, async (client, emulator) => {
      async function outcomes(pauseMs: number): Promise<boolean[]> {
        emulator.reset();
        emulator.seed(seed);
        const seen = [];
        for (let index = 0; index < 25; index += 1) {
          seen.push(await succeeds(client, { GroupId: "live", Member_Account: ["bot1"] }));
          await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
        return seen;
      }
      const first = await outcomes(0);
      assert.ok(first.includes(true) && first.includes(false));
      assert.deepEqual(await outcomes(3), first);
    }));

  it("comes after the faults that were added, and is not put off by them", () => {
    const call = { GroupId: "live", Member_Account: ["bot1"] };
    return emulating({ seed, chaos: 0.4, chaosSeed: 7 }, async (client, emulator) => {
      const without = [];
      for (let index = 0; index < 10; index += 1) without.push(await succeeds(client, call));
      emulator.reset();
      emulator.seed(seed);
      emulator.addFault({ command: "*", kind: "errorCode", errorCode: 10002, times: 5 });
      const seen = [];
      for (let index = 0; index < 10; index += 1) seen.push(await succeeds(client, call));
      assert.deepEqual(seen, [...new Array<boolean>(5).fill(false), ...without.slice(5)]);
    });
  });

  it("is survived by a client that tries again", () =>
    emulating({ seed, chaos: 0.5, chaosSeed: 11 }, async (client, emulator) => {
      const bots = Array.from({ length: 30 }, (_, index) => `bot${index}`).sort();
      for (const bot of bots) await insist(client, { GroupId: "live", Member_Account: [bot] });
      assert.deepEqual(stateOf(emulator).groups.live?.robots, bots);
    }));

  it("tells its seed when it was given none", () =>
    emulating({ chaos: 0.5 }, async (_client, emulator) => {
      assert.ok(Number.isInteger(emulator.chaosSeed));
      await emulating({}, async (_other, calm) => assert.equal(calm.chaosSeed, undefined));
    }));

  it("leaves the control routes alone", () =>
    emulating({ chaos: 1, chaosSeed: 1 }, async (client) => {
      for (let index = 0; index < 20; index += 1)
        assert.equal((await client.control("GET", "/_emulator/state")).status, 200);
    }));
});
