import assert from "node:assert/strict";
import { declaring, Stack } from "./support/stack";

const bots = Array.from({ length: 20 }, (_, at) => `@RBT#bot-${at}`);

/** What depends on the group does so by an output, by an option, and not at all. */
const program = `${declaring({})}
  const show = new chat.LiveGroup("show", { groupId: "live-show", name: "Show" });
  new chat.LiveGroupRobots("byOutput", { groupId: show.groupId, memberAccounts: ["bot-a"] });
  new chat.LiveGroupRobots("byOption", { groupId: "live-show", memberAccounts: ["bot-b"] }, { dependsOn: show });
  const full = { roomId: "room-1" };
  const first = new chat.RoomRobot("first", { ...full, memberAccount: "bot-a" });
  new chat.RoomRobot("second", { ...full, memberAccount: "bot-b" }, { dependsOn: first });
  new chat.RoomRobots("third", { rooms: { "room-1": ["bot-c"] } });
  new chat.LiveRoomRobots("live", { roomId: "live-room", memberAccounts: ["bot-a", "bot-b", "bot-c"] });
  for (const userId of ${JSON.stringify(bots)}) new chat.Chatbot(userId, { userId, nick: userId });
  new chat.LiveGroupRobots("guided", { groupId: "live-2", memberAccounts: ["@RBT#bot-0"] });
`;

describe("a replacement that is asked for", () => {
  let stack: Stack;
  let toTheStart: () => void;

  before(async () => {
    stack = await Stack.open({
      seed: {
        accounts: ["bot-a", "bot-b", "bot-c"],
        groups: { "live-2": { type: "AVChatRoom" } },
        rooms: { "room-1": { type: "Conference" }, "live-room": { type: "Live" } },
      },
      emulator: { maxRoomRobots: 3 },
    });
    stack.write(program);
    await stack.up();
    toTheStart = stack.remember();
  });

  beforeEach(() => {
    toTheStart();
    stack.write(program);
  });

  after(() => stack.close());

  const urnOf = (name: string): string => stack.stored(name)?.urn ?? assert.fail(`the stack has no ${name}`);

  const names = ["show", "first", "third", "live", "@RBT#bot-0"];

  const assertAsDeclared = async (): Promise<void> => {
    assert.deepEqual(stack.robotsOf("live-show"), ["bot-a", "bot-b"]);
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-a", "bot-b", "bot-c"]);
    assert.deepEqual(stack.robotsOf("live-room"), ["bot-a", "bot-b", "bot-c"]);
    assert.deepEqual(stack.robotsOf("live-2"), ["@RBT#bot-0"]);
    assert.deepEqual(new Set(stack.service.chatbots), new Set(bots));
    await stack.preview("--refresh", "--expect-no-changes");
  };

  it("deletes first, creates again, and puts back what depends on it, by --replace and twice in a row", async () => {
    for (let time = 1; time <= 2; time++) {
      const { operations } = await stack.up(...names.flatMap((name) => ["--replace", urnOf(name)]));
      for (const name of ["show", "first", "@RBT#bot-0"]) {
        assert.equal(operations[name]?.[0], "delete-replaced", `${name}: ${operations[name]}`);
      }
      await assertAsDeclared();
    }
  });

  it("deletes first, creates again, and puts back what depends on it, of a resource that is tainted", async () => {
    for (const name of names) await stack.succeed("state", "taint", "--yes", urnOf(name));
    await stack.up();
    await assertAsDeclared();
  });

  it("deletes first, creates again, and puts back what depends on it, by --target-replace", async () => {
    await stack.up("--target-replace", urnOf("show"), "--target-dependents");
    await assertAsDeclared();
  });

  it("is done in the order that the program's own option says", async () => {
    stack.write({
      hall: {
        type: "RoomRobot",
        args: { roomId: "room-1", memberAccount: "bot-a" },
        options: { deleteBeforeReplace: false },
      },
    });
    await stack.up();
    const { operations } = await stack.up("--replace", urnOf("hall"));
    assert.deepEqual(operations.hall, ["create-replacement", "replace", "delete-replaced"]);
    assert.deepEqual(stack.robotsOf("room-1"), ["bot-a"]);
  });
});
