import assert from "node:assert/strict";
import type { AppSeed } from "pulumi-tencent-chat/emulator";
import { endsHalfWay, failureOf } from "./support/failing";
import type { Properties } from "./support/host-error";
import { commands, inWorld, names, type World } from "./support/world";

interface OneShot {
  readonly type: "GroupMemberRemoval" | "FriendListDeletion";
  readonly command: string;
  readonly subject: string;
  /** The digest of the inputs that remove `a` and `b`. */
  readonly digest: string;
  readonly seed: AppSeed;
  /** Inputs that remove these. */
  readonly inputs: (removed: readonly string[]) => Properties;
  readonly doneIn: string;
  readonly listIn: string;
  /** How many a request may hold. */
  readonly perRequest: number;
  /** What is left of those that may be removed. */
  readonly left: (world: World) => string[] | undefined;
}

const groupId = "@TGS#work";

const oneShots: readonly OneShot[] = [
  {
    type: "GroupMemberRemoval",
    command: commands.deleteGroupMember,
    subject: groupId,
    digest: "359e2018ae0f",
    seed: { groups: { [groupId]: { type: "Work", members: ["a", "b", "stays"] } } },
    inputs: (memberAccounts) => ({ groupId, memberAccounts }),
    doneIn: "removedAccounts",
    listIn: "MemberToDel_Account",
    perRequest: 100,
    left: (world) => world.state.groups[groupId]?.members,
  },
  {
    type: "FriendListDeletion",
    command: commands.deleteFriendLists,
    subject: "alice",
    digest: "aebd66416071",
    seed: { friendLists: { alice: ["a", "b", "stays"] } },
    inputs: (groupNames) => ({ fromAccount: "alice", groupNames }),
    doneIn: "deletedGroupNames",
    listIn: "GroupName",
    perRequest: 32,
    left: (world) => world.state.friendLists.alice,
  },
];

for (const { type, command, subject, digest, seed, inputs, doneIn, listIn, perRequest, left } of oneShots) {
  const sent = (world: World): string[][] =>
    world.requests(command).map(({ body }) => (body as Record<string, string[]>)[listIn] ?? []);

  describe(`${type}, in the SDK's host`, () => {
    it("removes what is listed, once, and says what it removed", () =>
      inWorld({ seed }, async (world) => {
        const resource = await (await world.host()).create(type, {
          ...inputs(["b", "a", "b"]),
          triggers: ["x"],
        });
        assert.deepEqual(left(world), ["stays"]);
        assert.deepEqual(sent(world), [["b", "a"]]);
        assert.deepEqual(resource.state[doneIn], ["b", "a"]);
        assert.deepEqual(resource.state.triggers, ["x"]);
      }));

    it("has an id of its subject and a digest, the same for the same inputs in any order", () =>
      inWorld({ seed }, async (world) => {
        const host = await world.host();
        const idOf = async (news: Properties) => (await host.create(type, news)).id;
        const id = await idOf(inputs(["a", "b"]));
        // In full: an upgrade of this package leaves the id as it is.
        assert.equal(id, `${subject}/${digest}`);
        assert.equal(await idOf(inputs(["b", "a", "b"])), id);
        assert.equal(await idOf(Object.fromEntries(Object.entries(inputs(["a", "b"])).reverse())), id);
        assert.notEqual(await idOf(inputs(["a", "c"])), id);
        assert.notEqual(await idOf({ ...inputs(["a", "b"]), triggers: [1] }), id);
      }));

    it("keeps what was removed when a later request fails, and removes only the rest in the next run", () =>
      inWorld({ seed }, async (world) => {
        const listed = names("x", 2 * perRequest + 6);
        world.emulator.addFault({ command, kind: "errorCode", errorCode: 60020, skip: 1 });
        const { resource, message } = await endsHalfWay(
          type,
          (await world.host()).create(type, inputs(listed)),
        );
        assert.deepEqual(resource.state[doneIn], listed.slice(0, perRequest));
        assert.match(
          message,
          new RegExp(
            `^From (group|user) ${subject}, removed: ${listed[0]}, .*; not removed: ${listed[perRequest]}, `,
          ),
        );
        const before = sent(world).length;
        const after = await (await world.host()).update(resource, inputs(listed));
        assert.deepEqual(sent(world).slice(before).flat(), listed.slice(perRequest));
        assert.deepEqual(after.state[doneIn], listed);
      }));
  });
}

describe("GroupMemberRemoval's own inputs, in the SDK's host", () => {
  const seed: AppSeed = {
    groups: { [groupId]: { type: "Work", members: ["a"] }, live: { type: "AVChatRoom" } },
  };

  for (const [news, extra] of [
    [{}, {}],
    [{ silence: false }, {}],
    [{ silence: true }, { Silence: 1 }],
    [{ reason: "no more" }, { Reason: "no more" }],
  ] as const) {
    it(`sends ${JSON.stringify(extra)} for ${JSON.stringify(news)}`, () =>
      inWorld({ seed }, async (world) => {
        await (await world.host()).create("GroupMemberRemoval", { groupId, memberAccounts: ["a"], ...news });
        assert.deepEqual(world.requests()[0]?.body, {
          GroupId: groupId,
          MemberToDel_Account: ["a"],
          ...extra,
        });
      }));
  }

  it("tells what the service says of a live group", () =>
    inWorld({ seed }, async (world) => {
      const host = await world.host();
      const failure = await failureOf(
        host.create("GroupMemberRemoval", { groupId: "live", memberAccounts: ["a"] }),
      );
      assert.match(
        failure.message,
        /delete_group_member: error 10004, .*AVChatRoom members cannot be deleted/,
      );
    }));
});

describe("FriendListDeletion's own output, in the SDK's host", () => {
  it("is the sequence number after its last request", () =>
    inWorld({ seed: { friendLists: { alice: ["a"] } } }, async (world) => {
      const host = await world.host();
      const inputs = { fromAccount: "alice", groupNames: names("x", 33) };
      const first = await host.create("FriendListDeletion", inputs);
      const second = await host.create("FriendListDeletion", { ...inputs, triggers: [1] });
      assert.equal(second.state.currentSequence, Number(first.state.currentSequence) + 2);
    }));

  it("is not reached for an account that does not exist, and the error says so", () =>
    inWorld({}, async (world) => {
      const host = await world.host();
      const { message } = await failureOf(
        host.create("FriendListDeletion", { fromAccount: "nobody", groupNames: ["a"] }),
      );
      assert.match(message, /sns\/group_delete: error 30003, no such account.*Check fromAccount/);
    }));
});
