import assert from "node:assert/strict";
import fc from "fast-check";
import { type Command, parseCommandLine, UsageError } from "../../../../provider/cli/arguments";
import { command } from "../../../support/command";

const understood: readonly (readonly [string, Command])[] = [
  ["doctor", { does: "doctor" }],
  ["doctor --app staging --stack dev", { does: "doctor", app: "staging", stack: "dev" }],
  ["--stack dev doctor --app my.app", { does: "doctor", app: "my.app", stack: "dev" }],
  ["snapshot", { does: "snapshot" }],
  ["snapshot --format yaml --app x", { does: "snapshot", format: "yaml", app: "x" }],
  ["snapshot --group @TGS#live", { does: "snapshot", container: "group", id: "@TGS#live" }],
  ["snapshot --live-room=stage", { does: "snapshot", container: "live room", id: "stage" }],
  ["snapshot --room r/1 --app x", { does: "snapshot", container: "room", id: "r/1", app: "x" }],
  [
    "snapshot --group live --format yaml",
    { does: "snapshot", container: "group", id: "live", format: "yaml" },
  ],
];

const misunderstood: readonly (readonly [string, string])[] = [
  ["", "Name a command: doctor or snapshot. See --help."],
  ["--app x", "Name a command: doctor or snapshot. See --help."],
  ["docter", "unknown command docter. Did you mean doctor? See --help."],
  ["elsewhere", "unknown command. See --help."],
  ["doctor --ap x", "unknown option --ap. Did you mean --app? See --help."],
  ["doctor --nonsense", "unknown option --nonsense. See --help."],
  ["doctor now", "too many arguments for 'doctor'. Expected 0 arguments but got 1. See --help."],
  ["doctor --group g", "unknown option --group. See --help."],
  ["doctor --app", "option '--app <NAME>' argument missing. See --help."],
  ["doctor --app x --app y", "--app is given more than once."],
  ["doctor --app=", "--app is empty."],
  ["snapshot --group g --room r", "snapshot takes at most one of --group ID, --live-room ID, --room ID."],
  ["snapshot --group g --format json", "--format takes one of typescript, yaml, import."],
  [
    "snapshot --room r --format import",
    "--format import takes no --room: the service does not tell which members are robots. Use --format yaml.",
  ],
  [
    "snapshot --group g --format import --app x",
    "--format import takes no --app: an import reads only the app of tencent-chat:sdkAppId. Use --format yaml.",
  ],
  ["--secret-key=hunter2 doctor", "unknown option --secret-key. See --help."],
  [
    "doctor --app 1400000000:hunter2:administrator",
    "--app takes NAME, but its value looks like a SecretKey.",
  ],
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

  it("says no SecretKey, wherever one is put", () => {
    const secretKey = fc.stringMatching(/^[0-9a-f]{64}$/);
    const around = fc.constantFrom(
      (key: string) => key,
      (key: string) => `--secret-key=${key}`,
      (key: string) => `--${key}`,
      (key: string) => `-p${key}`,
      (key: string) => `--app=${key}`,
      (key: string) => `--ap=${key}`,
      (key: string) => `1400000000:${key}:administrator`,
      (key: string) => `'${key}'`,
      (key: string) => `doctor${key}`,
    );
    const others = fc.array(
      fc.constantFrom("doctor", "snapshot", "--app", "--stack", "--group", "--nonsense", "--"),
    );
    fc.assert(
      fc.property(secretKey, around, others, others, (key, write, before, after) => {
        assert.throws(
          () => parseCommandLine([...before, write(key), ...after]),
          (error: Error) => {
            assert.equal(error.name, "UsageError");
            assert.ok(!error.message.includes(key.slice(0, 12)), error.message);
            return true;
          },
        );
      }),
    );
  });

  it("prints its help, that of a command, and its version, and ends with 0", async () => {
    const [whole, part, versioned] = await Promise.all(
      [["--help"], ["snapshot", "--help"], ["--version"]].map((args) => command(args)),
    );
    assert.deepEqual([whole?.code, whole?.stderr], [0, ""]);
    assert.match(
      whole?.stdout ?? "",
      /^Usage: pulumi-tencent-chat COMMAND \[options\]\n[\s\S]*\n {2}snapshot [\s\S]*\nExit code: 0 /,
    );
    assert.deepEqual([part?.code, part?.stderr], [0, ""]);
    assert.match(
      part?.stdout ?? "",
      /^Usage: pulumi-tencent-chat snapshot [\s\S]*\n {2}--live-room ID [\s\S]*\n {2}--app NAME /,
    );
    assert.deepEqual([versioned?.code, versioned?.stderr], [0, ""]);
    assert.match(versioned?.stdout ?? "", /^\d+\.\d+\.\d+\S*\n$/);
  });

  it("ends with 2, and a line, when it does not understand", async () => {
    assert.deepEqual(await command(["docter"]), {
      code: 2,
      stdout: "",
      stderr: "pulumi-tencent-chat: unknown command docter. Did you mean doctor? See --help.\n",
    });
  });
});
