import assert from "node:assert/strict";
import { type Attack, type Hostile, startHostile, strikes, type Writing, writings } from "../support/hostile";
import { assertNoSecrets } from "../support/secrets";
import type { Host } from "./support/host";
import { HostError, type Properties } from "./support/host-error";
import type { ResourceType } from "./support/provider-texts";
import { samples, types } from "./support/samples";
import { inWorld, secretKey } from "./support/world";

/** Other inputs under which each type is updated in place, where it can be. */
const changed: Readonly<Record<ResourceType, Properties>> = {
  ChatAccount: { ...samples.ChatAccount, nick: "Other" },
  Chatbot: { ...samples.Chatbot, nick: "Other" },
  LiveGroup: { ...samples.LiveGroup, name: "Other" },
  LiveGroupRobots: { ...samples.LiveGroupRobots, memberAccounts: ["robot-2", "robot-3"] },
  LiveRoomRobots: { ...samples.LiveRoomRobots, memberAccounts: ["robot-2", "robot-3"] },
  RoomRobot: { ...samples.RoomRobot },
  RoomRobots: { rooms: { "room-1": ["robot-2"], "room-2": ["robot-1"] } },
  GroupMemberRemoval: { ...samples.GroupMemberRemoval },
  FriendListDeletion: { ...samples.FriendListDeletion },
};

const held = {
  accounts: ["host", "robot-1", "robot-2", "robot-3", "user-1"],
  chatbots: ["@RBT#bot-1"],
  groups: {
    "@TGS#live": { type: "AVChatRoom" },
    "@TGS#work": { type: "Work", members: ["user-1", "user-2"] },
  },
  rooms: {
    "live-1": { type: "Live" },
    "room-1": { type: "Conference", members: ["user-1"] },
    "room-2": { type: "Conference" },
  },
  friendLists: { "user-1": ["family", "work"] },
} as const;

type Call = "create" | "read" | "readById" | "update" | "delete";

const calls: readonly Call[] = ["create", "read", "readById", "update", "delete"];

/** What a call ends in does not matter here; what it says is searched. */
async function make(call: Call, host: Host, type: ResourceType, id: string): Promise<void> {
  const known = host.known(type, id, samples[type]);
  const work: Readonly<Record<Call, () => Promise<unknown>>> = {
    create: () => host.create(type, samples[type]),
    read: () => host.read(known),
    readById: () => host.read({ ...known, state: { ...host.known(type, id, {}).state } }),
    update: () =>
      host.update({ ...known, state: { ...known.state, created: true, unconfirmed: true } }, changed[type]),
    delete: () => host.delete({ ...known, state: { ...known.state, created: true } }),
  };
  try {
    await work[call]();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
}

const idOf = (type: ResourceType): string =>
  ({ RoomRobot: "room-1/robot-1", RoomRobots: "room-robots-1" })[type as string] ??
  String(Object.values(samples[type])[0]);

const everyWriting = Object.keys(writings) as Writing[];

/** Each strike in plain and in base64, each writing by some strike: the unit tests have every writing in every place. */
const attacks: readonly Attack[] = [
  ...strikes.flatMap((strike) =>
    (["as it is", "in base64"] as const).map((writing) => ({ strike, writing })),
  ),
  ...everyWriting.map((writing, at) => ({ strike: strikes[at % strikes.length] ?? "error", writing })),
  ...(["error", "items", "texts"] as const).map((strike) => ({
    strike,
    writing: "as it is" as const,
    escapes: "all" as const,
  })),
];

/** Each call of a resource, struck from each of its requests on; tells how many answers held secrets. */
async function strikeAll(host: Host, hostile: Hostile, type: ResourceType, attack: Attack): Promise<number> {
  let struck = 0;
  for (const call of calls) {
    for (let skip = 0; ; skip++) {
      hostile.attack({ ...attack, skip });
      await make(call, host, type, idOf(type));
      if (hostile.struck === 0) break;
      struck += hostile.struck;
    }
  }
  return struck;
}

/** The key and every UserSig that was sent; what the world searches at its end is the key alone. */
function search(host: Host, { userSigs }: Hostile): void {
  assertNoSecrets(host.said, [secretKey, ...userSigs]);
}

describe("a service that puts secrets into every text of its answers, in the SDK's host", () => {
  for (const type of types) {
    it(`gets none of them into what ${type} says or keeps`, () =>
      inWorld({ seed: held, emulator: { requestsPerSecond: 0 } }, async (world) => {
        const hostile = await startHostile(world.emulator.url, [secretKey]);
        try {
          const host = await world.host({
            endpoint: hostile.url,
            log: "debug",
            maxAttempts: "1",
            requestsPerSecond: "10000",
            roomRobotsInMemberList: "true",
          });
          for (const attack of attacks) {
            assert.ok((await strikeAll(host, hostile, type, attack)) > 0, JSON.stringify(attack));
          }
          search(host, hostile);
        } finally {
          await hostile.stop();
        }
      })).timeout(300_000);
  }
});
