import assert from "node:assert/strict";
import { emulating, memberOf, seedOf, stateOf } from "./support";

const info = "group_open_http_svc/get_group_info";
const modify = "group_open_http_svc/modify_group_base_info";

const team = { type: "AVChatRoom", name: "Team", members: ["bob"], robots: ["bot1"], owner: "ann" } as const;
const crew = { type: "Public", name: "Crew", members: ["bob"], owner: "ann" } as const;
const world = seedOf({ groups: { team, crew } });

const texts = {
  Introduction: "in",
  Notification: "no",
  FaceUrl: "https://face",
  ApplyJoinOption: "FreeAccess",
};
const custom = (Key: string, Value: string) => ({ Key, Value });

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
          Introduction: "",
          Notification: "",
          FaceUrl: "",
          ApplyJoinOption: "NeedPermission",
          MuteAllMember: "Off",
          ShutUpAllMember: "Off",
          Owner_Account: "ann",
          MemberNum: 1,
          AppDefinedData: [],
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
      assert.equal(await client.code(modify, { GroupId: "team", Name: "Crew" }), 0);
      assert.equal(await client.code(modify, { GroupId: "team" }), 0);
      assert.equal(stateOf(emulator).groups.team?.name, "Crew");
    }));

  it("keep what a creation says, and what a change says in place of it", () =>
    emulating({ seed: world }, async (client) => {
      const first = { ...texts, MaxMemberCount: 9, AppDefinedData: [custom("a", "1"), custom("b", "1")] };
      const creation = { Type: "Public", Name: "new", GroupId: "new", ...first };
      assert.equal(await client.code("group_open_http_svc/create_group", creation), 0);
      const profile = async () => {
        const { GroupInfo } = await client.call(info, { GroupIdList: ["new"] });
        return (GroupInfo as object[])[0];
      };
      const { MaxMemberCount: _, ...kept } = first;
      assert.deepEqual({ ...(await profile()), ...kept, MaxMemberNum: 9 }, await profile());
      const changes = {
        Introduction: "",
        FaceUrl: "https://other",
        ApplyJoinOption: "DisableApply",
        InviteJoinOption: "NeedPermission",
        MaxMemberNum: 20,
        AppDefinedData: [custom("b", "2"), custom("c", "2")],
      };
      const change = { GroupId: "new", ShutUpAllMember: "On", ...changes };
      assert.equal(await client.code(modify, change), 0);
      const after = {
        ...changes,
        Notification: "no",
        MuteAllMember: "On",
        ShutUpAllMember: "On",
        AppDefinedData: [custom("a", "1"), custom("b", "2"), custom("c", "2")],
      };
      assert.deepEqual({ ...(await profile()), ...after }, await profile());
    }));

  it("are given in the fields, members and custom fields that a ResponseFilter names, and no others", () =>
    emulating({ seed: world }, async (client) => {
      const AppDefinedData = [custom("a", "1"), custom("b", "1")];
      await client.call(modify, { GroupId: "crew", ...texts, AppDefinedData });
      const head = { GroupId: "crew", ErrorCode: 0, ErrorInfo: "" };
      for (const [ResponseFilter, shown] of [
        [{ GroupBaseInfoFilter: ["Name", "Introduction"] }, { Name: "Crew", Introduction: "in" }],
        [{ MemberInfoFilter: ["Role"] }, { MemberList: [{ Member_Account: "bob", Role: "Member" }] }],
        [
          { GroupBaseInfoFilter: ["Type"], AppDefinedDataFilter_Group: ["b", "c"], MemberInfoFilter: null },
          { Type: "Public", AppDefinedData: [custom("b", "1")] },
        ],
      ] as const) {
        const { GroupInfo } = await client.call(info, { GroupIdList: ["crew"], ResponseFilter });
        assert.deepEqual(GroupInfo, [{ ...head, ...shown }]);
      }
    }));

  it("are given whole to a ResponseFilter without a list", () =>
    emulating({ seed: world }, async (client) => {
      const whole = await client.call(info, { GroupIdList: ["crew"] });
      const [{ MemberList }] = whole.GroupInfo as [{ MemberList: { JoinTime: number }[] }];
      assert.deepEqual(
        MemberList.map((member) => ({ ...member, JoinTime: 0 })),
        [memberOf("bob")],
      );
      for (const ResponseFilter of [null, {}, { GroupBaseInfoFilter: [], MemberInfoFilter: null }])
        assert.deepEqual(await client.call(info, { GroupIdList: ["crew"], ResponseFilter }), whole);
    }));

  it("are a seed again, with their texts and admins", () =>
    emulating({ seed: world }, async (client, emulator) => {
      await client.call(modify, { GroupId: "crew", ...texts, MuteAllMember: "On" });
      emulator.seed(seedOf({ groups: { crew: { type: "Public", admins: ["cy"] } } }));
      const state = emulator.state();
      assert.deepEqual(stateOf(emulator).groups.crew?.members, ["bob", "cy"]);
      emulator.reset();
      emulator.seed(state);
      assert.deepEqual(emulator.state(), state);
    }));
});
