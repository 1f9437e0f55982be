import assert from "node:assert/strict";
import { addRobots, Interrupted, type Program, robot, robots } from "./support/interrupted";
import { hasYaml } from "./support/pulumi";
import type { Stack } from "./support/stack";

/** Three requests of `add_robots`. */
const many = Array.from({ length: 1_200 }, (_, at) => `bot-${String(at).padStart(4, "0")}`);
const [first = ""] = many;

const seed = {
  groups: { "live-1": { type: "AVChatRoom" }, "live-2": { type: "AVChatRoom" } },
  rooms: { "room-1": { type: "Conference" } },
} as const;

const before: Program = { grown: robots("live-1", first) };
const declared: Program = {
  grown: robots("live-1", ...many),
  made: robots("live-2", ...many),
  last: { ...robot("room-1", "bot-m"), options: { dependsOn: [`\${made}`] } },
};

(hasYaml ? describe : describe.skip)("an up of native resources that Ctrl-C cancels", () => {
  let up: Interrupted;
  let stack: Stack;

  beforeEach(async () => {
    up = await Interrupted.open("native", before, seed);
    stack = up.stack;
  });

  afterEach(() => stack.close());

  const adds = (): number => stack.requested().filter((command) => command === addRobots).length;
  const inState = (name: string): unknown => stack.stored(name)?.outputs?.memberAccounts;

  it("begins no other request, keeps what the requests on the wire did, and is completed by the next up", async () => {
    adds();
    stack.emulator.addFault({ command: addRobots, kind: "latency", milliseconds: 2000, times: 2 });
    const onTheWire = (): boolean =>
      stack.emulator
        .requests()
        .slice(-2)
        .every(({ command, errorCode }) => command === addRobots && errorCode === null);
    const { code, diagnostics } = await up.interrupt(declared, onTheWire, (engine) =>
      process.kill(engine, "SIGINT"),
    );
    assert.notEqual(code, 0);
    assert.match(diagnostics.map(({ message }) => message).join("\n"), /add_robots: the run was cancelled/);
    assert.equal(adds(), 2);
    assert.deepEqual(inState("grown"), many.slice(0, 501));
    assert.deepEqual(inState("made"), many.slice(0, 500));
    assert.equal(stack.stored("last"), undefined);
    for (const [name, group] of [
      ["grown", "live-1"],
      ["made", "live-2"],
    ] as const) {
      assert.deepEqual(stack.robotsOf(group), inState(name));
    }

    assert.deepEqual((await stack.up()).operations, {
      grown: ["update"],
      made: ["update"],
      last: ["create"],
    });
    assert.equal(adds(), 4);
    assert.deepEqual([stack.robotsOf("live-1"), stack.robotsOf("live-2")], [many, many]);
    assert.deepEqual((await stack.preview("--expect-no-changes")).operations, {});
  });
});
