import assert from "node:assert/strict";
import { byText } from "../../provider/lifecycle/batches";
import { endsHalfWay, failureOf } from "./support/failing";
import { type Host, outputsOf, type Resource } from "./support/host";
import { commands, inWorld, names, type World, type WorldOptions } from "./support/world";

const type = "RoomRobots";

type Rooms = Readonly<Record<string, readonly string[]>>;

const declared = (rooms: Rooms) => ({ rooms });

/** Rooms with these robots. */
const held = (rooms: Rooms): WorldOptions & { readonly seed: object } => ({
  seed: {
    rooms: Object.fromEntries(
      Object.entries(rooms).map(([room, robots]) => [room, { type: "Conference", robots }]),
    ),
  },
});

const created = async (world: World, rooms: Rooms): Promise<Resource> =>
  (await world.host()).create(type, declared(rooms));

/** What was asked for, as `command room account`, in one order. */
const asked = (world: World): string[] =>
  world
    .requests()
    .map(({ command, body }) => {
      const { RoomId, Member_Account } = body as { RoomId: string; Member_Account?: string };
      return [command.split("/")[1], RoomId, Member_Account].join(" ").trim();
    })
    .sort(byText);

const robots = (world: World, ...rooms: string[]): unknown[] => rooms.map((room) => world.robotsInRoom(room));

/** What the engine does with a resource of the state that the program declares so. */
async function up(host: Host, old: Resource, inputs: Readonly<Record<string, unknown>>): Promise<Resource> {
  const { __provider: _, added: __, addedAt: ___, notes: ____, deleted: _____, ...olds } = old.state;
  await host.check(old.type, inputs, olds);
  return (await host.diff(old, inputs)).changes === true ? host.update(old, inputs) : old;
}

