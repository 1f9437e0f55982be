import assert from "node:assert/strict";
import { emulating, ok, seedOf, stateOf } from "./support";

const create = "openim_robot_http_svc/create_robot";
const remove = "openim_robot_http_svc/delete_robot";
const getAll = "openim_robot_http_svc/get_all_robots";

const world = seedOf({ chatbots: ["@RBT#1"] });

describe("chatbots in the emulator", () => {
  it("are created, once more too, and listed", () =>
    emulating({ seed: world }, async (client, emulator) => {
      const two = { UserID: "@RBT#2", Nick: "Two", SelfSignature: "Here" };
      for (const body of [two, { UserID: "@RBT#2", Nick: "Other" }])
        assert.equal(await client.code(create, body), 0);
      assert.deepEqual(await client.call(getAll, {}), {
        ...ok,
        Robot_Account: ["@RBT#1", "@RBT#2"],
      });
      assert.deepEqual(stateOf(emulator).profiles, {
        "@RBT#2": { nick: "Two", faceUrl: "", selfSignature: "Here" },
      });
    }));

  it("stay accounts when they are deleted", () =>
    emulating({ seed: world }, async (client, emulator) => {
      assert.equal(await client.code(remove, { Robot_Account: "@RBT#1" }), 0);
      assert.deepEqual((await client.call(getAll, {})).Robot_Account, []);
      assert.deepEqual(stateOf(emulator).accounts, ["@RBT#1"]);
    }));

  it("are 20 in an app: 10008 to one more, until one is deleted", () =>
    emulating({}, async (client) => {
      const codes = [];
      for (let index = 1; index <= 21; index += 1)
        codes.push(await client.code(create, { UserID: `@RBT#${index}` }));
      assert.deepEqual(codes, [...Array(20).fill(0), 10008]);
      assert.equal(await client.code(create, { UserID: "@RBT#1" }), 0);
      await client.call(remove, { Robot_Account: "@RBT#1" });
      assert.equal(await client.code(create, { UserID: "@RBT#21" }), 0);
    }));
});
