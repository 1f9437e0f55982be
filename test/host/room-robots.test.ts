import assert from "node:assert/strict";
import { byText } from "../../provider/lifecycle/batches";
import { endsHalfWay, failureOf } from "./support/failing";
import { type Host, outputsOf, type Resource } from "./support/host";
import { inWorld, type World, type WorldOptions } from "./support/world";

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
  it("adds the robots of all rooms, one to a request, and keeps them as its state, in the order of the program", () =>
    inWorld(held({ one: [], two: ["stranger"] }), async (world) => {
      const resource = await created(world, { two: ["a"], one: ["b", "a"] });
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
        /^The robots of [12] of 3 rooms are not as declared: missing(, two)?\. The next `pulumi up` does the rest\. /,
      );
      assert.match(message, /100004/);
      const { one } = resource.state.rooms as Rooms;
      assert.deepEqual(one, ["a"]);
      world.becomes(held({ one: ["a"], two: robots(world, "two")[0] as string[], missing: [] }).seed);
      const mended = await up(await world.host(), resource, inputs);
      assert.deepEqual(mended.state.rooms, inputs.rooms);
      assert.deepEqual(robots(world, "one", "two", "missing"), [["a"], ["a"], ["a", "b"]]);
    }));

  it("begins no other room once one has failed", () =>
    inWorld({}, async (world) => {
      const rooms = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`room-${at}`, ["a"]]));
      const { message } = await failureOf(created(world, rooms));
      assert.match(message, /100004/);
      assert.ok(world.requests().length <= 32, `${world.requests().length} requests`);
    }));

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

    it("cannot read one by its id", () =>
      inWorld({}, async (world) => {
        const host = await world.host();
        const { __provider } = host.known(type, "id", declared({})).state;
        const nothing = { type, id: "id", state: { __provider } } as Resource;
        assert.match((await failureOf(host.read(nothing))).message, /cannot be read by an id/);
      }));
  });
});
