import assert from "node:assert/strict";
import { emulating, seedOf, stateOf } from "./support";

const info = "group_open_http_svc/get_group_info";
const modify = "group_open_http_svc/modify_group_base_info";

const world = seedOf({ groups: { team: { type: "Public", name: "Team", members: ["bob"], owner: "ann" } } });

describe("the profiles of groups", () => {
  it("are given in the order of the request, with an ErrorCode for each that is not there", () =>
    emulating({ seed: world }, async (client) => {
      const { ErrorCode, GroupInfo } = await client.call(info, { GroupIdList: ["missing", "team"] });
      assert.equal(ErrorCode, 0);
      assert.deepEqual(GroupInfo, [
        { GroupId: "missing", ErrorCode: 10010, ErrorInfo: "no such group" },
        {
          GroupId: "team",
          ErrorCode: 0,
          ErrorInfo: "",
          Type: "Public",
          Name: "Team",
          Owner_Account: "ann",
          MemberNum: 1,
        },
      ]);
    }));

  it("say when a group was created that a request has created", () =>
    emulating({ seed: world }, async (client) => {
      const from = Math.floor(Date.now() / 1000);
      await client.call("group_open_http_svc/create_group", { Type: "Public", Name: "new", GroupId: "new" });
      const { GroupInfo } = await client.call(info, { GroupIdList: ["new"] });
      const [{ CreateTime }] = GroupInfo as [{ CreateTime: number }];
      assert.ok(CreateTime >= from && CreateTime <= Date.now() / 1000);
    }));

  for (const { what, fields, code } of [
    { what: "no GroupIdList", fields: {}, code: 10004 },
    { what: "an empty GroupIdList", fields: { GroupIdList: [] }, code: 10004 },
    {
      what: "51 groups",
      fields: { GroupIdList: Array.from({ length: 51 }, (_, at) => `g${at}`) },
      code: 10004,
    },
    { what: "a malformed GroupId", fields: { GroupIdList: ["größe"] }, code: 10015 },
  ]) {
    it(`are refused for ${what} with ${code}`, () =>
      emulating({ seed: world }, async (client) => {
        assert.equal((await client.call(info, fields)).ErrorCode, code);
      }));
  }

  it("get another name, and keep it when none is given", () =>
    emulating({ seed: world }, async (client, emulator) => {
      assert.equal((await client.call(modify, { GroupId: "team", Name: "Crew" })).ErrorCode, 0);
      assert.equal((await client.call(modify, { GroupId: "team" })).ErrorCode, 0);
      assert.equal(stateOf(emulator).groups.team?.name, "Crew");
    }));

  it("cannot be changed of a group that is not there, nor to a name of 31 bytes", () =>
    emulating({ seed: world }, async (client, emulator) => {
      assert.equal((await client.call(modify, { GroupId: "missing", Name: "x" })).ErrorCode, 10010);
      assert.equal((await client.call(modify, { GroupId: "team", Name: "n".repeat(31) })).ErrorCode, 10004);
      assert.equal(stateOf(emulator).groups.team?.name, "Team");
    }));
});
