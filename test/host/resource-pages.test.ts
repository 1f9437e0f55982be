import assert from "node:assert/strict";
import type { AppSeed } from "pulumi-tencent-chat/emulator";
import { codeIn, type TableRow, tableOf } from "../support/markdown";
import type { Properties } from "./support/host-error";
import type { ResourceType } from "./support/provider-texts";
import { samples, types } from "./support/samples";
import { inWorld, sharedHost, type World } from "./support/world";

/** A resource's life in a service where every call succeeds. */
interface Life {
  readonly seed: AppSeed;
  readonly declared: Properties;
  /** Other inputs, which an update brings; none for what is only ever replaced. */
  readonly changed?: Properties;
}

const lives: Readonly<Record<ResourceType, Life>> = {
  ChatAccount: {
    seed: {},
    declared: { userId: "robot", nick: "Robot", deleteOnDestroy: true },
    changed: { userId: "robot", nick: "New robot", deleteOnDestroy: true },
  },
  Chatbot: {
    seed: {},
    declared: { userId: "@RBT#guide", nick: "Guide" },
    changed: { userId: "@RBT#guide", nick: "New guide" },
  },
  LiveGroup: {
    seed: {},
    declared: { groupId: "live", name: "Stage" },
    changed: { groupId: "live", name: "New stage" },
  },
  LiveGroupRobots: {
    seed: { groups: { live: { type: "AVChatRoom" } } },
    declared: { groupId: "live", memberAccounts: ["robot-1", "robot-2"] },
    changed: { groupId: "live", memberAccounts: ["robot-1", "robot-3"] },
  },
  LiveRoomRobots: {
    seed: { accounts: ["robot-1", "robot-2"], rooms: { live: { type: "Live" } } },
    declared: { roomId: "live", memberAccounts: ["robot-1"] },
    changed: { roomId: "live", memberAccounts: ["robot-2"] },
  },
  RoomRobot: {
    seed: { rooms: { room: { type: "Conference" } } },
    declared: { roomId: "room", memberAccount: "robot" },
  },
  RoomRobots: {
    seed: { rooms: { room: { type: "Conference" } } },
    declared: { rooms: { room: ["robot-1"] } },
    changed: { rooms: { room: ["robot-2"] } },
  },
  GroupMemberRemoval: {
    seed: { groups: { work: { type: "Work", members: ["user"] } } },
    declared: { groupId: "work", memberAccounts: ["user"] },
  },
  FriendListDeletion: {
    seed: { friendLists: { user: ["list"] } },
    declared: { fromAccount: "user", groupNames: ["list"] },
  },
};

const callsColumn = "calls, in order";
const rowsOf = (type: ResourceType): TableRow[] => tableOf(`docs/resources/${type}.md`, "when");

/** The commands that a page names for one of the engine's calls. */
function commandsFor(type: ResourceType, when: string): string[] {
  const row = rowsOf(type).find((each) => each.when === when);
  return codeIn(row?.[callsColumn] ?? assert.fail(`the page of ${type} has no row "${when}"`));
}

/** The commands that a call sends. */
async function sentBy(world: World, call: Promise<unknown>): Promise<string[]> {
  const before = world.requests().length;
  await call;
  return world
    .requests()
    .slice(before)
    .map(({ command }) => command);
}

/** Another value of the same kind. */
function otherThan(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return value.slice(1);
  return typeof value === "string" ? `${value}-2` : {};
}

describe("the pages of the resources", () => {
  for (const type of types) {
    it(`say what is called: ${type}`, () =>
      inWorld({ seed: lives[type].seed }, async (world) => {
        const { declared, changed } = lives[type];
        const creating = await world.host();
        const created = creating.create(type, declared);
        assert.deepEqual(await sentBy(world, created), commandsFor(type, "create"));
        const resource = await created;
        assert.deepEqual(await sentBy(world, creating.read(resource)), commandsFor(type, "refresh"));
        // In runs of their own, as a person does it: what a run has just made sure of, it does not take away.
        const updating = changed === undefined ? creating : await world.host();
        const updated =
          changed === undefined ? Promise.resolve(resource) : updating.update(resource, changed);
        assert.deepEqual(await sentBy(world, updated), commandsFor(type, "update"));
        const last = await updated;
        const deleted = (await world.host()).delete(last);
        assert.deepEqual(await sentBy(world, deleted), commandsFor(type, "delete"));
      }));
  }

  describe("say what replaces a resource, and in which order", () => {
    const host = sharedHost();

    for (const type of types) {
      it(type, async () => {
        const replacing = new Map(
          rowsOf(type)
            .filter(({ when }) => when?.startsWith("replace: "))
            .flatMap(({ when, [callsColumn]: order = "" }) =>
              codeIn(when).map((name) => [name, order] as const),
            ),
        );
        const sample = samples[type];
        const resource = host().known(type, "id", sample);
        for (const [name, value] of Object.entries(sample)) {
          const { replaces, deleteBeforeReplace } = await host().diff(resource, {
            ...sample,
            [name]: otherThan(value),
          });
          const order = deleteBeforeReplace ? "delete, then create" : "create, then delete";
          assert.deepEqual(
            { name, order: replacing.get(name) },
            { name, order: replaces.includes(name) ? order : undefined },
          );
        }
      });
    }
  });
});
