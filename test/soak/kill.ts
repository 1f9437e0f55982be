import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Family, until } from "../engine/support/processes";
import { type Declaration, Stack } from "../engine/support/stack";
import { mendTornFiles } from "../engine/support/torn-files";

const groupCount = 6;
const resourceCount = 60;
/** So many of them are there before the `up` that is killed. */
const earlierCount = 40;

type Program = Readonly<Record<string, Declaration>>;

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const idsOf = (kind: string): string[] => range(groupCount).map((at) => `${kind}-${at}`);

function resource(at: number, place: number, suffix: string): Declaration {
  const id = place % groupCount;
  return at % 2 === 0
    ? {
        type: "LiveGroupRobots",
        args: { groupId: `live-${id}`, memberAccounts: [`r${at}`, `r${at}-${suffix}`] },
      }
    : { type: "RoomRobot", args: { roomId: `room-${id}`, memberAccount: `r${at}` } };
}

const earlier: Program = Object.fromEntries(
  range(earlierCount).map((at) => [`resource-${at}`, resource(at, at, "old")]),
);

/** A quarter of the earlier ones each stays, is moved, renamed, or (where it can be) updated; the others are new. */
const later: Program = Object.fromEntries(
  range(resourceCount).map((at) => {
    const change = Math.floor(at / 2) % 4;
    const name = at < earlierCount && change === 1 ? `renamed-${at}` : `resource-${at}`;
    return [name, resource(at, change === 2 ? at + 1 : at, change === 3 ? "new" : "old")];
  }),
);

/** The robots of each group and room: those that are declared, and those that were there before. */
function declaredBy(program: Program): Record<string, string[]> {
  const places = Object.fromEntries([...idsOf("live"), ...idsOf("room")].map((id) => [id, ["not-ours"]]));
  for (const { args } of Object.values(program)) {
    const { groupId, roomId, memberAccounts, memberAccount } = args as Record<string, string> & {
      memberAccounts?: string[];
    };
    places[groupId ?? roomId ?? ""]?.push(...(memberAccounts ?? [memberAccount ?? ""]));
  }
  for (const robots of Object.values(places)) robots.sort();
  return places;
}

function held({ service }: Stack): Record<string, string[]> {
  const places = Object.entries({ ...service.groups, ...service.rooms });
  return Object.fromEntries(places.map(([id, { robots }]) => [id, [...robots].sort()]));
}

/** Numbers from 0 up to, not including, 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function run(stack: Stack, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await stack.start(...args).ended;
  assert.equal(code, 0, `pulumi ${args.join(" ")}\n${stdout}\n${stderr}`);
}

const up = ["up", "--yes", "--skip-preview", "--json"];

/** Kills an `up` after so many requests and milliseconds; gives how many requests were sent in the end. */
async function killed(stack: Stack, requests: number, milliseconds: number): Promise<number> {
  const { child, ended } = stack.start(...up);
  const engine = child.pid ?? assert.fail("the engine did not start");
  let over = false;
  void ended.then(() => {
    over = true;
  });
  await until("the moment has come", () => over || stack.emulator.requests().length >= requests);
  await pause(milliseconds);
  const family = Family.of(engine);
  child.kill("SIGKILL");
  await ended;
  assert.deepEqual(await family.leftAfter(10_000), [], "processes were left");
  return stack.emulator.requests().length;
}

/**
 * Kills the engine at random moments of an `up` of 60 resources, and has the next `up` complete each.
 *
 * @returns how many did not end in exactly the declared state
 */
export async function soak(seed: number, kills: number, print: (line: string) => void): Promise<number> {
  const random = randomFrom(seed);
  const places = { robots: ["not-ours"] };
  const stack = await Stack.open({
    seed: {
      groups: Object.fromEntries(idsOf("live").map((id) => [id, { type: "AVChatRoom", ...places }])),
      rooms: Object.fromEntries(idsOf("room").map((id) => [id, { type: "Conference", ...places }])),
    },
  });
  let failures = 0;
  try {
    stack.write(earlier);
    await run(stack, ...up);
    const backToEarlier = stack.remember();
    stack.write(later);
    backToEarlier();
    await run(stack, ...up);
    assert.deepEqual(held(stack), declaredBy(later));
    const total = stack.emulator.requests().length;
    for (const at of range(kills)) {
      backToEarlier();
      // From before the first request to after the last.
      const requests = Math.floor(random() * (total + 1));
      const milliseconds = Math.floor(random() * 100);
      const moment = `kill ${at + 1} of ${kills}, ${milliseconds} ms after request ${requests} of ${total}`;
      const started = Date.now();
      try {
        const sent = await killed(stack, requests, milliseconds);
        const torn = mendTornFiles(stack.stacks);
        const { pending } = stack.state;
        if (existsSync(join(stack.folder, "backend/.pulumi/locks"))) await run(stack, "cancel", "--yes");
        await run(stack, ...up);
        assert.deepEqual(held(stack), declaredBy(later));
        await run(stack, "preview", "--json", "--expect-no-changes");
        const seconds = ((Date.now() - started) / 1000).toFixed(0);
        const mended = torn.map((name) => `, ${name} mended`).join("");
        print(
          `${moment}: recovered (${sent} were sent, ${pending.length} operations pending${mended}; ${seconds} s)`,
        );
      } catch (error) {
        failures += 1;
        print(`${moment}: NOT RECOVERED\n${error instanceof Error ? error.message : error}`);
      }
    }
  } finally {
    await stack.close();
  }
  return failures;
}
