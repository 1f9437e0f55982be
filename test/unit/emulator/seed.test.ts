import assert from "node:assert/strict";
import { ShapeError } from "../../../emulator";
import { partNames } from "../../../emulator/model/parts";
import { emulating, inFolder, prototypeNames, sdkAppId, seedOf, stateOf } from "./support";

/** A state in which every part of the table holds something. */
const whole = {
  accounts: ["@RBT#1", "ann", "bob", "bot1"],
  groups: {
    live: {
      type: "AVChatRoom",
      members: ["ann"],
      robots: ["bot1"],
      name: "Live",
      marks: { ann: [600, 1000] },
    },
    team: { type: "Public", members: ["ann"], robots: [], owner: "ann", maxMemberCount: 5 },
  },
  rooms: {
    show: { type: "Live", members: [], robots: [], owner: "administrator", settings: { Category: [1] } },
    meeting: { type: "Conference", members: ["bob"], robots: [], name: "M", marks: { bob: [1000] } },
  },
  friendLists: { ann: ["home", "work"] },
  chatbots: ["@RBT#1"],
  profiles: { ann: { nick: "Ann", faceUrl: "", selfSignature: "Away" } },
  deletedAccounts: { gone: 1700000000 },
  friends: { ann: ["bob"] },
  listedFriends: { ann: { work: ["bob"] } },
  listSequences: { ann: 4 },
} as const;

const long = "x".repeat(49);

const wrong: readonly { readonly app: object; readonly message: RegExp }[] = [
  { app: { group: {} }, message: /\.group: unknown; expected one of accounts, groups, rooms, friendLists/ },
  { app: { accounts: "ann" }, message: /\.accounts: must be an array of strings/ },
  { app: { accounts: ["ann", 7] }, message: /\.accounts\[1\]: must be a string/ },
  { app: { accounts: [""] }, message: /\.accounts\[0\]: must have 1 to 32 bytes/ },
  { app: { groups: [] }, message: /\.groups: must be a JSON object/ },
  { app: { groups: { g: {} } }, message: /\.groups\.g\.type: must be one of Private, / },
  { app: { groups: { g: { type: "Conference" } } }, message: /\.groups\.g\.type: / },
  {
    app: { groups: { team: { type: "Community" } } },
    message: /groups\.team\.type: it exists already, as Public/,
  },
  {
    app: { groups: { "@TGS#1": { type: "Public", robots: ["b"] } } },
    message: /groups\["@TGS#1"\]\.robots: only an AVChatRoom/,
  },
  { app: { groups: { g: { type: "Public", chief: "ann" } } }, message: /\.groups\.g\.chief: unknown/ },
  { app: { groups: { [long]: { type: "Public" } } }, message: /must have 1 to 48 bytes/ },
  { app: { groups: { "g\u00fc": { type: "Public" } } }, message: /printable ASCII/ },
  { app: { rooms: { r: { type: "Public" } } }, message: /\.rooms\.r\.type: must be one of Conference, Live/ },
  { app: { rooms: { [long]: { type: "Live" } } }, message: /must have 1 to 48 bytes/ },
  { app: { friendLists: { ann: "work" } }, message: /\.friendLists\.ann: must be an array/ },
  { app: { friendLists: { ann: ["n".repeat(31)] } }, message: /must have 1 to 30 bytes/ },
  {
    app: { friendLists: { ann: Array.from({ length: 33 }, (_, index) => `l${index}`) } },
    message: /a user has at most 32 friend lists/,
  },
  { app: { chatbots: ["bot1"] }, message: /\.chatbots\[0\]: a chatbot's UserID starts with @RBT#/ },
  { app: { profiles: { ann: { nick: 7 } } }, message: /\.profiles\.ann\.nick: must be a string/ },
  { app: { profiles: { ann: { name: "a" } } }, message: /\.profiles\.ann\.name: unknown/ },
  { app: { deletedAccounts: { ann: "now" } }, message: /\.deletedAccounts\.ann: must be an integer/ },
  { app: { friends: { ann: "bob" } }, message: /\.friends\.ann: must be an array/ },
  { app: { friends: { ["x".repeat(33)]: [] } }, message: /must have 1 to 32 bytes/ },
  { app: { listedFriends: { ann: ["bob"] } }, message: /\.listedFriends\.ann: must be a JSON object/ },
  { app: { listSequences: { ann: -1 } }, message: /\.listSequences\.ann: must be an integer/ },
  { app: { groups: { g: { type: "Public", owner: 7 } } }, message: /\.owner: must be a string/ },
  { app: { groups: { g: { type: "Public", maxMemberCount: 0 } } }, message: /\.maxMemberCount: must be an/ },
  { app: { groups: { g: { type: "Public", settings: {} } } }, message: /\.settings: unknown/ },
  {
    app: { groups: { g: { type: "AVChatRoom", marks: { ann: ["1"] } } } },
    message: /\.marks\.ann\[0\]: must be/,
  },
  { app: { rooms: { r: { type: "Live", settings: [] } } }, message: /\.settings: must be a JSON object/ },
  {
    app: { groups: { one: { type: "Public" } }, rooms: { one: { type: "Live" } } },
    message: /\.rooms: "one" is a group too/,
  },
  { app: { rooms: { team: { type: "Live" } } }, message: /"team" is a group too/ },
  { app: { groups: { show: { type: "Public" } } }, message: /"show" is a group too/ },
  {
    app: { listedFriends: { ann: Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`l${n}`, []])) } },
    message: /a user has at most 32 friend lists/,
  },
];

