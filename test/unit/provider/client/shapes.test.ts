import assert from "node:assert/strict";
import fc from "fast-check";
import type { Answer } from "../../../../provider/client/client";
import * as commands from "../../../../provider/client/commands";
import { isTencentChatError, type TencentChatError } from "../../../../provider/client/errors";
import { type AnyCommand, allCommands, answers, ok, options, type Path, pathsIn, scripted } from "./support";

const reading = allCommands.filter(({ path }) => answers[path] !== undefined);

function ask(command: AnyCommand, answer: object): Promise<Answer<unknown>> {
  return scripted([answer], { maxAttempts: 1 }).client.call(command, {} as never);
}

async function refused(command: AnyCommand, answer: object): Promise<TencentChatError> {
  const outcome = await ask(command, answer).catch((error: unknown) => error);
  assert.ok(isTencentChatError(outcome), String(outcome));
  return outcome;
}

/** The value with another part at the path; undefined takes it away. */
function withPart(value: unknown, [key, ...rest]: Path, part: unknown): unknown {
  if (key === undefined) return part;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  const changed = withPart(copy[key], rest, part);
  if (changed !== undefined) copy[key] = changed;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy;
}

const objectWithTrickyNames = fc.dictionary(
  fc.constantFrom("gone", "toString", "valueOf", "length", "__proto__", "then", "toJSON"),
  fc.jsonValue({ maxDepth: 1 }),
);

