import assert from "node:assert/strict";
import type { Difference, Resource } from "./support/host";
import type { Properties } from "./support/host-error";
import type { ResourceType } from "./support/provider-texts";
import { samples, setOf, types, unknown } from "./support/samples";
import { sharedHost } from "./support/world";

/** Another value for each property, of the same type and as valid. */
const others: Readonly<Record<ResourceType, Properties>> = {
  ChatAccount: { userId: "robot-2", nick: "Guest", faceUrl: "", deleteOnDestroy: false },
  Chatbot: { userId: "@RBT#bot-2", nick: "Guest", faceUrl: "", selfSignature: "Away" },
  LiveGroup: { groupId: "live-other", name: "Other stage", ownerAccount: "guest" },
  LiveGroupRobots: { groupId: "@TGS#other", memberAccounts: ["robot-1", "robot-3"] },
  LiveRoomRobots: { roomId: "live-2", memberAccounts: ["robot-1", "robot-3"] },
  RoomRobot: { roomId: "room-2", memberAccount: "robot-2" },
  RoomRobots: { rooms: { "room-1": ["robot-1"], "room-2": ["robot-1"] } },
  GroupMemberRemoval: {
    groupId: "@TGS#other",
    memberAccounts: ["user-1"],
    silence: false,
    reason: "another",
    triggers: { run: 2 },
  },
  FriendListDeletion: { fromAccount: "user-2", groupNames: ["family"], triggers: ["second"] },
};

const room = ["robot-1", "robot-2"];

/** What each type adds to its inputs when it has done its work. */
const outputs: Readonly<Record<ResourceType, Properties>> = {
  ChatAccount: {},
  Chatbot: {},
  LiveGroup: { created: true, createTime: 1_700_000_000 },
  LiveGroupRobots: { added: [{ at: 1_700_000_000_000 }] },
  LiveRoomRobots: { added: [{ at: 1_700_000_000_000 }] },
  RoomRobot: { addedAt: 1_700_000_000_000 },
  RoomRobots: { notes: { "room-1": { added: [{ at: 1_700_000_000_000 }] } } },
  GroupMemberRemoval: { removedAccounts: ["user-1", "user-2"] },
  FriendListDeletion: { deletedGroupNames: ["family", "work"], currentSequence: 3 },
};

/** What is updated in place; a change of anything else replaces the resource. */
const updated: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  ChatAccount: ["nick", "faceUrl", "deleteOnDestroy"],
  Chatbot: ["nick", "faceUrl", "selfSignature"],
  LiveGroup: ["name"],
  LiveGroupRobots: ["memberAccounts"],
  LiveRoomRobots: ["memberAccounts"],
  RoomRobots: ["rooms"],
};

/** Which replacements of a type delete before they create, by the properties that changed. */
const deletedFirst: Readonly<Partial<Record<ResourceType, (replaced: readonly string[]) => boolean>>> = {
  RoomRobot: () => true,
  Chatbot: (replaced) => replaced.length > 0,
  // That it stays under its ID.
  LiveGroup: (replaced) => replaced.length > 0,
};