describe("the seed of the emulator", () => {
  it("takes whatever the state shows, and shows it again", () =>
    emulating({ seed: seedOf(whole) }, async (_client, emulator) => {
      assert.deepEqual(stateOf(emulator), whole);
      emulator.seed(emulator.state());
      assert.deepEqual(stateOf(emulator), whole);
    }));

  it("brings every part of a state back, in another emulator and through a state file", () =>
    inFolder(async (stateFile) => {
      assert.deepEqual(Object.keys(whole), partNames);
      let state = {};
      await emulating({ seed: seedOf(whole) }, async (_client, emulator) => {
        state = emulator.state();
      });
      await emulating({ seed: state, stateFile }, async (_client, emulator) =>
        assert.deepEqual(stateOf(emulator), whole),
      );
      await emulating({ stateFile }, async (_client, emulator) => assert.deepEqual(stateOf(emulator), whole));
    }));

  it("leaves as it was what the state does not show, such as an online list that is cached", () =>
    emulating({ seed: seedOf(whole) }, async (client, emulator) => {
      const listed = () =>
        client.call("group_open_avchatroom_http_svc/get_members", { GroupId: "live", Timestamp: 0 });
      const before = await listed();
      emulator.seed(seedOf({ groups: { live: { type: "AVChatRoom", members: ["bob"] } } }));
      assert.deepEqual(stateOf(emulator).groups.live?.members, ["ann", "bob"]);
      assert.deepEqual(await listed(), before);
    }));

  it("leaves out of the state what holds nothing", () =>
    emulating(
      { seed: seedOf({ friendLists: { ann: [] }, friends: { ann: [] } }) },
      async (_client, emulator) => {
        assert.deepEqual(stateOf(emulator), {
          accounts: ["ann"],
          groups: {},
          rooms: {},
          friendLists: { ann: [] },
        });
      },
    ));

  for (const { app, message } of wrong) {
    it(`refuses ${JSON.stringify(app).slice(0, 60)} and changes nothing`, () =>
      emulating({ seed: seedOf(whole) }, async (_client, emulator) => {
        assert.throws(
          () => emulator.seed({ [sdkAppId]: { accounts: ["more"], ...app } }),
          (error: unknown) => error instanceof ShapeError && message.test(error.message),
        );
        assert.deepEqual(stateOf(emulator), whole);
      }));
  }

  it("takes names of the language's own for ordinary ones in every part", () =>
    emulating({}, async (_client, emulator) => {
      for (const name of prototypeNames) {
        const seed = `{"friends":{"${name}":["${name}"]},"listedFriends":{"${name}":{"${name}":["${name}"]}},
          "profiles":{"${name}":{"nick":"n"}},"listSequences":{"${name}":1},
          "groups":{"${name}":{"type":"AVChatRoom","marks":{"${name}":[1000]}}}}`;
        emulator.seed(JSON.parse(`{"${sdkAppId}":${seed}}`));
      }
      const { friends, groups } = stateOf(emulator);
      assert.deepEqual(Object.keys(friends ?? {}), [...prototypeNames]);
      assert.deepEqual(Object.keys(groups), [...prototypeNames]);
    }));
});
