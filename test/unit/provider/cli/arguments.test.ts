import assert from "node:assert/strict";
import { type Command, help, parseCommandLine, UsageError } from "../../../../provider/cli/arguments";
import { command } from "../../../support/command";

const understood: readonly (readonly [string, Command])[] = [
  ["--help", { does: "help" }],
  ["snapshot --help", { does: "help" }],
  ["--version", { does: "version" }],
  ["doctor", { does: "doctor" }],
  ["doctor --app staging --stack dev", { does: "doctor", app: "staging", stack: "dev" }],
  ["snapshot --group @TGS#live", { does: "snapshot", place: "group", id: "@TGS#live" }],
  ["snapshot --live-room=stage", { does: "snapshot", place: "live room", id: "stage" }],
  ["snapshot --room r/1 --app x", { does: "snapshot", place: "room", id: "r/1", app: "x" }],
];

const misunderstood: readonly (readonly [string, string])[] = [
  ["", "Say what to do: doctor or snapshot. See --help."],
  ["docter", '"docter" is no command. Did you mean "doctor"? See --help.'],
  ["doctor --ap x", '--ap is no option. Did you mean "--app"? See --help.'],
  ["doctor --nonsense", "--nonsense is no option. See --help."],
  ["doctor now", 'doctor takes options only, not "now". See --help.'],
  ["doctor --group g", "doctor takes no --group."],
  ["doctor --app x --app y", "--app is given more than once."],
  ["doctor --app=", "--app is empty."],
  ["snapshot", "snapshot takes one of --group ID, --live-room ID, --room ID."],
  ["snapshot --group g --room r", "snapshot takes one of --group ID, --live-room ID, --room ID."],
];

const words = (line: string): string[] => line.split(" ").filter((word) => word !== "");

describe("the command line of pulumi-tencent-chat", () => {
  for (const [line, expected] of understood) {
    it(`understands "${line}"`, () => assert.deepEqual(parseCommandLine(words(line)), expected));
  }

  for (const [line, message] of misunderstood) {
    it(`says what is wrong with "${line}"`, () =>
      assert.throws(() => parseCommandLine(words(line)), new UsageError(message)));
  }

  it("says that an option lacks its value", () => {
    assert.throws(() => parseCommandLine(["doctor", "--app"]), { name: "UsageError", message: /--app/ });
  });

  it("prints its help and its version, and ends with 0", async () => {
    const [helped, versioned] = await Promise.all([command(["--help"]), command(["--version"])]);
    assert.deepEqual([helped.code, helped.stdout, helped.stderr], [0, help, ""]);
    assert.deepEqual([versioned.code, versioned.stderr], [0, ""]);
    assert.match(versioned.stdout, /^\d+\.\d+\.\d+\S*\n$/);
  });

  it("ends with 2, and a line, when it does not understand", async () => {
    assert.deepEqual(await command(["docter"]), {
      code: 2,
      stdout: "",
      stderr: 'pulumi-tencent-chat: "docter" is no command. Did you mean "doctor"? See --help.\n',
    });
  });
});
