import assert from "node:assert/strict";
import type { Checked } from "./support/host";
import type { Properties } from "./support/host-error";
import type { ResourceType } from "./support/provider-texts";
import { samples, types, unknown } from "./support/samples";
import { sharedHost } from "./support/world";

/** Values that no string can be, by what a failure calls them. */
const noStrings: Readonly<Record<string, unknown>> = {
  number: 7,
  boolean: true,
  list: ["a"],
  object: { a: "b" },
};

interface TextRule {
  readonly type: ResourceType;
  readonly property: string;
  readonly longest: string;
  readonly tooLong: string;
  readonly optional?: true;
}

const ascii = (length: number): string => "a".repeat(length);

const ids: readonly TextRule[] = [
  { type: "ChatAccount", property: "userId", longest: "é".repeat(16), tooLong: "é".repeat(17) },
  { type: "Chatbot", property: "userId", longest: `@RBT#${ascii(27)}`, tooLong: `@RBT#${ascii(28)}` },
  { type: "LiveGroup", property: "groupId", longest: ascii(48), tooLong: ascii(49) },
  { type: "LiveGroup", property: "name", longest: "é".repeat(15), tooLong: "é".repeat(16) },
  { type: "LiveGroupRobots", property: "groupId", longest: ascii(48), tooLong: ascii(49) },
  { type: "LiveRoomRobots", property: "roomId", longest: ascii(48), tooLong: ascii(49) },
  { type: "RoomRobot", property: "roomId", longest: ascii(48), tooLong: ascii(49) },
  { type: "RoomRobot", property: "memberAccount", longest: "é".repeat(16), tooLong: "é".repeat(17) },
  { type: "GroupMemberRemoval", property: "groupId", longest: ascii(48), tooLong: ascii(49) },
  { type: "FriendListDeletion", property: "fromAccount", longest: ascii(32), tooLong: ascii(33) },
];

const lists: readonly TextRule[] = [
  { type: "LiveGroupRobots", property: "memberAccounts", longest: ascii(32), tooLong: ascii(33) },
  { type: "LiveRoomRobots", property: "memberAccounts", longest: ascii(32), tooLong: ascii(33) },
  {
    type: "GroupMemberRemoval",
    property: "memberAccounts",
    longest: "é".repeat(16),
    tooLong: "é".repeat(17),
  },
  { type: "FriendListDeletion", property: "groupNames", longest: "é".repeat(30), tooLong: "é".repeat(31) },
];

