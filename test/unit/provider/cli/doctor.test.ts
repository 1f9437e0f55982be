import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { escapeControls } from "../../../../provider/printable";
import { reportIn } from "../../../support/command";
import { serve } from "../../../support/listening";
import { atDesk, type Desk, sdkAppId, secretKey } from "./support";

/** The report of `doctor`, with the exit code that goes with it. */
async function examine(desk: Desk, env: NodeJS.ProcessEnv = {}, ...args: string[]) {
  const { code, stdout, stderr } = await desk.run(["doctor", ...args], env);
  assert.equal(stderr, "");
  const report = reportIn(stdout);
  const found = [...report.values()].filter((told) => told.startsWith("WRONG")).length;
  // There is no Pulumi CLI here, so that something is always wrong.
  assert.equal(code, 1);
  assert.match(stdout, new RegExp(`\n${found} of ${report.size} checks found something to mend\\.\n$`));
  return report;
}

const told = (report: ReadonlyMap<string, string>, ...names: string[]): (string | undefined)[] =>
  names.map((name) => report.get(name));

const service = [
  "Service",
  "Region",
  "SDKAppID and SecretKey",
  "Identifier",
  "Live groups",
  "Rooms",
  "Live rooms",
];

/** Those that an emulator answers: it stands in the place of a region. */
const reached = service.filter((name) => name !== "Region");

/** The names of all lines of a report, in their order. */
const namesIn = (stdout: string): string[] =>
  stdout.split("\n").map((line) => /^(?:ok|WRONG|note|-) +(.{25})/.exec(line)?.[1]?.trim() ?? "");

const nothing = { TENCENT_CHAT_SDK_APP_ID: "", TENCENT_CHAT_SECRET_KEY: "", TENCENT_CHAT_ENDPOINT: "" };

