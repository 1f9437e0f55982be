import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as chat from "../../../../provider";
import { declarationProperty } from "../../../../provider/declaration";
import { checkInputs } from "../../../../provider/lifecycle/inputs";
import { triggers } from "../../../../provider/lifecycle/rules";
import { declarations } from "../../../support/declarations";
import { shownIn } from "../../../support/troubleshooting";
import { startProgram } from "./support";

/** A class as JavaScript sees it. */
type Class = new (name: string, args?: unknown) => pulumi.Resource;

const classOf = (type: string): Class => new Map<string, unknown>(Object.entries(chat)).get(type) as Class;

describe("a program that no compiler checks", () => {
  for (const type of Object.keys(declarations)) {
    it(`leaves it to check to say what is missing where a ${type} has no arguments`, async () => {
      for (const preview of [false, true]) {
        const program = await startProgram({ preview });
        for (const [name, args] of Object.entries({ none: undefined, nothing: null, empty: {} })) {
          await program.settled(new (classOf(type))(name, args));
        }
        const own = [declarationProperty, "__provider"];
        for (const { inputs } of program.registered) assert.deepEqual(Object.keys(inputs), own);
      }
    });
  }

  const wrongFixtures: readonly (readonly [unknown, RegExp])[] = [
    [undefined, /^BotFixtures "dev" has to be an object, with any of accounts, chatbots, /],
    [null, /^BotFixtures "dev" has to be an object/],
    [["bot-a"], /^BotFixtures "dev" has to be an object/],
    [
      { accounts: { "bot-a": undefined } },
      /^accounts\["bot-a"\] of BotFixtures "dev" has to be an object, which may be empty: \{\}/,
    ],
    [{ chatbots: { "@RBT#a": "Guide" } }, /^chatbots\["@RBT#a"\] of BotFixtures "dev" has to be an object/],
    [{ liveGroups: { stage: ["bot-a"] } }, /^liveGroups\["stage"\] of BotFixtures "dev" has to be an object/],
    [{ rooms: null }, /^rooms of BotFixtures "dev" has to be an object/],
    [{ groups: {} }, /^groups is no property of BotFixtures "dev"\. It has accounts, chatbots, liveGroups/],
    [
      { liveGroups: { stage: { robot: [] } } },
      /^robot is no property of liveGroups\["stage"\] of BotFixtures "dev"\. It has groupId, create, robots/,
    ],
    [{ rooms: { "room-1": {} } }, /^rooms\["room-1"\] of BotFixtures "dev" has no robots/],
    [{ liveRooms: { hall: null } }, /^liveRooms\["hall"\] of BotFixtures "dev" has to be an object/],
  ];
  for (const [args, says] of wrongFixtures) {
    it(`is told what BotFixtures takes instead of ${JSON.stringify(args)}`, async () => {
      await startProgram();
      assert.throws(
        () => new (classOf("BotFixtures"))("dev", args),
        (error: Error) => pulumi.RunError.isInstance(error) && says.test(error.message),
      );
    });
  }
});

describe("BotFixtures that are no object", () => {
  it("are refused as docs/inputs.md shows it", async () => {
    await startProgram();
    const message = shownIn("BotFixtures that are no object");
    assert.throws(() => new (classOf("BotFixtures"))("dev", { accounts: ["bot-a"] }), { message });
  });
});

describe("triggers that cannot be compared", () => {
  class Quiet {
    readonly #value = 1;
    get value(): number {
      return this.#value;
    }
  }

  /** What `check` says of the triggers as they arrive. */
  async function refused(value: unknown): Promise<readonly { property: string; reason: string }[]> {
    const program = await startProgram();
    const args = { groupId: "g", memberAccounts: ["a"], triggers: value };
    await program.settled(new (classOf("GroupMemberRemoval"))("kick", args));
    const fields = { triggers: { rule: triggers, optional: true } };
    return checkInputs(fields, { triggers: program.registered[0]?.inputs.triggers }).failures ?? [];
  }

  const wrong: readonly (readonly [string, unknown, string])[] = [
    ["a Date", [new Date(0)], "triggers[0] is a Date,"],
    ["a function", ["x", () => 1], "triggers[1] is a function,"],
    ["a function by a key", { now: Date.now }, 'triggers["now"] is a function,'],
    ["a Date deep inside", [{ at: [new Date(0)] }], 'triggers[0]["at"][0] is a Date,'],
    ["a Map", [new Map()], "triggers[0] is a Map,"],
    ["a Set", [new Set(["a"])], "triggers[0] is a Set,"],
    ["a RegExp", [/a/], "triggers[0] is a RegExp,"],
    ["an Error", [new Error("a")], "triggers[0] is a Error,"],
    ["a URL", [new URL("https://example.com")], "triggers[0] is a URL,"],
    ["bytes", [Buffer.from("a")], "triggers[0] is a Uint8Array,"],
    ["what keeps everything to itself", [new Quiet()], "triggers[0] is a Quiet,"],
    ["a bigint", [5n], "triggers[0] is a bigint,"],
    ["a symbol", [Symbol("a")], "triggers[0] is a symbol,"],
    ["no number", [Number.NaN], "triggers[0] is a NaN,"],
    ["an output that is a Date", [pulumi.output(1).apply(() => new Date(0))], "triggers[0] is a Date,"],
    ["a list of Dates to come", Promise.resolve([new Date(0)]), "triggers[0] is a Date,"],
    ["a Date instead of a list", new Date(0), "triggers is a Date,"],
  ];
  for (const [what, value, says] of wrong) {
    it(`are refused on their property: ${what}`, async () => {
      const [failure, ...others] = await refused(value);
      assert.deepEqual([failure?.property, others], ["triggers", []]);
      assert.ok(failure?.reason.startsWith(`${says} whose changes Pulumi would not see: `), failure?.reason);
    });
  }

  it("are refused as docs/inputs.md shows it", async () => {
    assert.equal((await refused([new Date(0)]))[0]?.reason, shownIn("Triggers that cannot be compared"));
  });

  it("are refused in a ring", async () => {
    const ring: unknown[] = [];
    ring.push(ring);
    assert.match((await refused(ring))[0]?.reason ?? "", /^triggers is nested more than 100 deep/);
  });

  it("are told of in one failure, however many there are", async () => {
    const failures = await refused(Array.from({ length: 5000 }, () => new Date(0)));
    assert.equal(failures.length, 1);
    assert.match(failures[0]?.reason ?? "", /4997 more values in it are wrong$/);
  });

  it("are none of those that JSON can say, which arrive as they are", async () => {
    const value = ["a", 1, true, null, [], {}, { a: { b: [0] } }, Object.create(null)];
    const program = await startProgram();
    const given = { groupId: "g", memberAccounts: ["a"], triggers: value };
    await program.settled(new (classOf("GroupMemberRemoval"))("kick", given));
    assert.deepEqual(program.registered[0]?.inputs.triggers, JSON.parse(JSON.stringify(value)));
    assert.deepEqual(await refused(value), []);
  });
});
