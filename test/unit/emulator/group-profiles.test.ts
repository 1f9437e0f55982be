import assert from "node:assert/strict";
import { emulating, seedOf, stateOf } from "./support";

const info = "group_open_http_svc/get_group_info";
const modify = "group_open_http_svc/modify_group_base_info";

const team = { type: "AVChatRoom", name: "Team", members: ["bob"], robots: ["bot1"], owner: "ann" } as const;
const world = seedOf({ groups: { team } });

describe("the profiles of groups", () => {
  it("are given in the order of the request, without robots, and with an ErrorCode for each that is not there", () =>
    emulating({ seed: world }, async (client) => {
      const { ErrorCode, GroupInfo } = await client.call(info, { GroupIdList: ["missing", "team"] });
      assert.equal(ErrorCode, 0);
      assert.deepEqual(GroupInfo, [
        { GroupId: "missing", ErrorCode: 10010, ErrorInfo: "no such group" },
        {
          GroupId: "team",
          ErrorCode: 0,
          ErrorInfo: "",
          Type: "AVChatRoom",
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

  it("get another name, and keep it when none is given", () =>
    emulating({ seed: world }, async (client, emulator) => {
      assert.equal((await client.call(modify, { GroupId: "team", Name: "Crew" })).ErrorCode, 0);
      assert.equal((await client.call(modify, { GroupId: "team" })).ErrorCode, 0);
      assert.equal(stateOf(emulator).groups.team?.name, "Crew");
    }));
});
