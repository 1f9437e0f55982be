import assert from "node:assert/strict";
import type { Host, Resource } from "./support/host";
import { commands, inWorld, names } from "./support/world";

/** What the engine does at once unless it is told otherwise depends on the machine; this is one of the smaller numbers. */
const parallel = 8;

const seed = {
  groups: Object.fromEntries([
    ...names("live", parallel).map((id) => [id, { type: "AVChatRoom" as const }]),
    ["work", { type: "Work" as const, members: ["user"] }],
  ]),
  rooms: { room: { type: "Conference" as const } },
  friendLists: { alice: ["list"] },
};

describe("what the resources of one host share", () => {
  it("is one UserSig and one pool of connections, whatever their types", () =>
    inWorld({ seed }, async (world) => {
      const relay = await world.relay();
      const host = await world.host({ endpoint: relay.url });
      // A clock that has moved on: a second UserSig would differ from the first.
      const one = await host.create("LiveGroupRobots", { groupId: "live-1", memberAccounts: ["a"] });
      await host.create("RoomRobot", { roomId: "room", memberAccount: "a" });
      const second = Math.floor(Date.now() / 1000);
      while (Math.floor(Date.now() / 1000) === second) await host.read(one);
      await host.create("GroupMemberRemoval", { groupId: "work", memberAccounts: ["user"] });
      await host.create("FriendListDeletion", { fromAccount: "alice", groupNames: ["list"] });
      assert.equal(new Set(relay.queries.map((query) => query.get("usersig"))).size, 1);
      assert.equal(relay.connections, 1);
    }));

  it("is one answer to a refresh about a group, however many resources have robots in it", () =>
    inWorld({ seed }, async (world) => {
      const host = await world.host();
      const robots = await Promise.all(
        names("bot", parallel).map((bot) =>
          host.create("LiveGroupRobots", { groupId: "live-1", memberAccounts: [bot] }),
        ),
      );
      const refresh = await world.host();
      const found = await Promise.all(robots.map((each) => refresh.read(each)));
      found.push(...(await Promise.all(robots.map((each) => refresh.read(each)))));
      assert.equal(world.requests(commands.getMembers).length, 1);
      assert.deepEqual(
        found.map((each) => each?.state.memberAccounts),
        [...robots, ...robots].map(({ state }) => state.memberAccounts),
      );
    }));

  it("is one answer to a refresh about a room, whichever way it asks", () =>
    inWorld({ seed: { rooms: { room: { type: "Conference", robots: names("bot", 3) } } } }, async (world) => {
      const known = (host: Host) =>
        names("bot", 3).map((memberAccount) =>
          host.known("RoomRobot", `room/${memberAccount}`, { roomId: "room", memberAccount }),
        );
      const host = await world.host();
      await Promise.all(known(host).map((each) => host.read(each)));
      const trusting = await world.host({ roomRobotsInMemberList: "true" });
      await Promise.all(known(trusting).map((each) => trusting.read(each)));
      assert.deepEqual(world.log, ["get_room_info", "get_room_member_list"]);
    }));

  it("is no answer from before a change of this run", () =>
    inWorld({ seed, config: { listDelaySeconds: "0" } }, async (world) => {
      const both = { groupId: "live-1", memberAccounts: ["a", "b"] };
      const two = await (await world.host()).create("LiveGroupRobots", both);
      const host = await world.host();
      const read = async (robots: Resource) => (await host.read(robots))?.state.memberAccounts;
      assert.deepEqual(await read(two), ["a", "b"]);
      const one = await host.update(two, { ...both, memberAccounts: ["a"] });
      assert.deepEqual(await read(two), ["a"]);
      await host.update(one, both);
      assert.deepEqual(await read(two), ["a", "b"]);
    }));
});