describe("check, in the SDK's host", () => {
  const host = sharedHost();

  const checkWith = (type: ResourceType, changed: Properties): Promise<Checked> =>
    host().check(type, { ...samples[type], ...changed });

  /** Exactly one failure, on that property, and not only "is wrong". */
  async function refuses(
    type: ResourceType,
    property: string,
    changed: Properties,
    reason: RegExp,
  ): Promise<void> {
    const { failures } = await checkWith(type, changed);
    assert.deepEqual(
      failures.map((failure) => failure.property),
      [property],
    );
    assert.match(failures[0]?.reason ?? "", reason);
  }

  for (const type of types) {
    it(`accepts a ${type} with all of its properties and gives them back`, async () => {
      const { inputs, failures } = await host().check(type, samples[type]);
      const { __provider, ...rest } = inputs;
      assert.deepEqual(failures, []);
      assert.deepEqual(rest, samples[type]);
      assert.match(String(__provider), new RegExp(`\\("pulumi-tencent-chat/host"\\)\\.${type}$`));
    });

    it(`says of an unknown property of ${type} which one was meant`, async () => {
      const [first = "", meant = first] = Object.keys(samples[type]);
      await refuses(type, `${meant}s`, { [`${meant}s`]: "x" }, new RegExp(`Did you mean "${meant}"\\?`));
    });

    it(`says of an unknown property of ${type} that is like none which ones there are`, async () => {
      const reason = new RegExp(
        `^colour is no property of this resource\\. It has ${Object.keys(samples[type])[0]}, `,
      );
      await refuses(type, "colour", { colour: "red" }, reason);
    });

    it(`reports all that is wrong with a ${type} at once`, async () => {
      const [first = "", second = ""] = Object.keys(samples[type]);
      const { failures } = await checkWith(type, { [first]: "", [second]: 7, colour: "red" });
      assert.deepEqual(
        failures.map(({ property }) => property),
        [first, second, "colour"],
      );
    });
  }

  for (const { type, property, longest, tooLong } of ids) {
    describe(`${property} of ${type}`, () => {
      it("may be as long as documented, in bytes", async () => {
        assert.deepEqual((await checkWith(type, { [property]: longest })).failures, []);
      });

      it("may not be longer", () =>
        refuses(
          type,
          property,
          { [property]: tooLong },
          new RegExp(`${property} is \\d\\d bytes long: "${tooLong}"`),
        ));

      it("may not be missing or null", async () => {
        const { [property]: _, ...others } = samples[type];
        for (const inputs of [others, { ...others, [property]: null }]) {
          const { failures } = await host().check(type, inputs);
          assert.deepEqual(failures, [{ property, reason: `${property} is missing` }]);
        }
      });

      it("may not be empty", () => refuses(type, property, { [property]: "" }, /is empty; it has to be/));

      for (const [kind, value] of Object.entries(noStrings)) {
        it(`is refused as ${kind}`, () =>
          refuses(type, property, { [property]: value }, new RegExp(`a string, but is a ${kind}: `)));
      }
    });
  }

  for (const { type, property } of ids.filter((rule) => /^(group|room)Id$/.test(rule.property))) {
    for (const id of ["直播间", "group\n1", "gro\u0000up", "größe"]) {
      it(`refuses ${JSON.stringify(id)} as ${property} of ${type}: only printable ASCII`, () =>
        refuses(type, property, { [property]: id }, /holds other characters: .*printable ASCII/));
    }
  }

  it("refuses a UserID with a control character", () =>
    refuses("RoomRobot", "memberAccount", { memberAccount: "a\tb" }, /holds a control character: "a\\tb"/));

  for (const { type, property, longest, tooLong } of lists) {
    describe(`${property} of ${type}`, () => {
      const longestFirst = new RegExp(`^${property}\\[1\\] is \\d\\d (bytes|characters) long: "${tooLong}"`);

      it("may name what is as long as documented", async () => {
        assert.deepEqual((await checkWith(type, { [property]: ["a", longest] })).failures, []);
      });

      it("may not name anything longer, and the failure says which", () =>
        refuses(type, property, { [property]: ["a", tooLong] }, longestFirst));

      it("may not be missing, null or empty", async () => {
        const { [property]: _, ...others } = samples[type];
        for (const inputs of [others, { ...others, [property]: null }]) {
          assert.deepEqual((await host().check(type, inputs)).failures, [
            { property, reason: `${property} is missing` },
          ]);
        }
        await refuses(type, property, { [property]: [] }, /is empty; it has to name at least one/);
      });

      for (const [kind, value] of Object.entries({ number: 7, boolean: true, object: {}, string: "a" })) {
        it(`is refused as ${kind}`, () =>
          refuses(
            type,
            property,
            { [property]: value },
            new RegExp(`has to be a list of .*, but is a ${kind}`),
          ));
      }

      for (const [kind, value] of Object.entries({ ...noStrings, null: null })) {
        it(`is refused with an element of type ${kind}`, () =>
          refuses(type, property, { [property]: ["a", value] }, new RegExp(`^${property}\\[1\\] `)));
      }

      it("may not hold an empty name", () =>
        refuses(type, property, { [property]: ["", "a"] }, new RegExp(`^${property}\\[0\\] is empty`)));

      it("has one failure for each element that is wrong", async () => {
        const { failures } = await checkWith(type, { [property]: ["", "a", 7, tooLong] });
        assert.deepEqual(
          failures.map(({ reason }) => reason.split(" ")[0]),
          [`${property}[0]`, `${property}[2]`, `${property}[3]`],
        );
      });

      it("may hold unknown elements", async () => {
        const { inputs, failures } = await checkWith(type, { [property]: [unknown, "b", unknown, "a"] });
        assert.deepEqual(failures, []);
        assert.deepEqual(inputs[property], [unknown, "b", unknown, "a"]);
      });

      it("comes back in the order of the program, with its repetitions", async () => {
        const list = ["b", "B", "a", "é", "b"];
        assert.deepEqual((await checkWith(type, { [property]: list })).inputs[property], list);
      });
    });
  }

  it("refuses an ID for a new group that begins like those that the service gives", () =>
    refuses("LiveGroup", "groupId", { groupId: "@TGS#mine" }, /begins like an ID that the service gives/));

  it("refuses a chatbot's UserID for an account", () =>
    refuses("ChatAccount", "userId", { userId: "@RBT#one" }, /begins like a chatbot's/));

  it("refuses a UserID for a chatbot that does not begin like one, and says what was meant", async () => {
    for (const [userId, meant] of [
      ["bot-1", "@RBT#bot-1"],
      ["@rbt#bot-1", "@RBT#bot-1"],
      ["RBTbot-1", "@RBT#bot-1"],
    ] as const) {
      await refuses("Chatbot", "userId", { userId }, new RegExp(`Did you mean "${meant}"\\?`));
    }
    await refuses("Chatbot", "userId", { userId: "@RBT#" }, /is nothing but the beginning/);
    await refuses("Chatbot", "userId", { userId: "@RBT#a\tb" }, /holds a control character/);
  });

  const profiles: readonly (readonly [ResourceType, readonly string[]])[] = [
    ["ChatAccount", ["nick", "faceUrl"]],
    ["Chatbot", ["nick", "faceUrl", "selfSignature"]],
  ];
  for (const [type, properties] of profiles) {
    for (const property of properties) {
      it(`takes any ${property} of a ${type} of up to 500 bytes, and none`, async () => {
        for (const value of ["", ascii(500), null]) {
          assert.deepEqual((await checkWith(type, { [property]: value })).failures, []);
        }
        await refuses(type, property, { [property]: ascii(501) }, /is 501 bytes long/);
      });
    }
  }

  it("refuses a deleteOnDestroy that is no truth", () =>
    refuses("ChatAccount", "deleteOnDestroy", { deleteOnDestroy: "yes" }, /has to be true or false/));

  it("refuses an ownerAccount that can be no UserID", () =>
    refuses("LiveGroup", "ownerAccount", { ownerAccount: ascii(33) }, /ownerAccount is 33 bytes long/));

  it("refuses a fourth robot in a live room, and counts no robot twice", async () => {
    const memberAccounts = ["a", "b", "c"];
    const property = "memberAccounts";
    assert.deepEqual(
      (await checkWith("LiveRoomRobots", { memberAccounts: [...memberAccounts, "a"] })).failures,
      [],
    );
    await refuses(
      "LiveRoomRobots",
      property,
      { memberAccounts: [...memberAccounts, "d"] },
      /^memberAccounts names 4 UserIDs; it has to name at most 3$/,
    );
  });

  it("takes the robots of rooms in the order of the program, with those that are not known", async () => {
    const rooms = { "room-1": ["b", "a", "b"], "room-2": [unknown, "a"], "room-3": unknown };
    const { inputs, failures } = await checkWith("RoomRobots", { rooms });
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs.rooms, rooms);
  });

  const wrongRooms: readonly (readonly [unknown, RegExp])[] = [
    [{}, /^rooms is empty; it has to name at least one room$/],
    [["room-1"], /^rooms has to be an object with an entry for each room, but is a list$/],
    ["room-1", /^rooms has to be an object with an entry for each room, but is a string$/],
    [{ "room-1": [] }, /^rooms\["room-1"\] is empty; it has to name at least one of the UserIDs$/],
    [{ "room-1": "a" }, /^rooms\["room-1"\] has to be a list of UserIDs, but is a string$/],
    [
      { "room-1": ["a", 7] },
      /^rooms\["room-1"\]\[1\] has to be a UserID of 1 to 32 bytes, a string, but is a number/,
    ],
    [{ [ascii(49)]: ["a"] }, /^a key of rooms is 49 bytes long/],
    [{ "": ["a"] }, /^a key of rooms is empty/],
  ];
  for (const [rooms, says] of wrongRooms) {
    it(`refuses ${JSON.stringify(rooms)} as rooms`, () => refuses("RoomRobots", "rooms", { rooms }, says));
  }

  for (const value of ["true", 1, [true], {}]) {
    it(`refuses ${JSON.stringify(value)} as silence: true or false`, () =>
      refuses(
        "GroupMemberRemoval",
        "silence",
        { silence: value },
        /^silence has to be true or false, but is a /,
      ));
  }

  it("refuses a reason that is no string", () =>
    refuses(
      "GroupMemberRemoval",
      "reason",
      { reason: 7 },
      /^reason has to be a text, a string, but is a number/,
    ));

  it("takes silence, reason and triggers as optional, and leaves them out when they are null", async () => {
    const { inputs, failures } = await checkWith("GroupMemberRemoval", {
      silence: null,
      reason: null,
      triggers: null,
    });
    assert.deepEqual(failures, []);
    assert.deepEqual(new Set(Object.keys(inputs)), new Set(["__provider", "groupId", "memberAccounts"]));
  });

  it("takes unknown values anywhere in triggers", async () => {
    const triggers = [{ a: [unknown, null, 1] }, unknown];
    const { inputs, failures } = await checkWith("FriendListDeletion", { triggers });
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs.triggers, triggers);
  });

  it("does not repeat more of a wrong value than a person reads", async () => {
    const { failures } = await checkWith("RoomRobot", { roomId: "x".repeat(5000) });
    assert.ok((failures[0]?.reason.length ?? 0) < 250, failures[0]?.reason);
  });

  it("takes names that every object has for unknown properties", async () => {
    const { failures } = await checkWith("RoomRobot", { constructor: "x", toString: "y" });
    assert.deepEqual(failures.map(({ property }) => property).sort(), ["constructor", "toString"]);
  });
});
