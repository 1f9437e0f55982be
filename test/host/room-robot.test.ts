import assert from "node:assert/strict";
import { failureOf } from "./support/failing";
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

  it("says which robots this stack declares for a room that takes no more", () =>
    inWorld({ seed: room([]), emulator: { maxRoomRobots: 1 } }, async (world) => {
      const host = await world.host();
      const refused = { roomId, memberAccount: "b" };
      for (const each of [inputs, refused]) await host.check(type, each);
      await host.create(type, inputs);
      const { message } = await failureOf(host.create(type, refused));
      assert.match(
        message,
        /Room room-1 takes no more robots\. This stack declares 2 in it: a, b\..*100700/s,
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
  });
});