describe("pulumi-tencent-chat doctor, without a stack", () => {
  it("finds all in order but the CLI that is not there, and says what it cannot know", () =>
    atDesk(async (desk) => {
      const report = await examine(desk);
      assert.deepEqual(told(report, "Node.js", "SecretKey", "Service"), [
        `ok ${process.versions.node}`,
        "ok from the environment, so no state contains it",
        `ok ${desk.emulator.url} answers`,
      ]);
      for (const name of [...reached, "@pulumi/pulumi", "pulumi-tencent-chat", "Stack", "Configuration"]) {
        assert.match(report.get(name) ?? "", /^ok /, name);
      }
      assert.equal(report.get("Region"), "- not used: an endpoint is set");
      assert.match(
        report.get("Pulumi CLI") ?? "",
        /^WRONG not on PATH\n +→ Install Pulumi >=3\.216 <4: https:/,
      );
      assert.match(
        report.get("Console switch") ?? "",
        /^note not known.*\n +→ Only if the program uses LiveGroupRobots/,
      );
    }));

  it("changes nothing: it asks, and asks only what reads", () =>
    atDesk(
      async (desk) => {
        const before = desk.emulator.state();
        await examine(desk);
        assert.deepEqual(desk.emulator.state(), before);
        assert.deepEqual(
          desk.emulator.requests().map(({ command }) => command.split("/")[1]),
          ["account_check", "check_members", "get_room_info", "get_robot"],
        );
      },
      { groups: { live: { type: "AVChatRoom", robots: ["bot"] } } },
    ));

  it("asks the service nothing where a value is wrong", () =>
    atDesk(async (desk) => {
      const report = await examine(desk, { ...nothing, TENCENT_CHAT_SDK_APP_ID: "x" });
      assert.match(
        report.get("Configuration") ?? "",
        /^WRONG .*TENCENT_CHAT_SDK_APP_ID is not a whole number/,
      );
      for (const name of service) assert.equal(report.get(name), "- first mend the configuration");
      assert.deepEqual(desk.emulator.requests(), []);
    }));

  it("says outside of a project where to run it, and does not call its consequences wrong", () =>
    atDesk(async (desk) => {
      rmSync(join(desk.folder, "node_modules"), { recursive: true });
      const report = await examine(desk, nothing);
      assert.match(
        report.get("Stack") ?? "",
        /^WRONG no Pulumi project in this folder, and .*\n +→ Run this in the folder of Pulumi\.yaml/,
      );
      for (const name of ["@pulumi/pulumi", "pulumi-tencent-chat"])
        assert.equal(report.get(name), "- no Pulumi project in this folder");
      for (const name of [
        "Configuration",
        "SecretKey",
        "Recorded configuration",
        ...service,
        "Console switch",
      ])
        assert.equal(report.get(name), "- first mend the stack", name);
      assert.deepEqual(desk.emulator.requests(), []);
    }));

  it("does not judge a project without the CLI by the environment, which the stack may overrule", () =>
    atDesk(async (desk) => {
      writeFileSync(join(desk.folder, "Pulumi.yaml"), "name: a\nruntime: nodejs\n");
      const report = await examine(desk);
      assert.match(report.get("Pulumi CLI") ?? "", /^WRONG not on PATH/);
      for (const name of ["Stack", "Configuration", "SecretKey", "Recorded configuration", ...service])
        assert.equal(report.get(name), "- first mend the Pulumi CLI", name);
      assert.deepEqual(desk.emulator.requests(), []);
    }));

  it("says that nobody answers at the address", () =>
    atDesk(async (desk) => {
      const { url, stop } = await serve(() => {});
      await stop();
      const report = await examine(desk, { TENCENT_CHAT_ENDPOINT: url });
      assert.match(
        report.get("Service") ?? "",
        /^WRONG http:\S+: could not connect.*\n +→ Check tencent-chat:region or tencent-chat:endpoint/,
      );
      for (const name of service.slice(1)) assert.equal(report.get(name), "- first mend what is WRONG");
    }));

  for (const { what, env = {}, code, name, remedy } of [
    {
      what: "a SecretKey that is not the app's",
      env: { TENCENT_CHAT_SECRET_KEY: "another-key-than-that-of-the-app" },
      code: /700\d\d/,
      name: "SDKAppID and SecretKey",
      remedy: /SecretKey of tencent-chat:sdkAppId/,
    },
    {
      what: "an SDKAppID that is none",
      env: { TENCENT_CHAT_SDK_APP_ID: "1400000007" },
      code: /70020/,
      name: "SDKAppID and SecretKey",
      remedy: /Check tencent-chat:sdkAppId/,
    },
    {
      what: "an identifier that is no admin",
      env: { TENCENT_CHAT_IDENTIFIER: "somebody" },
      code: /60010/,
      name: "Identifier",
      remedy: /app admin account/,
    },
    { what: "another region", code: /60026/, name: "Region", remedy: /Set tencent-chat:region/ },
    { what: "an app in arrears", code: /60020/, name: "Service", remedy: /account's balance/ },
  ] as readonly {
    readonly what: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly code: RegExp;
    readonly name: string;
    readonly remedy: RegExp;
  }[]) {
    it(`tells ${what} by the answer of the service, and leaves open what it hides`, () =>
      atDesk(async (desk) => {
        const errorCode = Number(code.source);
        // What the emulator knows by itself it says by itself.
        if (Object.keys(env).length === 0) {
          desk.emulator.addFault({ command: "*", kind: "errorCode", errorCode, times: 9 });
        }
        const report = await examine(desk, env);
        const row = report.get(name) ?? "";
        assert.match(row, /^WRONG /);
        assert.match(row, code);
        assert.match(row, remedy);
        const others = service.filter((each) => each !== name);
        const isReached = name !== "Service";
        for (const other of others) {
          const expected =
            other === "Service" && isReached ? /^ok .* answers$/ : /^- first mend what is WRONG$/;
          assert.match(report.get(other) ?? "", expected, other);
        }
      }));
  }

  it("says what the plan does not hold, which is no fault by itself", () =>
    atDesk(
      async (desk) => {
        const report = await examine(desk);
        assert.match(
          report.get("Live groups") ?? "",
          /^note error 10059 .*\n +→ Only if the program uses LiveGroupRobots: /,
        );
        for (const name of ["Rooms", "Live rooms"]) {
          assert.match(
            report.get(name) ?? "",
            /^note error 100007 .*\n +→ Only if the program uses \w+: See the app's plan/,
          );
        }
      },
      {},
      { plan: "trial" },
    ));

  for (const breaking of ["\r\n", "\u009b2J\u009bH", "\u001b[2K\u001b[1G", ..."\n\r\u2028\u0085\u202e"]) {
    it(`lets a service add no line to the report, nor change one, by ${escapeControls(breaking)}`, () =>
      atDesk(async (desk) => {
        const forged = `no${breaking}ok      SecretKey                accepted${breaking}Nothing is wrong.${breaking}`;
        const answer = JSON.stringify({
          ActionStatus: "FAIL",
          ErrorCode: 70003,
          ErrorInfo: forged,
          RequestId: forged,
        });
        const { url, stop } = await serve((request, response) => {
          request.resume().on("end", () => response.end(answer));
        });
        try {
          const honest = await desk.run(["doctor"], {
            TENCENT_CHAT_SECRET_KEY: "another-key-than-that-of-the-app",
          });
          const { code, stdout } = await desk.run(["doctor"], { TENCENT_CHAT_ENDPOINT: url });
          assert.equal(code, 1);
          assert.deepEqual(namesIn(stdout), namesIn(honest.stdout));
          assert.doesNotMatch(stdout.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
          const report = reportIn(stdout);
          assert.equal(report.get("SecretKey"), "ok from the environment, so no state contains it");
          assert.match(report.get("SDKAppID and SecretKey") ?? "", /^WRONG error 70003 /);
        } finally {
          await stop();
        }
      }));
  }

  it("quotes no value of the environment, which may be a SecretKey in the wrong place", () =>
    atDesk(async (desk) => {
      for (const key of [secretKey, "another-key-than-that-of-the-app"]) {
        for (const variable of "SDK_APP_ID ENDPOINT REGION IDENTIFIER MAX_ATTEMPTS LOG APPS".split(" ")) {
          const env = { TENCENT_CHAT_ENDPOINT: "", [`TENCENT_CHAT_${variable}`]: `${key} ` };
          const { stdout, stderr } = await desk.run(
            ["doctor", "--app", "x"].slice(0, variable === "APPS" ? 3 : 1),
            env,
          );
          assert.equal(stderr, "");
          assert.match(stdout, /^WRONG {3}Configuration /m);
          assert.ok(!stdout.includes(key.slice(0, 12)), variable);
        }
      }
    }));

  it("examines a named app", () =>
    atDesk(async (desk) => {
      const env = {
        TENCENT_CHAT_SDK_APP_ID: "",
        TENCENT_CHAT_SECRET_KEY: "",
        TENCENT_CHAT_APPS: JSON.stringify({ staging: { sdkAppId, secretKey } }),
      };
      const report = await examine(desk, env, "--app", "staging");
      for (const name of reached) assert.match(report.get(name) ?? "", /^ok /, name);
      const apps = JSON.stringify({ staging: { sdkAppId, secretKey: "another-key-than-that-of-the-app" } });
      const wrong = await examine(desk, { ...env, TENCENT_CHAT_APPS: apps }, "--app", "staging");
      assert.match(
        wrong.get("SDKAppID and SecretKey") ?? "",
        /^WRONG .*\n +→ Check that tencent-chat:apps\.staging\.secretKey is the SecretKey of tencent-chat:apps\.staging\./,
      );
      const other = await examine(desk, env, "--app", "stagin");
      assert.match(
        other.get("Configuration") ?? "",
        /^WRONG "stagin" is no app of this stack\. Did you mean "staging"\? The apps: staging\./,
      );
    }));
});