describe("an answer that is OK", () => {
  it("has its sample for each command that reads more of it than its ErrorCode", async () => {
    for (const command of allCommands) {
      const isSilent = answers[command.path] === undefined;
      if (isSilent) assert.deepEqual(await ask(command, ok), { gone: false }, command.path);
      else assert.equal((await refused(command, ok)).fault, "shape", command.path);
    }
    assert.equal(reading.length, Object.keys(answers).length);
  });

  for (const command of reading) {
    const sample = answers[command.path] ?? {};

    it(`${command.path}: gives what it reads of the sample`, async () => {
      assert.equal((await ask(command, sample)).gone, false);
    });

    it(`${command.path}: is refused or read with any JSON in any place of it, never "gone", never an error of ours`, async () => {
      const paths = pathsIn(sample).filter(([first]) => first !== "ErrorCode");
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...paths),
          fc.oneof(fc.jsonValue(), fc.constant(undefined), objectWithTrickyNames),
          async (path, part) => {
            const answer = withPart(sample, path, part);
            const json = answer === undefined ? "" : JSON.stringify(answer);
            const outcome = await ask(command, { status: 200, text: json }).catch((error: unknown) => error);
            if (isTencentChatError(outcome)) {
              assert.ok(["shape", "notJson"].includes(outcome.fault ?? ""), outcome.message);
              assert.equal(outcome.mayHaveHappened, true);
            } else {
              assert.equal((outcome as Answer<unknown>).gone, false, String(outcome));
            }
          },
        ),
        { numRuns: 300 },
      );
    });

    it(`${command.path}: is refused with something else in place of any list or object that is read`, async () => {
      const shown = command.path.startsWith("group_open_http_svc")
        ? ["GroupInfo", "GroupIdList", "Next"]
        : Object.keys(sample);
      const lists = pathsIn(sample).filter(
        (path) =>
          path.length === 1 &&
          shown.includes(String(path[0])) &&
          !(String(path[0]) in ok) &&
          path[0] !== "RequestId" &&
          path[0] !== "ErrorDisplay",
      );
      assert.notEqual(lists.length, 0);
      for (const path of lists) {
        for (const part of [undefined, null, "x", true, {}, 1.5, [null], ["x", 1]]) {
          const error = await refused(command, withPart(sample, path, part) as object);
          assert.equal(error.fault, "shape");
          assert.match(
            error.message,
            new RegExp(
              `the answer was not of its documented shape \\(${String(path[0])}\\S* is (missing|not an? \\w+)\\)`,
            ),
          );
        }
      }
    });
  }

  it("is not gone because it says so itself", async () => {
    for (const command of allCommands) {
      const answer = await ask(command, { ...(answers[command.path] ?? ok), gone: true });
      assert.equal(answer.gone, false);
    }
  });

  it("is told with the place that is wrong, what it should be, and what a person does", async () => {
    const error = await refused(commands.accountCheck, { ...ok, ResultItem: "x" });
    assert.equal(
      error.message,
      "im_open_login_svc/account_check: the answer was not of its documented shape (ResultItem is not a list). A gateway or a proxy may have answered instead of the service: check what is between this machine and the service. Or the service has changed: please report it with the whole message. (1 attempt)",
    );
    const wrongs: readonly [AnyCommand, object, string][] = [
      [
        commands.getMembers,
        { MemberList: [{ Member_Account: 1 }], NextTimestamp: 0 },
        "MemberList[0].Member_Account is not a text",
      ],
      [commands.getMembers, { MemberList: [], NextTimestamp: 0.5 }, "NextTimestamp is not an integer"],
      [commands.getMembers, { MemberList: [] }, "NextTimestamp is missing"],
      [commands.getMembers, { MemberList: [[]], NextTimestamp: 0 }, "MemberList[0] is not an object"],
      [commands.getRoomMemberList, { Response: { MemberList: [] } }, "Response.Next is missing"],
      [commands.getRoomMemberList, { Response: null }, "Response is not an object"],
      [
        commands.accountCheck,
        { ResultItem: [{ UserID: "a", ResultCode: 0, AccountStatus: "Perhaps" }] },
        "ResultItem[0].AccountStatus is not one of Imported, NotImported",
      ],
      [commands.accountCheck, { ResultItem: [{ UserID: "a" }] }, "ResultItem[0].ResultCode is missing"],
      [commands.getProfiles, { UserProfileItem: {} }, "UserProfileItem is not a list"],
      [
        commands.getProfiles,
        { UserProfileItem: [{ To_Account: "a", ResultCode: 0 }] },
        "UserProfileItem[0].ProfileItem is missing",
      ],
      [
        commands.getProfiles,
        { UserProfileItem: [{ To_Account: "a", ResultCode: 0, ProfileItem: [{ Tag: "t", Value: 1 }] }] },
        "UserProfileItem[0].ProfileItem[0].Value is not a text",
      ],
      [commands.getGroupInfo, { GroupInfo: [{ ErrorCode: 0, Name: "n" }] }, "GroupInfo[0].Type is missing"],
      [
        commands.getGroupInfo,
        { GroupInfo: [{ ErrorCode: 0, Type: 1, Name: "n" }] },
        "GroupInfo[0].Type is not a text",
      ],
    ];
    for (const [command, fields, said] of wrongs) {
      assert.equal((await refused(command, { ...ok, ...fields })).info.replace(/^.*\((.*)\)$/, "$1"), said);
    }
  });

  it("lets an item have failed, with a text or without, and asks nothing else of it", async () => {
    for (const [ResultInfo, info] of [
      ["timed out", "timed out"],
      [undefined, ""],
      [7, ""],
      [{ toString: 1 }, ""],
    ]) {
      const answer = await ask(commands.accountCheck, {
        ...ok,
        ResultItem: [{ UserID: "bot", ResultCode: 70169, ResultInfo, AccountStatus: 1 }],
      });
      assert.deepEqual(answer, {
        gone: false,
        ResultItem: [{ of: "bot", outcome: { failed: true, code: 70169, info } }],
      });
    }
  });

  it("may leave out the owner and the time of a group, and nothing else that is read of it", async () => {
    const group = { GroupId: "live", ErrorCode: 0, Type: "AVChatRoom", Name: "Main" };
    assert.deepEqual(await ask(commands.getGroupInfo, { ...ok, GroupInfo: [group] }), {
      gone: false,
      GroupInfo: [
        {
          of: "live",
          outcome: {
            failed: false,
            fields: { Type: "AVChatRoom", Name: "Main", Owner_Account: undefined, CreateTime: undefined },
          },
        },
      ],
    });
  });

  it("is refused with a name or a cursor that held a piece of the key, and read with one that only looks masked", async () => {
    const piece = options.secretKey.slice(3, 17);
    const page = (account: string, next = "") => ({
      ...ok,
      Response: { MemberList: [{ Member_Account: account }], Next: next },
    });
    for (const answer of [page(`bot-${piece}`), page("bot", piece)]) {
      const error = await refused(commands.getRoomMemberList, answer);
      assert.match(
        error.info,
        /^the answer was not of its documented shape \(Response\.\S+ is not a name: it held a secret\)$/,
      );
    }
    for (const account of ["[secret]", `eJw${"x".repeat(29)}`, "usersig=bot"]) {
      assert.deepEqual(await ask(commands.getRoomMemberList, page(account)), {
        gone: false,
        Response: { MemberList: [{ Member_Account: account }], Next: "" },
      });
    }
  });

  it("keeps every character of a name, and escapes and cuts what people read", async () => {
    const account = "\u2028console.log(6*7)//";
    const hostile = `no\u001b[2K\r\nok   all is well\u202e${"x".repeat(1000)}`;
    const answer = await ask(commands.accountCheck, {
      ...ok,
      ResultItem: [{ UserID: account, ResultCode: 70169, ResultInfo: hostile }],
    });
    const [{ of, outcome }] = (
      answer as unknown as { ResultItem: [{ of: string; outcome: { info: string } }] }
    ).ResultItem;
    assert.equal(of, account);
    assert.match(
      outcome.info,
      /^no\\u001b\[2K\\u000d\\u000aok {3}all is well\\u202ex+… \(\d+ more characters\)$/,
    );
  });
});
