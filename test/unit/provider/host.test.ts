import assert from "node:assert/strict";
import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import * as doors from "../../../provider/host";
import { declarations } from "../../support/declarations";

const inputs = { groupId: "g", memberAccounts: ["a"] };
const everyDoor = Object.entries(doors) as [string, Required<ResourceProvider>][];

async function configure(
  door: Required<ResourceProvider>,
  config: Readonly<Record<string, string>>,
): Promise<void> {
  const get = (key: string): string | undefined => config[key];
  await door.configure({ config: { get, require: (key) => get(key) ?? "" } });
}

describe("the doors of the host", () => {
  it("are the names that states of any age ask for", () => {
    assert.deepEqual(new Set(everyDoor.map(([name]) => name)), new Set(Object.keys(declarations)));
  });

  for (const [name, door] of everyDoor) {
    it(`${name} asks to be configured before it is called`, async () => {
      await assert.rejects(door.check({}, inputs), /has to be configured before it is called/);
    });
  }

  it("are open as soon as configure was called: the SDK's host lets other calls in meanwhile", async () => {
    const configured = configure(doors.LiveGroupRobots as Required<ResourceProvider>, {});
    const { failures } = await (doors.LiveGroupRobots as Required<ResourceProvider>).check({}, inputs);
    assert.deepEqual(failures, []);
    await configured;
  });

  it("report a wrong configuration beside what is wrong with the inputs", async () => {
    const door = doors.LiveGroupRobots as Required<ResourceProvider>;
    await configure(door, { "tencent-chat:maxAttempts": "0" });
    const { failures = [] } = await door.check({}, { ...inputs, groupId: "" });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["groupId", ""],
    );
  });
});
