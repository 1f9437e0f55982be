import assert from "node:assert/strict";
import { inWorld } from "./support/world";

const type = "RoomRobot";
const roomId = "room-1";
const inputs = { roomId, memberAccount: "a" };

const room = (robots: readonly string[], members: readonly string[] = []) => ({
  rooms: { [roomId]: { type: "Conference" as const, robots, members } },
});

describe("RoomRobot, in the SDK's host", () => {
  it("finds room in a full one when it is replaced, since the old one goes first", () =>
    inWorld({ seed: room(["a"]), emulator: { maxRoomRobots: 1 } }, async (world) => {
      const host = await world.host();
      const before = host.known(type, "room-1/a", inputs);
      const now = { roomId, memberAccount: "b" };
      assert.equal((await host.diff(before, now)).deleteBeforeReplace, true);
      await host.delete(before);
      await host.create(type, now);
      assert.deepEqual(world.robotsInRoom(roomId), ["b"]);
    }));

  it("remembers the robot that it was, though the engine checks its replacement a second time as something new", () =>
    inWorld({ seed: room(["a"]) }, async (world) => {
      const host = await world.host();
      const before = host.known(type, "room-1/a", { ...inputs, addedAt: 1 });
      const now = { roomId, memberAccount: "b" };
      await host.check(type, now, inputs);
      await host.diff(before, now);
      await host.check(type, now);
      await host.delete(before);
      const { deleted } = (await host.create(type, now)).state;
      assert.ok(Array.isArray(deleted));
      assert.deepEqual(
        deleted.map(({ at, ...robot }) => robot),
        [inputs],
      );
    }));

  describe("refresh", () => {
    it("finds it gone with its room", () =>
      inWorld({ seed: room(["a"]) }, async (world) => {
        const host = await world.host();
        const resource = host.known(type, "room-1/a", inputs);
        assert.deepEqual((await host.read(resource))?.state, resource.state);
        world.becomes({});
        assert.equal(await (await world.host()).read(resource), undefined);
        assert.deepEqual(world.log, ["get_room_info"]);
      }));

    it("takes absence from the member list for no proof, unless told otherwise", () =>
      inWorld({ seed: room(["stranger"], ["user"]) }, async (world) => {
        const host = await world.host();
        const resource = host.known(type, "room-1/a", inputs);
        assert.deepEqual((await host.read(resource))?.state, resource.state);
        assert.deepEqual(world.log, ["get_room_info"]);
      }));

    it("takes the member list at its word with roomRobotsInMemberList", () =>
      inWorld({ seed: room(["b"]), config: { roomRobotsInMemberList: "true" } }, async (world) => {
        const host = await world.host();
        const present = host.known(type, "room-1/b", { roomId, memberAccount: "b" });
        assert.deepEqual((await host.read(present))?.state, present.state);
        assert.equal(await host.read(host.known(type, "room-1/a", inputs)), undefined);
        world.becomes({});
        assert.equal(await (await world.host()).read(present), undefined);
        assert.deepEqual(world.log, ["get_room_member_list"]);
      }));
  });
});
