import assert from "node:assert/strict";
import { accountsIn, emulating, sdkAppId, seedOf, stateOf } from "./support";

const world = seedOf({
  groups: {
    live: { type: "AVChatRoom", members: ["ann", "bot2"], robots: ["bot1", "bot2"] },
    team: { type: "Public", members: ["ann"], owner: "ann" },
  },
  rooms: { meeting: { type: "Conference", members: ["ann"], robots: ["bot1"] } },
});
const path = "/_emulator/remove";

describe("POST /_emulator/remove", () => {
  it("removes a robot, a member, a group and a room", () =>
    emulating({ seed: world }, async (client, emulator) => {
      for (const body of [
        { group: "live", robot: "bot1" },
        { group: "live", member: "ann" },
        { group: "live", member: "bot2" },
        { room: "meeting", robot: "bot1", sdkAppId },
        { group: "team" },
      ])
        assert.deepEqual(await client.control("POST", path, body), { status: 200, json: {} });
      const { groups, rooms } = stateOf(emulator);
      assert.deepEqual(groups, { live: { type: "AVChatRoom", members: [], robots: ["bot2"] } });
      assert.deepEqual(rooms, { meeting: { type: "Conference", members: ["ann"], robots: [] } });
      assert.equal((await client.control("POST", path, { room: "meeting" })).status, 200);
      assert.deepEqual(stateOf(emulator).rooms, {});
    }));

  it("is seen at once by a client that has asked for the members before", () =>
    emulating({ seed: world }, async (client) => {
      const accounts = async () => {
        const body = { GroupId: "live", Timestamp: 0, Mark: 500 };
        return accountsIn(await client.call("group_open_avchatroom_http_svc/get_members", body));
      };
      assert.equal((await accounts()).length, 2);
      await client.control("POST", path, { group: "live", robot: "bot1" });
      assert.deepEqual(await accounts(), ["bot2"]);
    }));

  it("is in the request log, as done by hand", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const body = { group: "live", robot: "bot1" };
      await client.control("POST", path, body);
      const [{ at: _, ...record } = assert.fail("no record"), ...more] = emulator.requests();
      assert.deepEqual(more, []);
      assert.deepEqual(record, {
        sdkAppId,
        command: "by hand: remove robot",
        body,
        answer: {},
        errorCode: 0,
        connection: 0,
        userSig: null,
        byHand: true,
      });
    }));

  it("says what is wrong or not there, and then changes and records nothing", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const before = emulator.state();
      for (const [body, error] of [
        [undefined, "removal: must be a JSON object"],
        [{}, "removal: must have either group or room"],
        [{ group: "live", room: "meeting" }, "removal: must have either group or room"],
        [{ group: "live", robot: "bot1", member: "ann" }, "removal: may have robot or member, not both"],
        [{ group: "none" }, "removal.group: does not exist"],
        [{ room: "live" }, "removal.room: does not exist"],
        [{ group: "live", robot: "ann" }, "removal.robot: is no robot of the group"],
        [{ group: "team", member: "bob" }, "removal.member: is no member of the group"],
        [{ group: 7 }, "removal.group: must be a string"],
        [{ group: "live", sdkAppId: 7 }, "removal.sdkAppId: the emulator serves no such SDKAppID"],
        [
          { group: "live", account: "ann" },
          "removal.account: unknown; expected one of sdkAppId, group, room, robot, member",
        ],
      ] as const)
        assert.deepEqual(await client.control("POST", path, body), { status: 400, json: { error } });
      assert.deepEqual([emulator.state(), emulator.requests()], [before, []]);
    }));

  it("takes the SDKAppID where there are several apps", () => {
    const app = (id: number) => ({ sdkAppId: id, secretKey: "key", identifier: "administrator" });
    return emulating(
      { apps: [app(7), app(8)], seed: { 8: world[sdkAppId] ?? {} } },
      async (client, emulator) => {
        const { status, json } = await client.control("POST", path, { group: "team" });
        assert.deepEqual(
          [status, json],
          [400, { error: "removal.sdkAppId: is missing; the emulator serves several apps" }],
        );
        assert.equal((await client.control("POST", path, { group: "team", sdkAppId: 8 })).status, 200);
        assert.deepEqual(Object.keys(emulator.state()[8]?.groups ?? {}), ["live"]);
      },
    );
  });
});
