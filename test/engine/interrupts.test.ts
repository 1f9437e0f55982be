import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { declaredAfter, Interrupted, kill, programAfter, programBefore } from "./support/interrupted";
import type { Family } from "./support/processes";
import { type Door, doors, type Stack } from "./support/stack";
import { mendTornFiles } from "./support/torn-files";

const isHost = /pulumi-resource-pulumi-nodejs|cmd\/dynamic-provider|provider\/plugin\/main/;
const answered = (stack: Stack): number =>
  stack.emulator.requests().filter(({ errorCode }) => errorCode !== null).length;

/** When the blow falls, by what the service has been asked. */
const moments = {
  "before its first request": {
    prepare: () => {},
    come: (_stack: Stack, family: () => Family) => family().find(isHost) !== undefined,
  },
  "with requests on the wire": {
    prepare: (stack: Stack) =>
      stack.emulator.addFault({ command: "*", kind: "latency", milliseconds: 1500, skip: 5, times: 4 }),
    come: (stack: Stack) => stack.emulator.requests().length > 5,
  },
  "right after an answer": {
    prepare: (stack: Stack) =>
      stack.emulator.addFault({ command: "*", kind: "latency", milliseconds: 300, skip: 8, times: 4 }),
    come: (stack: Stack) => answered(stack) > 8,
  },
};

const blows: Readonly<Record<string, (engine: number, family: Family) => void>> = {
  "the engine gets SIGINT": (engine) => process.kill(engine, "SIGINT"),
  "the engine gets SIGTERM": (engine) => process.kill(engine, "SIGTERM"),
  "the engine is killed": kill,
  // Of the plug-in there are several processes: the language host of YAML asks one of them for the schema.
  "the provider host is killed": (_engine, family) => {
    const hosts = family.all(isHost);
    assert.notEqual(hosts.length, 0);
    for (const { pid } of hosts) process.kill(pid, "SIGKILL");
  },
};

/** A plug-in is told of SIGINT and SIGTERM in one way. Of an engine that is killed, there is a test in yaml.test.ts. */
const blowsOf: Readonly<Record<Door, readonly string[]>> = {
  dynamic: Object.keys(blows),
  native: ["the engine gets SIGINT", "the provider host is killed"],
};

for (const door of doors)
  describe(`an up of ${door} resources that is interrupted`, () => {
    let up: Interrupted;
    let stack: Stack;

    before(async () => {
      up = await Interrupted.open(door);
      stack = up.stack;
    });

    beforeEach(() => up.backToBefore());

    after(() => stack.close());

    for (const [blow, strike] of Object.entries(blows)) {
      if (!blowsOf[door].includes(blow)) continue;
      for (const [moment, { prepare, come }] of Object.entries(moments)) {
        it(`is completed by the next up when ${blow} ${moment}`, async () => {
          prepare(stack);
          await up.interrupt(programAfter, (family) => come(stack, family), strike);
          // Only an engine that could not end by itself leaves its lock.
          assert.equal(up.isLocked, strike === kill);
          await up.recover(declaredAfter);
        });
      }
    }

    // What the engine leaves of itself does not depend on the door.
    if (door === "native") return;

    for (const torn of ["test.json.attrs", "test.json"]) {
      it(`goes on by the steps of the page when the kill fell into the writing of ${torn}`, async () => {
        stack.write(programBefore);
        await stack.up();
        writeFileSync(join(stack.stacks, torn), "");
        assert.match(
          await stack.fail("up", "--yes", "--skip-preview", "--json"),
          /failed to load checkpoint/,
        );
        assert.deepEqual(mendTornFiles(stack.stacks), [torn]);
        stack.write(programAfter);
        await up.recover(declaredAfter);
      });
    }

    it("keeps the lock when the engine is killed, and says so to the next up until pulumi cancel", async () => {
      moments["with requests on the wire"].prepare(stack);
      await up.interrupt(programAfter, () => moments["with requests on the wire"].come(stack), kill);
      assert.match(
        await stack.fail("up", "--yes", "--skip-preview", "--json"),
        /locked by 1 lock.*pulumi cancel/s,
      );
      await stack.succeed("cancel", "--yes");
      await up.recover(declaredAfter);
    });
  });
