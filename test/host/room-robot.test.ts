import assert from "node:assert/strict";
import { endsHalfWay, failureOf } from "./support/failing";
import { outputsOf, type Resource } from "./support/host";
import type { Properties } from "./support/host-error";
import { commands, inWorld, maxAttempts, names, type WorldOptions } from "./support/world";

const type = "RoomRobot";
const roomId = "room-1";
const inputs = { roomId, memberAccount: "a" };

const room = (robots: readonly string[], members: readonly string[] = []) => ({
  rooms: { [roomId]: { type: "Conference" as const, robots, members } },
});

/** The outputs but the time at which the robot was added. */
function declaredOf(resource: Resource): Properties {
  const { addedAt, ...declared } = outputsOf(resource);
  assert.ok(Math.abs(Number(addedAt) - Date.now()) < 60_000);
  return declared;
}

describe("RoomRobot, in the SDK's host", () => {
  it("adds the robot, and is known by room and account", () =>
    inWorld({ seed: room([]) }, async (world) => {
      const resource = await (await world.host()).create(type, inputs);
      assert.equal(resource.id, "room-1/a");
      assert.deepEqual(declaredOf(resource), inputs);
      assert.deepEqual(world.robotsInRoom(roomId), ["a"]);
      assert.deepEqual(world.requests()[0]?.body, { RoomId: roomId, Member_Account: "a" });
    }));

  it("makes a robot its own that is there already", () =>
    inWorld({ seed: room(["a", "stranger"]) }, async (world) => {
      const resource = await (await world.host()).create(type, inputs);
      await (await world.host()).delete(resource);
      assert.deepEqual(world.robotsInRoom(roomId), ["stranger"]);
    }));

  it("deletes what is gone already: the robot, or its room", () =>
    inWorld({ seed: room(["stranger"]) }, async (world) => {
      const host = await world.host();
      const resource = host.known(type, "room-1/a", inputs);
      await host.delete(resource);
      world.becomes({});
      // In the next run: what was deleted in this one is not asked for again.
      await (await world.host()).delete(resource);
      assert.deepEqual(
        world.requests().map(({ errorCode }) => errorCode),
        [100004],
      );
    }));

  it("fails to delete for any other reason, and says it with command, code, hint and RequestId", () =>
    inWorld({ seed: { rooms: { [roomId]: { type: "Live" } } } }, async (world) => {
      const host = await world.host();
      const { message } = await failureOf(host.delete(host.known(type, "room-1/a", inputs)));
      assert.match(
        message,
        /^room_engine_http_srv\/delete_robot: error 100006, .*of type Conference.*RequestId \S+\)$/,
      );
    }));

  it("explains a room that is full of robots", () =>
    inWorld({ seed: room(["x"]), emulator: { maxRoomRobots: 1 } }, async (world) => {
      const failure = await failureOf((await world.host()).create(type, inputs));
      assert.match(failure.message, /add_robot: error 100700, the room holds as many robots as it may/);
      assert.equal(failure.partial, undefined);
    }));

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
        assert.deepEqual((await host.read(resource))?.inputs, {
          ...inputs,
          __provider: resource.state.__provider,
        });
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

    it("follows the pages of the member list", () =>
      inWorld(
        { seed: room(["a"], names("user", 120)), config: { roomRobotsInMemberList: "true" } },
        async (world) => {
          const host = await world.host();
          assert.notEqual(await host.read(host.known(type, "room-1/a", inputs)), undefined);
          assert.equal(world.requests(commands.getRoomMemberList).length, 3);
          assert.equal(
            await host.read(host.known(type, "room-1/b", { roomId, memberAccount: "b" })),
            undefined,
          );
        },
      ));

    it("fails when the service is down, and does not take that for gone", () =>
      inWorld({ seed: room(["a"]) }, async (world) => {
        const host = await world.host();
        world.emulator.addFault({ command: "*", kind: "notJson", times: maxAttempts });
        await assert.rejects(
          host.read(host.known(type, "room-1/a", inputs)),
          /get_room_info: .*not the JSON/,
        );
      }));
  });

  describe("when the answer to its create is lost", () => {
    const lost: WorldOptions = { seed: room(["stranger"]) };
    const halfWay = async (world: Parameters<Parameters<typeof inWorld>[1]>[0]) => {
      world.emulator.addFault({ command: commands.addRobot, kind: "resetAfter", times: maxAttempts });
      return endsHalfWay(type, (await world.host()).create(type, inputs));
    };

    it("is kept as unconfirmed", () =>
      inWorld(lost, async (world) => {
        const { resource, message } = await halfWay(world);
        assert.equal(resource.id, "room-1/a");
        assert.deepEqual(outputsOf(resource), { ...inputs, unconfirmed: true });
        assert.match(
          message,
          /^It is not known whether the robot a is in room room-1; the next `pulumi up` asks/,
        );
      }));

    it("is asked for again in the next run", () =>
      inWorld(lost, async (world) => {
        const { resource } = await halfWay(world);
        world.becomes(room([]));
        const host = await world.host();
        const { changes, replaces } = await host.diff(resource, inputs);
        assert.deepEqual({ changes, replaces }, { changes: true, replaces: [] });
        assert.deepEqual(declaredOf(await host.update(resource, inputs)), inputs);
        assert.deepEqual(world.robotsInRoom(roomId), ["a"]);
      }));

    it("can be destroyed at once", () =>
      inWorld(lost, async (world) => {
        await (await world.host()).delete((await halfWay(world)).resource);
        assert.deepEqual(world.robotsInRoom(roomId), ["stranger"]);
      }));
  });
});
