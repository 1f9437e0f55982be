import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type EmulatorOptions, StateFileError, startEmulator } from "../../../emulator";
import { idOf } from "../../../emulator/persistence/lock";
import { fromPlain, toPlain } from "../../../emulator/persistence/plain";
import { accountsIn, emulating, inFolder, sdkAppId, secretKey, seedOf, TestClock } from "./support";

const groups = "group_open_avchatroom_http_svc";
const seed = seedOf({
  groups: { live: { type: "AVChatRoom" }, team: { type: "Work", members: ["ann"] } },
  rooms: { room: { type: "Conference" } },
  friendLists: { ann: ["work", "home"] },
});

async function refusal(options: EmulatorOptions): Promise<string> {
  const error = await startEmulator(options).then(
    async (emulator) => {
      await emulator.stop();
      return undefined;
    },
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof StateFileError, String(error));
  return error.message;
}

describe("the state file of the emulator", () => {
  it("keeps what the state does not show: sequences, stale lists, and the order of coming", () =>
    inFolder(async (stateFile) => {
      const clock = new TestClock();
      const members = { GroupId: "live", Timestamp: 0 };
      const list = { From_Account: "ann", GroupName: ["home"] };
      const options = { stateFile, seed, now: clock.now };
      let stale: unknown;
      await emulating(options, async (client) => {
        await client.call(`${groups}/add_robots`, { GroupId: "live", Member_Account: ["b1", "b2", "b3"] });
        stale = await client.call(`${groups}/get_members`, members);
        await client.call(`${groups}/add_robots`, { GroupId: "live", Member_Account: ["b4"] });
        assert.equal((await client.call("sns/group_delete", list)).CurrentSequence, 1);
      });
      await emulating({ ...options, membersPageSize: 2 }, async (client) => {
        assert.equal((await client.call("sns/group_delete", list)).CurrentSequence, 2);
        const still = await client.call(`${groups}/get_members`, members);
        const { MemberList } = stale as { MemberList: unknown[] };
        assert.deepEqual(still.MemberList, MemberList.slice(0, 2));
        await client.call(`${groups}/add_robots`, { GroupId: "live", Member_Account: ["b5"] });
        clock.pass(11);
        const seen: unknown[] = [];
        let Timestamp = 0;
        do {
          const page = await client.call(`${groups}/get_members`, { GroupId: "live", Timestamp });
          seen.push(...accountsIn(page));
          Timestamp = Number(page.NextTimestamp);
        } while (Timestamp > 0);
        assert.deepEqual(seen, ["b5", "b4", "b3", "b2", "b1"]);
      });
    }));

  it("sees every field of a world", () => {
    // A field that is hidden by a `#` would be lost over a restart, and no restart of today's commands might show it.
    assert.equal(
      /^\s+(readonly )?#\w+\s*[:=]/m.test(
        readFileSync(require.resolve("../../../emulator/model/world"), "utf8"),
      ),
      false,
    );
  });

  it("holds any value as JSON and gives it back", () => {
    const value = {
      nothing: undefined,
      list: ["map", ["set"], []],
      map: new Map<unknown, unknown>([
        ["__proto__", new Set(["constructor", 1])],
        [2, { deep: new Map(), none: null }],
      ]),
      settings: JSON.parse('{"__proto__":["list"],"a":[["map"]]}') as unknown,
    };
    const { nothing: _, ...kept } = value;
    assert.deepEqual(fromPlain(JSON.parse(JSON.stringify(toPlain(value)))), kept);
  });

  it("comes before the seed, which is for a file that is not there yet", () =>
    inFolder(async (stateFile) => {
      const lines: string[] = [];
      await emulating({ stateFile, seed }, async (client) => {
        await client.call("sns/group_delete", { From_Account: "ann", GroupName: ["home"] });
      });
      await emulating({ stateFile, seed, log: (line) => lines.push(line) }, async (_client, emulator) =>
        assert.deepEqual(Object.keys(emulator.state()[sdkAppId]?.friendLists ?? {}), ["ann"]),
      );
      assert.match(lines.join("\n"), /^state: continues from .*state; a seed is only for a new file$/);
    }));

  it("keeps what control routes and helpers did", () =>
    inFolder(async (stateFile) => {
      await emulating({ stateFile, seed }, async (client, emulator) => {
        await client.control("POST", "/_emulator/reset");
        await client.control("POST", "/_emulator/seed", seedOf({ accounts: ["first"] }));
        emulator.seed(seedOf({ accounts: ["second"] }));
      });
      await emulating({ stateFile }, async (_client, emulator) =>
        assert.deepEqual(emulator.state()[sdkAppId]?.accounts, ["first", "second"]),
      );
    }));

  it("holds an effect when its answer comes, the answer of one that broke off after it, and no secret", () =>
    inFolder(async (stateFile) => {
      await emulating({ stateFile, seed }, async (client, emulator) => {
        await client.call(`${groups}/add_robots`, { GroupId: "live", Member_Account: ["robot-1"] });
        assert.match(readFileSync(stateFile, "utf8"), /"robot-1"/);
        emulator.addFault({ command: "*", kind: "resetAfter" });
        const body = { GroupId: "live", Member_Account: ["robot-2"] };
        await assert.rejects(client.call(`${groups}/add_robots`, body));
        const text = readFileSync(stateFile, "utf8");
        assert.match(text, /"robot-2"/);
        assert.equal(text.includes(secretKey), false);
      });
    }));

  it("leaves everything else in its folder as it is, whatever its name", () =>
    inFolder(async (stateFile, folder) => {
      const id = idOf(stateFile);
      const another = `.tencent-chat-emulator-${"0".repeat(32)}-${"1".repeat(32)}.draft`;
      const names = [
        "state.draft",
        "state.tmp",
        ".state.draft",
        `.tencent-chat-emulator-${id}.draft`,
        another,
      ];
      for (const name of names) writeFileSync(join(folder, name), `my ${name}`);
      mkdirSync(join(folder, `.tencent-chat-emulator-${id}-${"2".repeat(32)}.draft`));
      const before = readdirSync(folder);
      for (let starts = 0; starts < 2; starts += 1)
        await emulating({ stateFile, seed }, async (client) => {
          await client.call(`${groups}/add_robots`, { GroupId: "live", Member_Account: [`robot-${starts}`] });
        });
      assert.deepEqual(readdirSync(folder), [...before, "state"].sort());
      for (const name of names) assert.equal(readFileSync(join(folder, name), "utf8"), `my ${name}`);
    }));

  it("is the only file that is left, also after the rest of a broken write", () =>
    inFolder(async (stateFile, folder) => {
      const draft = `.tencent-chat-emulator-${idOf(stateFile)}-${"0".repeat(32)}.draft`;
      writeFileSync(join(folder, draft), "half a fi");
      await emulating({ stateFile, seed }, async () => undefined);
      assert.deepEqual(readdirSync(folder), ["state"]);
    }));

  it("takes no draft for its own that is a link, and follows none", () =>
    inFolder(async (stateFile, folder) => {
      const victim = join(folder, "victim");
      writeFileSync(victim, "precious");
      const links = [`.tencent-chat-emulator-${idOf(stateFile)}-${"0".repeat(32)}.draft`, "state.draft"];
      for (const link of links) symlinkSync(victim, join(folder, link));
      await emulating({ stateFile, seed }, async () => undefined);
      assert.equal(readFileSync(victim, "utf8"), "precious");
      for (const link of links) assert.ok(lstatSync(join(folder, link)).isSymbolicLink());
    }));

  it("takes the place of a link that came to its name while the emulator ran, and leaves the target", () =>
    inFolder(async (stateFile, folder) => {
      const victim = join(folder, "victim");
      writeFileSync(victim, "precious");
      await emulating({ stateFile, seed }, async (client) => {
        rmSync(stateFile);
        symlinkSync(victim, stateFile);
        await client.call(`${groups}/add_robots`, { GroupId: "live", Member_Account: ["robot-1"] });
      });
      assert.equal(readFileSync(victim, "utf8"), "precious");
      assert.match(readFileSync(stateFile, "utf8"), /"robot-1"/);
    }));

  it("is refused as a link that leads nowhere", () =>
    inFolder(async (stateFile, folder) => {
      symlinkSync(join(folder, "missing"), stateFile);
      assert.match(await refusal({ stateFile }), /is a link to no file \(ENOENT\)/);
      symlinkSync(join(folder, "loop"), join(folder, "loop"));
      assert.match(await refusal({ stateFile: join(folder, "loop") }), /is a link to no file \(ELOOP\)/);
      assert.deepEqual(readdirSync(folder).sort(), ["loop", "state"]);
    }));

  describe("where files have modes", () => {
    before(function () {
      if (process.platform === "win32") this.skip();
    });

    it("is for its owner alone when it is new, whatever the umask", () =>
      inFolder(async (stateFile) => {
        const umask = process.umask(0);
        try {
          await emulating({ stateFile, seed }, async () => undefined);
        } finally {
          process.umask(umask);
        }
        assert.equal(statSync(stateFile).mode & 0o7777, 0o600);
      }));

    for (const mode of [0o600, 0o640, 0o644, 0o660, 0o666, 0o700])
      it(`keeps the mode ${mode.toString(8)}, whatever the umask`, () =>
        inFolder(async (stateFile) => {
          await emulating({ stateFile, seed }, async () => undefined);
          chmodSync(stateFile, mode);
          const umask = process.umask(0o077);
          try {
            await emulating({ stateFile }, async (client) => {
              await client.call(`${groups}/add_robots`, { GroupId: "live", Member_Account: ["robot-1"] });
            });
          } finally {
            process.umask(umask);
          }
          assert.match(readFileSync(stateFile, "utf8"), /"robot-1"/);
          assert.equal(statSync(stateFile).mode & 0o7777, mode);
        }));

    it("keeps its owner", function () {
      if (process.getuid?.() !== 0) return this.skip();
      return inFolder(async (stateFile) => {
        await emulating({ stateFile, seed }, async () => undefined);
        chownSync(stateFile, 12345, 54321);
        await emulating({ stateFile }, async (client) => {
          await client.call(`${groups}/add_robots`, { GroupId: "live", Member_Account: ["robot-1"] });
        });
        const { uid, gid } = statSync(stateFile);
        assert.deepEqual([uid, gid], [12345, 54321]);
      });
    });

    it("is refused at the start, and left, where it may be read but not written", function () {
      // Root may write everywhere.
      if (process.getuid?.() === 0) return this.skip();
      return inFolder(async (stateFile, folder) => {
        await emulating({ stateFile, seed }, async () => undefined);
        chmodSync(stateFile, 0o400);
        assert.match(await refusal({ stateFile }), /cannot be written \(EACCES\)/);
        chmodSync(stateFile, 0o600);
        chmodSync(folder, 0o500);
        assert.match(await refusal({ stateFile }), /cannot be written \(EACCES\)/);
        chmodSync(folder, 0o700);
        assert.deepEqual(readdirSync(folder), ["state"]);
      });
    });

    it("is refused at the start in a folder that takes no files from anyone", function () {
      if (process.platform !== "linux") return this.skip();
      return refusal({ stateFile: "/proc/self/state" }).then((message) =>
        assert.match(message, /state file \/proc\/\d+\/state: cannot be written \(E[A-Z]+\)/),
      );
    });

    it("is refused as a pipe, which it would wait for", () =>
      inFolder(async (stateFile) => {
        execFileSync("mkfifo", [stateFile]);
        assert.match(await refusal({ stateFile }), /is no regular file/);
      }));
  });

  it("is written through a link, which stays one", () =>
    inFolder(async (stateFile, folder) => {
      symlinkSync(join(folder, "target"), join(folder, "link"));
      await emulating({ stateFile: join(folder, "target"), seed }, async () => undefined);
      await emulating({ stateFile: join(folder, "link") }, async (client) => {
        await client.call(`${groups}/add_robots`, { GroupId: "live", Member_Account: ["robot-1"] });
      });
      assert.match(readFileSync(join(folder, "target"), "utf8"), /"robot-1"/);
      assert.deepEqual(readdirSync(folder).sort(), ["link", "target"]);
      assert.equal(existsSync(stateFile), false);
    }));

  for (const [what, change, message] of [
    ["is empty", () => "", /is no file of tencent-chat-emulator/],
    ["is a note", () => "milk\nbread\n", /is no file of tencent-chat-emulator/],
    ["is another's JSON", () => '{"version":1}', /is no file of tencent-chat-emulator/],
    ["is the JSON null", () => "null\n", /is no file of tencent-chat-emulator/],
    ["lost its end", (text: string) => text.slice(0, -20), /is damaged/],
    ["lost its last byte", (text: string) => text.slice(0, -1), /is damaged/],
    ["has more at its end", (text: string) => `${text}more`, /is damaged/],
    ["has another word", (text: string) => text.replace('"ann"', '"eve"'), /is damaged/],
    [
      "is of a later version",
      (text: string) => text.replace('"version":1', '"version":2'),
      /another version/,
    ],
  ] as const) {
    it(`is refused and left as it is when it ${what}`, () =>
      inFolder(async (stateFile) => {
        await emulating({ stateFile, seed }, async () => undefined);
        const changed = change(readFileSync(stateFile, "utf8"));
        writeFileSync(stateFile, changed);
        assert.match(await refusal({ stateFile }), message);
        assert.equal(readFileSync(stateFile, "utf8"), changed);
      }));
  }

  it("is refused when it holds an app that is not served", () =>
    inFolder(async (stateFile) => {
      await emulating({ stateFile, seed }, async () => undefined);
      const apps = [{ sdkAppId: 7, secretKey: "key-of-seven", identifier: "ann" }];
      assert.match(await refusal({ stateFile, apps }), /holds SDKAppID 1400000000, which is not served now/);
      await emulating({ stateFile }, async (_client, emulator) =>
        assert.deepEqual(emulator.state()[sdkAppId]?.accounts, ["ann"]),
      );
    }));

  it("is refused where it cannot be", () =>
    inFolder(async (_stateFile, folder) => {
      assert.match(await refusal({ stateFile: folder }), /cannot be read \(EISDIR\)/);
      assert.match(await refusal({ stateFile: join(folder, "no", "state") }), /its folder cannot be used/);
    }));

  it("is refused while another emulator has it, under whatever path, and free when that stops", function () {
    // Other systems have no lock that ends with its holder.
    if (process.platform !== "linux" && process.platform !== "win32") this.skip();
    return inFolder(async (stateFile, folder) => {
      symlinkSync(folder, `${folder}-link`);
      try {
        await emulating({ stateFile, seed }, async () => {
          for (const path of [stateFile, join(`${folder}-link`, "state")])
            assert.match(await refusal({ stateFile: path }), /is in use by another emulator/);
        });
        await emulating({ stateFile }, async () => undefined);
      } finally {
        rmSync(`${folder}-link`);
      }
    });
  });

  it("is refused with the name of its lock while another program holds that, and free afterwards", async function () {
    if (process.platform !== "linux") return this.skip();
    await inFolder(async (stateFile, folder) => {
      const id = idOf(stateFile);
      const squatter = createServer();
      await new Promise<void>((resolve) => squatter.listen(`\0tencent-chat-emulator-${id}`, resolve));
      try {
        const message = await refusal({ stateFile, seed });
        assert.match(
          message,
          new RegExp(
            `another program holds the name of its lock, @tencent-chat-emulator-${id}; use another path$`,
          ),
        );
        assert.deepEqual(readdirSync(folder), []);
      } finally {
        await new Promise((resolve) => squatter.close(resolve));
      }
      await emulating({ stateFile, seed }, async () => undefined);
    });
  });

  it("is free again after a start that failed", () =>
    inFolder(async (stateFile) => {
      await assert.rejects(startEmulator({ stateFile, seed: { 7: {} } }));
      assert.equal(existsSync(stateFile), false);
      await emulating({ stateFile, seed }, async () => undefined);
    }));

  it("answers 500 while it cannot be written, and goes on when it can", () =>
    inFolder(async (stateFile, folder) => {
      const lines: string[] = [];
      await emulating({ stateFile, seed, log: (line) => lines.push(line) }, async (client) => {
        const body = JSON.stringify({ GroupId: "live", Member_Account: ["robot-1"] });
        renameSync(folder, `${folder}-away`);
        assert.equal((await client.post(`${groups}/add_robots`, body)).status, 500);
        renameSync(`${folder}-away`, folder);
        assert.equal((await client.post(`${groups}/add_robots`, body)).status, 200);
        assert.match(readFileSync(stateFile, "utf8"), /"robot-1"/);
      });
      assert.deepEqual(readdirSync(folder), ["state"]);
      assert.match(lines[0] ?? "", /^internal error: state file .* cannot be written \(ENOENT\)$/);
    }));
});
