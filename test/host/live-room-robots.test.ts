import assert from "node:assert/strict";
import { endsHalfWay, failureOf } from "./support/failing";
import { outputsOf, type Resource } from "./support/host";
import { commands, inWorld, maxAttempts, type World, type WorldOptions } from "./support/world";

const type = "LiveRoomRobots";
const roomId = "live-1";
const accounts = ["a", "b", "c", "d"];

/** A live room with these robots, and four accounts that were imported. */
const room = (robots: readonly string[]): WorldOptions & { readonly seed: object } => ({
  seed: { accounts, rooms: { [roomId]: { type: "Live", robots } } },
});

const declared = (...memberAccounts: string[]) => ({ roomId, memberAccounts });

/** What was asked for, in order, with the accounts that a request named. */
const asked = (world: World): unknown[] =>
  world.requests().map(({ command, body }) => {
    const { RobotList_Account } = body as { RobotList_Account?: string[] };
    return [command.split("/")[1], ...(RobotList_Account ?? [])];
  });

const created = async (world: World, ...memberAccounts: string[]): Promise<Resource> =>
  (await world.host()).create(type, declared(...memberAccounts));

describe("LiveRoomRobots, in the SDK's host", () => {
  it("adds the declared robots in one request, and keeps them as its state, in the order of the program", () =>
    inWorld(room([]), async (world) => {
      const resource = await created(world, "b", "a", "b");
      assert.equal(resource.id, roomId);
      const { added, ...state } = outputsOf(resource);
      assert.deepEqual(state, declared("b", "a"));
      assert.equal((added as unknown[]).length, 1);
      assert.deepEqual(world.requests()[0]?.body, { RoomId: roomId, RobotList_Account: ["b", "a"] });
      assert.deepEqual(asked(world), [["add_robot", "b", "a"]]);
    }));

  it("deletes before it adds: a full room has no place for both", () =>
    inWorld(room(["a", "b", "c"]), async (world) => {
      const host = await world.host();
      const before = host.known(type, roomId, declared("a", "b", "c"));
      const after = await host.update(before, declared("b", "c", "d"));
      assert.deepEqual(asked(world), [
        ["del_robot", "a"],
        ["add_robot", "d"],
      ]);
      assert.deepEqual(after.state.memberAccounts, ["b", "c", "d"]);
      assert.deepEqual(world.robotsInRoom(roomId), ["b", "c", "d"]);
    }));

  it("keeps what it deleted when it may not add, and only adds in the next run", () =>
    inWorld(room(["a", "b"]), async (world) => {
      const host = await world.host();
      world.emulator.addFault({ command: commands.addLiveRobots, kind: "errorCode", errorCode: 100002 });
      const { resource, message } = await endsHalfWay(
        type,
        host.update(host.known(type, roomId, declared("a", "b")), declared("b", "c")),
      );
      assert.match(
        message,
        /^The robots of live room live-1 are only partly as declared \(done: b; not added: c\)/,
      );
      assert.deepEqual(resource.state.memberAccounts, ["b"]);
      const next = await world.host();
      assert.equal((await next.diff(resource, declared("b", "c"))).changes, true);
      await next.update(resource, declared("b", "c"));
      assert.deepEqual(asked(world).at(-1), ["add_robot", "c"]);
      assert.deepEqual(world.robotsInRoom(roomId), ["b", "c"]);
    }));

  it("keeps nothing of a create that the service refuses, and says what to do", async () => {
    const cases = [
      { rooms: {}, code: 100004, hint: /Check roomId/ },
      {
        rooms: { [roomId]: { type: "Conference" } },
        code: 100006,
        hint: /RoomRobot for rooms of type Conference/,
      },
      {
        rooms: { [roomId]: { type: "Live", robots: ["x", "y", "z"] } },
        code: 100700,
        hint: /takes 3 robots, including those that others added/,
      },
    ] as const;
    for (const { rooms, code, hint } of cases) {
      await inWorld({ seed: { accounts, rooms } }, async (world) => {
        const failure = await failureOf(created(world, "a"));
        assert.equal(failure.partial, undefined);
        assert.match(failure.message, new RegExp(`^.*live_engine_http_srv/add_robot: error ${code}, `));
        assert.match(failure.message, hint);
      });
    }
  });

  describe("deleted", () => {
    it("deletes the others where the account of one was deleted, which the service names no more", () =>
      inWorld(room(["b"]), async (world) => {
        const host = await world.host();
        await host.delete(host.known(type, roomId, declared("b", "gone")));
        assert.deepEqual(asked(world), [["del_robot", "b", "gone"], ["get_robot"], ["del_robot", "b"]]);
        assert.deepEqual(world.robotsInRoom(roomId), []);
        await host.delete(host.known(type, roomId, declared("gone")));
      }));
  });

  describe("read", () => {
    it("finds at once that a robot was removed by hand, however new it is, and the next update brings it back", () =>
      inWorld(room([]), async (world) => {
        const resource = await created(world, "a", "b");
        world.becomes(room(["b"]).seed);
        const host = await world.host();
        const read = await host.read(resource);
        assert.ok(read);
        assert.deepEqual(read.state.memberAccounts, ["b"]);
        assert.equal((await host.diff(read, declared("a", "b"))).changes, true);
        await host.update(read, declared("a", "b"));
        assert.deepEqual(world.robotsInRoom(roomId), ["a", "b"]);
      }));

    it("asks once for several resources of one room", () =>
      inWorld(room(["a", "b"]), async (world) => {
        const host = await world.host();
        await Promise.all(["a", "b"].map((each) => host.read(host.known(type, roomId, declared(each)))));
        assert.deepEqual(asked(world), [["get_robot"]]);
      }));
  });

  describe("whose answer was lost as often as the client asks", () => {
    const halfWay = async (world: World, kind: "resetBefore" | "resetAfter"): Promise<Resource> => {
      world.emulator.addFault({ command: commands.addLiveRobots, kind, times: maxAttempts });
      const { resource, message } = await endsHalfWay(type, created(world, "a", "b"));
      assert.match(message, /\(not known whether done: a, b\).*add_robot: the connection broke .*2 attempts/);
      assert.deepEqual(resource.state.unconfirmed, ["a", "b"]);
      return resource;
    };

    it("learns from a refresh what became of them: the list is exact", () =>
      inWorld(room([]), async (world) => {
        const there = await halfWay(world, "resetAfter");
        const read = await (await world.host()).read(there);
        assert.deepEqual(read && outputsOf(read), declared("a", "b"));
        world.becomes(room([]).seed);
        assert.equal(await (await world.host()).read(await halfWay(world, "resetBefore")), undefined);
      }));
  });
});
