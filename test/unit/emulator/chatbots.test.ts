import assert from "node:assert/strict";
import { emulating, seedOf, stateOf } from "./support";

const create = "openim_robot_http_svc/create_robot";
const remove = "openim_robot_http_svc/delete_robot";
const getAll = "openim_robot_http_svc/get_all_robots";

const world = seedOf({ chatbots: ["@RBT#1"] });

const refusals: readonly {
  readonly command: string;
  readonly what: string;
  readonly body: object;
  readonly code: number;
}[] = [
  { command: create, what: "a UserID without the prefix", body: { UserID: "bot1" }, code: 10004 },
  {
    command: create,
    what: "a UserID that is nothing but the prefix",
    body: { UserID: "@RBT#" },
    code: 10004,
  },
  { command: create, what: "a UserID of 33 bytes", body: { UserID: "@RBT#".padEnd(33, "1") }, code: 10004 },
  { command: create, what: "a UserID that is a number", body: { UserID: 7 }, code: 60015 },
  {
    command: create,
    what: "a SelfSignature of 501 bytes",
    body: { UserID: "@RBT#2", SelfSignature: "s".repeat(501) },
    code: 10004,
  },
  { command: remove, what: "a list of chatbots", body: { Robot_Account: ["@RBT#1"] }, code: 60015 },
  { command: remove, what: "a chatbot that is not there", body: { Robot_Account: "@RBT#2" }, code: 10004 },
];

describe("chatbots in the emulator", () => {
  for (const { command, what, body, code } of refusals) {
    it(`${command} answers ${code} to ${what}`, () =>
      emulating({ seed: world }, async (client, emulator) => {
        const before = stateOf(emulator);
        assert.equal((await client.call(command, body)).ErrorCode, code);
        assert.deepEqual(stateOf(emulator), before);
      }));
  }

  it("are created, once more too, and listed", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const two = { UserID: "@RBT#2", Nick: "Two", SelfSignature: "Here" };
      for (const body of [two, { UserID: "@RBT#2", Nick: "Other" }])
        assert.equal((await client.call(create, body)).ErrorCode, 0);
      assert.deepEqual(await client.call(getAll, {}), {
        ActionStatus: "OK",
        ErrorCode: 0,
        ErrorInfo: "",
        Robot_Account: ["@RBT#1", "@RBT#2"],
      });
      assert.deepEqual(stateOf(emulator).profiles, {
        "@RBT#2": { nick: "Two", faceUrl: "", selfSignature: "Here" },
      });
    }));

  it("stay accounts when they are deleted", () =>
    emulating({ seed: world }, async (client, emulator) => {
      assert.equal((await client.call(remove, { Robot_Account: "@RBT#1" })).ErrorCode, 0);
      assert.deepEqual((await client.call(getAll, {})).Robot_Account, []);
      assert.deepEqual(stateOf(emulator).accounts, ["@RBT#1"]);
    }));

  it("are 20 in an app: 10008 to one more, until one is deleted", () =>
    emulating({}, async (client) => {
      const codes = [];
      for (let index = 1; index <= 21; index += 1)
        codes.push((await client.call(create, { UserID: `@RBT#${index}` })).ErrorCode);
      assert.deepEqual(codes, [...Array(20).fill(0), 10008]);
      assert.equal((await client.call(create, { UserID: "@RBT#1" })).ErrorCode, 0);
      await client.call(remove, { Robot_Account: "@RBT#1" });
      assert.equal((await client.call(create, { UserID: "@RBT#21" })).ErrorCode, 0);
    }));
});
