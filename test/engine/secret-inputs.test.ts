import assert from "node:assert/strict";
import { type Declaration, type Door, declaring, doors, Stack } from "./support/stack";

/** Nowhere else in what is searched. */
const [robot, gone, member, list] = [
  "hidden-robot-7d1f",
  "hidden-gone-93bc",
  "hidden-member-2e8a",
  "hidden-list-c4d0",
];

/** A secret as YAML programs write it. */
const secret = (value: string | readonly string[]): object => ({ "fn::secret": value });

const program = (...live: readonly string[]): Readonly<Record<string, Declaration>> => ({
  hosts: {
    type: "LiveGroupRobots",
    args: { groupId: "live", memberAccounts: ["plain", ...live.map(secret)] },
  },
  rooms: { type: "RoomRobots", args: { rooms: { room: ["plain", ...live.map(secret)] } } },
  kick: { type: "GroupMemberRemoval", args: { groupId: "work", memberAccounts: [secret(member)] } },
  drop: { type: "FriendListDeletion", args: { fromAccount: "alice", groupNames: secret([list]) } },
});

const written: Readonly<Record<Door, (...live: readonly string[]) => Parameters<Stack["write"]>[0]>> = {
  dynamic: (...live) =>
    `const { secret } = require("@pulumi/pulumi");\n${declaring(program(...live))}`.replace(
      /\{"fn::secret":("[^"]*"|\[[^\]]*\])\}/g,
      "secret($1)",
    ),
  native: program,
};

for (const door of doors)
  describe(`secret inputs through the ${door} door`, () => {
    let stack: Stack;
    const write = (...live: readonly string[]): void => stack.write(written[door](...live));

    before(async () => {
      stack = await Stack.open({
        door,
        seed: {
          groups: { live: { type: "AVChatRoom" }, work: { type: "Work", members: [member, "stays"] } },
          rooms: { room: { type: "Conference" } },
          friendLists: { alice: [list] },
        },
      });
    });

    after(() => stack.close());

    const hidden = (): readonly string[] => {
      const text = JSON.stringify(stack.state.resources.map(({ inputs, outputs }) => ({ inputs, outputs })));
      return [robot, gone, member, list].filter((name) => text.includes(name));
    };

    it("are in clear in no output of any state, and warned of once", async () => {
      write(robot, gone);
      const { diagnostics } = await stack.up();
      const warnings = diagnostics.filter(({ message }) => message.includes("is a secret"));
      assert.equal(warnings.length, 1);
      assert.deepEqual(hidden(), []);
      // Now the states record what was added when, and what was deleted.
      write(robot);
      await stack.up();
      assert.deepEqual(stack.robotsOf("live"), [robot, "plain"]);
      assert.ok("deleted" in stack.outputsOf("hosts") && "notes" in stack.outputsOf("rooms"));
      assert.deepEqual(hidden(), []);
      await stack.refresh("--expect-no-changes");
      assert.deepEqual(hidden(), []);
      await stack.up("--expect-no-changes");
    });

    it("are in clear in no output of what ended half-way", async () => {
      stack.emulator.addFault({
        command: "room_engine_http_srv/add_robot",
        kind: "errorCode",
        errorCode: 60020,
        skip: 1,
      });
      write(robot, gone, "hidden-other-51aa");
      await stack.fail("up", "--yes", "--skip-preview", "--json");
      assert.ok(stack.stored("rooms")?.initErrors !== undefined);
      assert.deepEqual(hidden(), []);
      // The message of the failure, which the state keeps, names who was added and who was not: until the next `up`.
      await stack.up();
      assert.ok(!JSON.stringify(stack.state).includes("hidden-"));
    });
  });