describe("diff, in the SDK's host", () => {
  const host = sharedHost();

  const known = (type: ResourceType, state: Properties = {}): Resource =>
    host().known(type, "id", { ...samples[type], ...outputs[type], ...state });

  const diffWith = (type: ResourceType, changed: Properties): Promise<Difference> =>
    host().diff(known(type), { ...samples[type], ...changed });

  const unchanged: Pick<Difference, "changes" | "replaces"> = { changes: false, replaces: [] };

  for (const type of types) {
    const replaces = Object.keys(samples[type]).filter((property) => !updated[type]?.includes(property));
    const deletesFirst = deletedFirst[type] ?? (() => false);

    it(`finds no change in a ${type} that is declared as it is`, async () => {
      const difference = await diffWith(type, {});
      assert.deepEqual(difference, { ...unchanged, deleteBeforeReplace: deletesFirst([]) });
    });

    for (const property of replaces) {
      for (const [what, value] of [
        ["another", others[type][property]],
        ["an unknown", unknown],
      ] as const) {
        it(`replaces a ${type} for ${what} ${property}`, async () => {
          assert.deepEqual(await diffWith(type, { [property]: value }), {
            changes: true,
            replaces: [property],
            deleteBeforeReplace: deletesFirst([property]),
          });
        });
      }
    }

    it(`names every property of a ${type} that asks for a replacement`, async () => {
      const difference = await diffWith(type, others[type]);
      assert.deepEqual(difference, {
        changes: true,
        replaces,
        deleteBeforeReplace: deletesFirst(replaces),
      });
    });
  }

  for (const [type, property] of Object.entries(setOf) as [ResourceType, string][]) {
    const elements = samples[type][property] as string[];

    it(`takes order and repetition in ${property} of ${type} for no change`, async () => {
      const list = [...elements, ...elements].reverse();
      const difference = await diffWith(type, { [property]: list });
      assert.deepEqual(difference, { ...unchanged, deleteBeforeReplace: false });
    });

    it(`takes order and repetition in the state of ${property} of ${type} for no change`, async () => {
      const before = known(type, { [property]: [...elements, ...elements].reverse() });
      assert.equal((await host().diff(before, samples[type])).changes, false);
    });

    it(`takes an unknown element of ${property} of ${type} for a change`, async () => {
      const difference = await diffWith(type, { [property]: [...elements, unknown] });
      assert.equal(difference.changes, true);
    });
  }

  /** Other values of what is updated in place, beside those that every property has. */
  const more: Readonly<Partial<Record<ResourceType, readonly unknown[]>>> = {
    LiveGroupRobots: [["robot-1"], ["robot-1", "robot-2", "robot-3"], ["robot-9"]],
    LiveRoomRobots: [["robot-1"], ["robot-1", "robot-2", "robot-3"], ["robot-9"]],
    RoomRobots: [
      { "room-1": room },
      { "room-1": room, "room-2": ["robot-1"], "room-3": ["robot-1"] },
      { "room-1": room, "room-2": ["robot-2"] },
      { "room-1": room, "room-2": unknown },
      { "room-1": room, "room-2": [unknown] },
    ],
  };
  for (const [type, properties] of Object.entries(updated) as [ResourceType, readonly string[]][]) {
    it(`updates a ${type} for another ${properties.join(" or ")}, and does not replace it`, async () => {
      for (const property of properties) {
        for (const value of [others[type][property], unknown, ...(more[type] ?? [])]) {
          const difference = await diffWith(type, { [property]: value });
          assert.deepEqual(difference, { changes: true, replaces: [], deleteBeforeReplace: false }, property);
        }
      }
    });
  }

  it("takes the order of rooms, and of the robots of a room, for no change", async () => {
    const rooms = { "room-2": ["robot-1"], "room-1": ["robot-2", "robot-1", "robot-2"] };
    assert.equal((await diffWith("RoomRobots", { rooms })).changes, false);
  });

  it("takes a silence that is left out for false", async () => {
    const { silence: _, ...without } = samples.GroupMemberRemoval;
    const before = known("GroupMemberRemoval", { silence: false });
    assert.equal((await host().diff(before, without)).changes, false);
    assert.deepEqual((await host().diff(known("GroupMemberRemoval"), without)).replaces, ["silence"]);
  });

  it("takes null for a property that is left out", async () => {
    const { reason: _, ...without } = samples.GroupMemberRemoval;
    const before = host().known("GroupMemberRemoval", "id", { ...without, ...outputs.GroupMemberRemoval });
    assert.equal((await host().diff(before, { ...without, reason: null })).changes, false);
  });

  describe("of triggers", () => {
    const withTriggers = async (before: unknown, now: unknown): Promise<boolean | undefined> => {
      const resource = known("FriendListDeletion", { triggers: before });
      const { changes } = await host().diff(resource, { ...samples.FriendListDeletion, triggers: now });
      return changes;
    };

    it("takes the order of an object's keys for no change", async () => {
      assert.equal(await withTriggers({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }), false);
    });

    it("takes the order of a list for a change", async () => {
      assert.equal(await withTriggers(["a", "b"], ["b", "a"]), true);
    });

    it("takes a value of another type for a change", async () => {
      assert.equal(await withTriggers(["1"], [1]), true);
      assert.equal(await withTriggers([null], [false]), true);
    });

    it("takes an unknown value deep inside for a change", async () => {
      assert.equal(await withTriggers([{ a: [unknown] }], [{ a: [unknown] }]), true);
    });
  });

  it("asks for an update where work is unfinished, though nothing is declared otherwise", async () => {
    const unfinished: readonly (readonly [ResourceType, Properties])[] = [
      ["LiveGroupRobots", { unconfirmed: ["robot-2"] }],
      ["ChatAccount", { unconfirmed: true }],
      ["Chatbot", { unconfirmed: true }],
      ["LiveGroup", { unconfirmed: true }],
      ["LiveRoomRobots", { unconfirmed: ["robot-2"] }],
      ["RoomRobot", { unconfirmed: true }],
      ["RoomRobots", { notes: { "room-2": { unconfirmed: ["robot-1"] } } }],
      ["GroupMemberRemoval", { removedAccounts: ["user-1"] }],
      ["FriendListDeletion", { deletedGroupNames: ["family"] }],
    ];
    for (const [type, state] of unfinished) {
      const { changes, replaces } = await host().diff(known(type, state), samples[type]);
      assert.deepEqual({ changes, replaces }, { changes: true, replaces: [] }, type);
    }
  });
});
