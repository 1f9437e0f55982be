import assert from "node:assert/strict";
import { undeclared } from "../../../../provider/cli/declared";

const resource = (type: string, inputs: Readonly<Record<string, unknown>>) => ({ urn: "", type, inputs });
const dynamic = (type: string) => `pulumi-nodejs:dynamic/tencent-chat:${type}`;

const stored = [
  resource("pulumi:pulumi:Stack", {}),
  resource(dynamic("LiveGroupRobots"), { groupId: "live", memberAccounts: ["bot-b", "bot-a"] }),
  resource("tencent-chat:index:LiveGroupRobots", { groupId: "live", memberAccounts: ["bot-c"] }),
  resource(dynamic("LiveGroupRobots"), { groupId: "live", memberAccounts: ["bot-d"], app: "staging" }),
  resource(dynamic("LiveGroupRobots"), { groupId: "other", memberAccounts: ["bot-e"] }),
  resource(dynamic("LiveRoomRobots"), { roomId: "live", memberAccounts: ["bot-f"] }),
  resource(dynamic("RoomRobot"), { roomId: "live", memberAccount: "bot-g" }),
  resource(dynamic("RoomRobots"), { rooms: { live: ["bot-h"], other: ["bot-i"] } }),
  resource("other:index:LiveGroupRobots", { groupId: "live", memberAccounts: ["bot-j"] }),
];

describe("what the stack declares of a container", () => {
  for (const [container, app, accounts] of [
    ["group", undefined, ["bot-b", "bot-a", "bot-c"]],
    ["group", "staging", ["bot-d"]],
    ["live room", undefined, ["bot-f"]],
    ["room", undefined, ["bot-g", "bot-h"]],
    ["room", "staging", []],
  ] as const) {
    it(`is found through both doors, in its own app: ${container} of ${app ?? "the stack's app"}`, () => {
      const found = { accounts: ["bot-z", ...accounts], remarks: [] };
      const { leftOut, accounts: left } = undeclared(found, { container, id: "live", app }, stored);
      assert.deepEqual([leftOut, left], [[...accounts].sort(), ["bot-z"]]);
    });
  }
});