describe("RoomRobots, in the SDK's host", () => {
  it("adds the robots of all rooms, each once and one to a request, and keeps them as its state, in the order of the program", () =>
    inWorld(held({ one: [], two: ["stranger"] }), async (world) => {
      const resource = await created(world, { two: ["a"], one: ["b", "a", "b"] });
      assert.match(resource.id, /^room-robots-/);
      const { rooms, notes } = outputsOf(resource);
      assert.deepEqual(rooms, { one: ["b", "a"], two: ["a"] });
      assert.deepEqual(Object.keys(notes as object), ["one", "two"]);
      assert.deepEqual(asked(world), ["add_robot one a", "add_robot one b", "add_robot two a"]);
      assert.deepEqual(robots(world, "one", "two"), [
        ["a", "b"],
        ["a", "stranger"],
      ]);
    }));

  it("asks in an update for what changed only: a robot, a room more, a room less", () =>
    inWorld(held({ one: [], two: [], three: [] }), async (world) => {
      const resource = await created(world, { one: ["a", "b"], two: ["a"] });
      const before = asked(world);
      const after = await up(await world.host(), resource, declared({ one: ["b", "c"], three: ["a"] }));
      assert.deepEqual(
        asked(world).filter((each) => !before.includes(each)),
        ["add_robot one c", "add_robot three a", "delete_robot one a", "delete_robot two a"],
      );
      assert.deepEqual(after.state.rooms, { one: ["b", "c"], three: ["a"] });
      assert.deepEqual(robots(world, "one", "two", "three"), [["b", "c"], [], ["a"]]);
    }));

  it("deletes its robots, and leaves those of others and rooms that are gone alone", () =>
    inWorld(held({ one: ["stranger"], two: [] }), async (world) => {
      const resource = await created(world, { one: ["a"], two: ["a"] });
      world.becomes(held({ one: ["a", "stranger"] }).seed);
      await (await world.host()).delete(resource);
      assert.deepEqual(robots(world, "one"), [["stranger"]]);
    }));

  it("keeps what was done when a room is missing, says which, and does the rest once it is there", () =>
    inWorld(held({ one: [], two: [] }), async (world) => {
      const inputs = declared({ one: ["a"], missing: ["a", "b"], two: ["a"] });
      const { resource, message } = await endsHalfWay(type, (await world.host()).create(type, inputs));
      assert.match(
        message,
        /^The robots of 1 of 3 rooms are not as declared: missing\. The next `pulumi up` does the rest\. Room missing: .*100004/,
      );
      assert.deepEqual(resource.state.rooms, { one: ["a"], two: ["a"] });
      world.becomes(held({ one: ["a"], two: ["a"], missing: [] }).seed);
      const mended = await up(await world.host(), resource, inputs);
      assert.deepEqual(mended.state.rooms, inputs.rooms);
      assert.deepEqual(robots(world, "one", "two", "missing"), [["a"], ["a"], ["a", "b"]]);
    }));

  it("tries every room, and says once of each cause which rooms it kept from their robots", () =>
    inWorld(
      { seed: { rooms: { live: { type: "Live" }, ...held({ one: [], two: [] }).seed.rooms } } },
      async (world) => {
        const missing = names("missing", 40);
        const rooms = Object.fromEntries([...missing, "live", "one", "two"].map((room) => [room, ["a"]]));
        const { resource, message } = await endsHalfWay(type, created(world, rooms));
        assert.deepEqual(resource.state.rooms, { one: ["a"], two: ["a"] });
        assert.equal(world.requests().length, 43);
        assert.match(message, /^The robots of 41 of 43 rooms are not as declared: live, missing-01, /);
        assert.match(
          message,
          / Rooms missing-01, .* and 20 more: room_engine_http_srv\/add_robot: error 100004, /,
        );
        assert.match(message, / Room live: room_engine_http_srv\/add_robot: error 100006, /);
        for (const once of ["The next `pulumi up`", "100004", "100006"]) {
          assert.equal(message.split(once).length, 2, once);
        }
      },
    ));

  it("begins no other room once a hundred have failed", () =>
    inWorld({}, async (world) => {
      const rooms = Object.fromEntries(names("room", 300).map((room) => [room, ["a"]]));
      const { message } = await failureOf(created(world, rooms));
      const count = world.requests().length;
      assert.ok(count >= 100 && count < 132, `${count} requests`);
      assert.ok(message.includes(`${300 - count} of the rooms were not tried.`), message);
    }));

  for (const [what, errorCode] of [
    ["key", 70005],
    ["plan", 100007],
  ] as const) {
    it(`begins no other room once the app's ${what} is at fault`, () =>
      inWorld({}, async (world) => {
        world.emulator.addFault({ command: commands.addRobot, kind: "errorCode", errorCode, times: 300 });
        const rooms = Object.fromEntries(names("room", 300).map((room) => [room, ["a"]]));
        const { message } = await failureOf(created(world, rooms));
        assert.ok(world.requests().length <= 32, `${world.requests().length} requests`);
        assert.match(message, /^The robots of 300 of 300 rooms are not as declared: room-001, /);
        assert.ok(message.includes(`error ${errorCode}`), message);
      }));
  }

  it("deletes from every room that lets it, says of which it could not, and does those when it is run again", () =>
    inWorld(held({ one: [], two: [], three: [] }), async (world) => {
      const resource = await created(world, { one: ["a"], three: ["a"], two: ["a"] });
      world.emulator.addFault({
        command: commands.deleteRobot,
        kind: "errorCode",
        errorCode: 100006,
        times: 1,
      });
      const host = await world.host();
      const { message } = await failureOf(host.delete(resource));
      const [left = ""] = ["one", "three", "two"].filter((room) => world.robotsInRoom(room)?.length);
      assert.match(
        message,
        new RegExp(
          `^The robots of 1 of 3 rooms are not deleted: ${left}\\. Run again to delete the rest\\. Room ${left}: `,
        ),
      );
      await (await world.host()).delete(resource);
      assert.deepEqual(robots(world, "one", "two", "three"), [[], [], []]);
    }));

  it("tells now and then how far it is, when that takes long", () =>
    inWorld({ ...held({}), config: { requestsPerSecond: "5" } }, async (world) => {
      const rooms = names("room", 35);
      world.becomes(held(Object.fromEntries(rooms.map((room) => [room, []]))).seed);
      const host = await world.host();
      await host.create(type, declared(Object.fromEntries(rooms.map((room) => [room, ["a"]]))));
      assert.match(host.stderr, /^tencent-chat: \d+ of 35 robots of rooms are done\n$/);
    })).timeout(30_000);

  it("takes a robot over from a RoomRobot that leaves the program, and gives it back to one that comes", () =>
    inWorld(held({ one: [] }), async (world) => {
      const robot = { roomId: "one", memberAccount: "a" };
      const single = await (await world.host()).create("RoomRobot", robot);
      const merging = await world.host();
      const plural = await merging.create(type, declared({ one: ["a", "b"] }));
      await merging.delete(single);
      assert.deepEqual(robots(world, "one"), [["a", "b"]]);
      const splitting = await world.host();
      await splitting.check(type, declared({ one: ["b"] }), declared({ one: ["a", "b"] }));
      await splitting.diff(plural, declared({ one: ["b"] }));
      await splitting.create("RoomRobot", robot);
      await splitting.update(plural, declared({ one: ["b"] }));
      assert.deepEqual(robots(world, "one"), [["a", "b"]]);
    }));

  describe("refresh", () => {
    it("takes the robots of a room that is gone as gone, and all as gone when no room is left", () =>
      inWorld(held({ one: [], two: [] }), async (world) => {
        const resource = await created(world, { one: ["a"], two: ["a"] });
        world.becomes(held({ one: ["a"] }).seed);
        const found = await (await world.host()).read(resource);
        assert.deepEqual(found?.state.rooms, { one: ["a"] });
        world.becomes({});
        assert.equal(await (await world.host()).read(resource), undefined);
      }));

    it("asks for each room once, and sees a robot that is gone where the member list is to be asked", () =>
      inWorld(
        { ...held({ one: [], two: [] }), config: { roomRobotsInMemberList: "true" } },
        async (world) => {
          const resource = await created(world, { one: ["a", "b"], two: ["a"] });
          world.becomes(held({ one: ["b"], two: ["a"] }).seed);
          const before = asked(world);
          const found = await (await world.host()).read(resource);
          assert.deepEqual(found?.state.rooms, { one: ["b"], two: ["a"] });
          assert.deepEqual(asked(world).slice(before.length).length, 2);
        },
      ));

    it("asks for each of many rooms once, at the pace that is set", () =>
      inWorld({ config: { requestsPerSecond: "20" } }, async (world) => {
        const rooms = Object.fromEntries(names("room", 50).map((room) => [room, ["a"]]));
        world.becomes(held(rooms).seed);
        const host = await world.host();
        const found = await host.read(host.known(type, "some", declared(rooms)));
        assert.deepEqual(found?.state.rooms, rooms);
        const requests = world.requests(commands.getRoomInfo);
        assert.equal(new Set(requests.map(({ body }) => (body as { RoomId: string }).RoomId)).size, 50);
        assert.equal(world.requests().length, 50);
        const times = requests.map(({ at }) => Date.parse(at));
        for (const [index, at] of times.slice(20).entries()) {
          assert.ok(at - (times[index] ?? 0) >= 990, `21 requests within ${at - (times[index] ?? 0)} ms`);
        }
      }));

    it("reads by its rooms alone which of the robots are there, and says what an id is", () =>
      inWorld(
        { ...held({ one: ["a", "stranger"], two: [] }), config: { roomRobotsInMemberList: "true" } },
        async (world) => {
          const host = await world.host();
          const { __provider } = host.known(type, "id", declared({})).state;
          const named = (id: string) => ({ type, id, state: { __provider } }) as Resource;
          const found = await host.read(named('{"one":["a","b"],"two":["a"],"gone":["a"]}'));
          assert.deepEqual(found?.state.rooms, { one: ["a"] });
          const { message } = await failureOf(host.read(named('{"gone":["a"]}')));
          assert.match(message, /^A RoomRobots with the id "\{"gone":\["a"\]\}" cannot be read/);
          for (const id of ["room-robots-1", "[]", '{"one":"a"}']) {
            assert.match((await failureOf(host.read(named(id)))).message, /is its rooms as JSON, such as/);
          }
        },
      ));
  });
});
