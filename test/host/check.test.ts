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
  async function refuses(type: ResourceType, property: string, value: unknown, says: RegExp): Promise<void> {
    const [failure, ...more] = (await checkWith(type, { [property]: value })).failures;
    assert.deepEqual([failure?.property, more], [property, []]);
    assert.match(failure?.reason ?? "", says);
  }

  for (const type of types) {
    it(`accepts a ${type} with all of its properties and gives them back`, async () => {
      const { inputs, failures } = await host().check(type, samples[type]);
      const { __provider, ...rest } = inputs;
      assert.deepEqual(failures, []);
      assert.deepEqual(rest, samples[type]);
      assert.match(String(__provider), new RegExp(`\\("pulumi-tencent-chat/host"\\)\\.${type}$`));
    });

    it(`says of an unknown property of ${type} which one was meant, or which ones there are`, async () => {
      const [first = "", meant = first] = Object.keys(samples[type]);
      await refuses(type, `${meant}s`, "x", new RegExp(`Did you mean "${meant}"\\?`));
      const all = new RegExp(`^colour is no property of this resource\\. It has ${first}, `);
      await refuses(type, "colour", "red", all);
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

  async function needs(type: ResourceType, property: string): Promise<void> {
    const { [property]: _, ...others } = samples[type];
    for (const inputs of [others, { ...others, [property]: null }]) {
      const { failures } = await host().check(type, inputs);
      assert.deepEqual(failures, [{ property, reason: `${property} is missing` }]);
    }
  }

  for (const { type, property, longest, tooLong } of ids) {
    describe(`${property} of ${type}`, () => {
      it("may be as long as documented, in bytes", async () => {
        assert.deepEqual((await checkWith(type, { [property]: longest })).failures, []);
      });

      it("may not be missing or null", () => needs(type, property));

      it("may be neither longer nor empty, nor anything but a string", async () => {
        const tooLongIs = new RegExp(`${property} is \\d\\d bytes long: "${tooLong}"`);
        await refuses(type, property, tooLong, tooLongIs);
        await refuses(type, property, "", /is empty; it has to be/);
        for (const [kind, value] of Object.entries(noStrings)) {
          await refuses(type, property, value, new RegExp(`a string, but is an? ${kind}: `));
        }
      });
    });
  }

  for (const { type, property, longest, tooLong } of lists) {
    describe(`${property} of ${type}`, () => {
      it("may name what is as long as documented", async () => {
        assert.deepEqual((await checkWith(type, { [property]: ["a", longest] })).failures, []);
      });

      it("may not be missing, null or empty", async () => {
        await needs(type, property);
        await refuses(type, property, [], /is empty; it has to name at least one/);
      });

      it("may be nothing but a list", async () => {
        for (const [kind, value] of Object.entries({ number: 7, boolean: true, object: {}, string: "a" })) {
          const reason = new RegExp(`has to be a list of .*, but is an? ${kind}`);
          await refuses(type, property, value, reason);
        }
      });

      it("may name nothing that is too long, empty or no string, and the failure says which", async () => {
        const long = new RegExp(`^${property}\\[1\\] is \\d\\d (bytes|characters) long: "${tooLong}"`);
        await refuses(type, property, ["a", tooLong], long);
        await refuses(type, property, ["", "a"], new RegExp(`^${property}\\[0\\] is empty`));
        for (const value of [...Object.values(noStrings), null]) {
          await refuses(type, property, ["a", value], new RegExp(`^${property}\\[1\\] `));
        }
      });

      it("has one failure for all elements that are wrong, which tells of the first few", async () => {
        const at = (index: number): string => `${property}\\[${index}\\]`;
        const says = `^${at(0)} is .*\\. ${at(2)} has .*\\. ${at(3)} is [^[]*\\. 2 more of the .* are wrong$`;
        await refuses(type, property, ["", "a", 7, tooLong, "", 8], new RegExp(says));
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
        await refuses(type, property, ascii(501), /is 501 bytes long/);
      });
    }
  }

  it("refuses a fourth robot in a live room, and counts no robot twice", async () => {
    const memberAccounts = ["a", "b", "c"];
    const twice = { memberAccounts: [...memberAccounts, "a"] };
    assert.deepEqual((await checkWith("LiveRoomRobots", twice)).failures, []);
    const says = /^memberAccounts names 4 UserIDs; it has to name at most 3$/;
    await refuses("LiveRoomRobots", "memberAccounts", [...memberAccounts, "d"], says);
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
    [{ "room-1": ["a", 7] }, /^rooms\["room-1"\]\[1\] has to be a UserID of 1 to 32 bytes, .* is a number/],
    [{ "room-1": [null] }, /^rooms\["room-1"\]\[0\] has to be a UserID of 1 to 32 bytes, .* is null: null$/],
    [{ [ascii(49)]: ["a"] }, /^a key of rooms is 49 bytes long/],
    [{ "": ["a"] }, /^a key of rooms is empty/],
  ];
  const notAscii = ["直播间", "group\n1", "gro\u0000up", "größe"];
  const wrongs: readonly (readonly [ResourceType, string, unknown, RegExp])[] = [
    ...ids
      .filter(({ property }) => /^(group|room)Id$/.test(property))
      .flatMap(({ type, property }) =>
        notAscii.map(
          (id) => [type, property, id, /holds characters that are not allowed: .*printable ASCII/] as const,
        ),
      ),
    ["RoomRobot", "memberAccount", " bot-a", /has a blank at an end: " bot-a"\. Did you mean "bot-a"\?/],
    ["RoomRobot", "memberAccount", "\u200bbot-a", /at an end: "\\u200bbot-a"\. Did you mean "bot-a"\?/],
    ["RoomRobot", "memberAccount", "  ", /^memberAccount is blank; it has to be a UserID/],
    ["RoomRobot", "memberAccount", "bot-a，", /holds a comma: .* Did you mean "bot-a"\?/],
    ["RoomRobot", "memberAccount", ",", /^memberAccount holds a comma: ","; it has/],
    ["RoomRobot", "memberAccount", "a, b,c ,d,e", /Did you mean 5: "a", "b", "c" and 2 more\?/],
    ["RoomRobot", "roomId", " room-1", /Did you mean "room-1"\?/],
    ["LiveGroup", "groupId", "live-1 ", /Did you mean "live-1"\?/],
    ["RoomRobot", "memberAccount", "a\tb", /holds a control character: "a\\tb"/],
    ["LiveGroup", "groupId", "@TGS#mine", /begins like an ID that the service gives/],
    ["LiveGroup", "ownerAccount", ascii(33), /ownerAccount is 33 bytes long/],
    ["ChatAccount", "userId", "@RBT#one", /begins like a chatbot's/],
    ["ChatAccount", "deleteOnDestroy", "yes", /has to be true or false/],
    ["Chatbot", "userId", "bot-1", /Did you mean "@RBT#bot-1"\?/],
    ["Chatbot", "userId", "@rbt#bot-1", /Did you mean "@RBT#bot-1"\?/],
    ["Chatbot", "userId", "RBTbot-1", /Did you mean "@RBT#bot-1"\?/],
    ["Chatbot", "userId", "@RBT#", /has nothing after @RBT#/],
    ["Chatbot", "userId", "@RBT#a\tb", /holds a control character/],
    ...wrongRooms.map(([rooms, says]) => ["RoomRobots", "rooms", rooms, says] as const),
    ["GroupMemberRemoval", "silence", "true", /^silence has to be true or false, but is a string/],
    ["GroupMemberRemoval", "silence", 1, /^silence has to be true or false, but is a number/],
    ["GroupMemberRemoval", "silence", [true], /^silence has to be true or false, but is a list/],
    ["GroupMemberRemoval", "silence", {}, /^silence has to be true or false, but is an object: \{\}$/],
    ["GroupMemberRemoval", "reason", 7, /^reason has to be a text, a string, but is a number/],
  ];
  for (const [type, property, value, reason] of wrongs) {
    it(`refuses ${JSON.stringify(value)} as ${property} of ${type}`, () =>
      refuses(type, property, value, reason));
  }

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

  const userIds: readonly (readonly [ResourceType, string, string, (userId: string) => unknown])[] = [
    ["ChatAccount", "userId", "userId", (userId) => userId],
    ["Chatbot", "userId", "userId", (userId) => userId],
    ["LiveGroup", "ownerAccount", "ownerAccount", (userId) => userId],
    ["RoomRobot", "memberAccount", "memberAccount", (userId) => userId],
    ["FriendListDeletion", "fromAccount", "fromAccount", (userId) => userId],
    ["LiveGroupRobots", "memberAccounts", "memberAccounts[1]", (userId) => ["a", userId]],
    ["LiveRoomRobots", "memberAccounts", "memberAccounts[1]", (userId) => ["a", userId]],
    ["GroupMemberRemoval", "memberAccounts", "memberAccounts[1]", (userId) => ["a", userId]],
    ["RoomRobots", "rooms", 'rooms["room-1"][0]', (userId) => ({ "room-1": [userId] })],
  ];
  for (const [type, property, path, holding] of userIds) {
    const bot = type === "Chatbot" ? "@RBT#bot" : "bot";

    for (const [what, userId, says] of [
      ["a blank at an end", `${bot}-a `, `has a blank at an end: "${bot}-a ". Did you mean "${bot}-a"?`],
      [
        "a comma",
        `${bot}-a,${bot}-b`,
        `holds a comma: "${bot}-a,${bot}-b". Did you mean two: "${bot}-a", "${bot}-b"?`,
      ],
    ] as const) {
      it(`refuses a UserID with ${what} as ${path} of ${type}, and asks what was meant`, async () => {
        const { failures } = await checkWith(type, { [property]: holding(userId) });
        const [failure] = failures;
        assert.deepEqual([failures.length, failure?.property], [1, property]);
        assert.ok(failure?.reason.startsWith(`${path} ${says} It has to be a UserID`), failure?.reason);
      });
    }
  }

  it("tells of a few unknown properties, and how many more there are", async () => {
    const strange = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`key-${at}`, at]));
    const { failures } = await checkWith("RoomRobot", strange);
    assert.deepEqual(
      failures.map(({ property }) => property),
      [...Object.keys(strange).sort().slice(0, 3), ""],
    );
    assert.match(
      failures[3]?.reason ?? "",
      /^4997 more properties do not belong to this resource\. It has roomId, /,
    );
  });

  it("refuses triggers that are nested deeper than anybody writes them", async () => {
    let triggers: unknown = "x";
    for (let depth = 0; depth < 101; depth++) triggers = [triggers];
    await refuses("FriendListDeletion", "triggers", triggers, /^triggers is nested more than 100 deep/);
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
