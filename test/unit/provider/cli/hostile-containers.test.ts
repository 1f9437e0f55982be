import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import ts from "typescript";
import { parse } from "yaml";
import type { ContainerName } from "../../../../provider/cli/containers";
import { type Format, snapshot } from "../../../../provider/cli/snapshot";
import { readConfiguration } from "../../../../provider/configuration/configuration";
import { Context } from "../../../../provider/lifecycle/context";
import { type Listening, serve } from "../../../support/listening";
import { secretKey } from "./support";

interface Declared {
  readonly type: string;
  readonly name: string;
  readonly args: unknown;
}

/** What a program declares. It can do nothing else: whatever else it names is not there, and fails. */
function declaredBy(program: string): Declared[] {
  const { outputText, diagnostics } = ts.transpileModule(program, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  assert.deepEqual(diagnostics, []);
  const declared: Declared[] = [];
  const classOf = (type: string) =>
    class {
      constructor(name: string, args: unknown) {
        declared.push({ type, name, args: JSON.parse(JSON.stringify(args)) });
      }
    };
  const library = Object.fromEntries(
    ["Chatbot", "LiveGroupRobots", "LiveRoomRobots", "RoomRobot"].map((type) => [type, classOf(type)]),
  );
  runInNewContext(outputText, {
    exports: {},
    require: (module: string) => (module === "pulumi-tencent-chat" ? library : assert.fail(module)),
  });
  return declared;
}

const code = [
  "console.log(6*7)//",
  '"); stolen(); ("',
  "'+stolen()+'",
  `\`\${stolen()}\``,
  "*/ stolen() /*",
  "// stolen()",
  "$",
  "<!-- stolen()",
  "--> stolen()",
  "\\",
  '\\"',
  "ok      SecretKey                accepted",
  "\u001b[2K\u001b]0;x\u0007",
  "name",
  "",
];
const breaks = ["\r\n", "", ..."\u2028\u2029\n\r\u0085\u000b\u009b\u202e\u2066\ufeff\u0000\ud800"];
/** A name of hostile pieces, as a service may give one that was told nothing of limits. */
const piece = fc.oneof(
  fc.constantFrom(...code),
  fc.constantFrom(...breaks),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const hostile = fc
  .array(piece, { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.join(""))
  .filter((name) => name !== "");

/** Each compiles a program. */
const numRuns = 50;

const inOrder = (names: readonly string[]): string[] => [...new Set(names)].sort();

describe("pulumi-tencent-chat snapshot of a place with hostile names", () => {
  /** In every container, whatever they are called. */
  let held: readonly string[] = [];
  /** IDs of the app's live groups. */
  let groups: readonly string[] = [];
  let service: Listening;

  before(async () => {
    service = await serve((request, response) => {
      const MemberList = held.map((Member_Account) => ({ Member_Account }));
      const Response = { RobotList_Account: held, MemberList, Next: "" };
      const GroupIdList = groups.map((GroupId) => ({ GroupId }));
      const lists = { GroupIdList, Next: 0, Robot_Account: held };
      const answer = { MemberList, NextTimestamp: 0, Response, ...lists };
      response.end(JSON.stringify({ ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "", ...answer }));
      request.resume();
    });
  });

  after(() => service.stop());

  /** A new one for each look at it: a context remembers what is in a place. */
  function context(): Context {
    const values: Readonly<Record<string, string>> = {
      sdkAppId: "1400000000",
      secretKey,
      endpoint: service.url,
      listDelaySeconds: "0",
      requestsPerSecond: "10000",
      roomRobotsInMemberList: "true",
    };
    return new Context(readConfiguration((key) => values[key.replace("tencent-chat:", "")], {}));
  }

  /** The printed program, none of whose characters acts on a terminal. */
  async function printed(
    container: ContainerName,
    id: string,
    app: string | undefined,
    members: readonly string[],
    format: Format = "typescript",
  ) {
    held = members;
    const named = app === undefined ? {} : { app };
    const program = await snapshot(context(), { container, id, format, ...named }, []);
    assert.doesNotMatch(program.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    return program;
  }

  const inputs = [
    hostile,
    fc.option(hostile, { nil: undefined }),
    fc.uniqueArray(hostile, { minLength: 1, maxLength: 4 }),
  ] as const;

  for (const [container, type, idProperty] of [
    ["group", "LiveGroupRobots", "groupId"],
    ["live room", "LiveRoomRobots", "roomId"],
  ] as const) {
    it(`prints a program that declares the robots of a ${container} and does nothing else`, () =>
      fc.assert(
        fc.asyncProperty(...inputs, async (id, app, members) => {
          const [declared, ...more] = declaredBy(await printed(container, id, app, members));
          assert.deepEqual(more, []);
          assert.ok(declared);
          const { memberAccounts, ...args } = declared.args as { readonly memberAccounts: string[] };
          assert.deepEqual(
            [declared.type, declared.name, args, inOrder(memberAccounts)],
            [type, id, { ...(app === undefined ? {} : { app }), [idProperty]: id }, inOrder(members)],
          );
        }),
        { numRuns },
      ));

    it(`prints YAML that declares the robots of a ${container}, with no reference to anything`, () =>
      fc.assert(
        fc.asyncProperty(...inputs, async (id, app, members) => {
          const { resources } = parse(await printed(container, id, app, members, "yaml")) as {
            resources: Readonly<Record<string, { properties: Readonly<Record<string, string | string[]>> }>>;
          };
          const [[name, { properties }], ...more] = Object.entries(resources) as [
            [string, { properties: Readonly<Record<string, string | string[]>> }],
          ];
          const { memberAccounts, ...others } = JSON.parse(
            JSON.stringify(properties).replaceAll("$$", () => "$"),
          ) as Readonly<Record<string, string[]>>;
          assert.doesNotMatch(JSON.stringify(properties).replaceAll("$$", ""), /\$/);
          assert.deepEqual(more, []);
          assert.deepEqual(
            [name, others, inOrder(memberAccounts ?? [])],
            [id, { ...(app === undefined ? {} : { app }), [idProperty]: id }, inOrder(members)],
          );
        }),
        { numRuns },
      ));

    it(`prints a program that does nothing at all where a ${container} has no robots`, () =>
      fc.assert(
        fc.asyncProperty(inputs[0], inputs[1], async (id, app) => {
          assert.deepEqual(declaredBy(await printed(container, id, app, [])), []);
        }),
        { numRuns: 20 },
      ));
  }

  it("prints a program that declares all that an app has and does nothing else", () =>
    fc.assert(
      fc.asyncProperty(inputs[2], inputs[2], async (ids, members) => {
        [groups, held] = [ids, members];
        const program = await snapshot(context(), {}, []);
        assert.doesNotMatch(program.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        const declared = declaredBy(program).map(({ type, args }) => [type, args]);
        const memberAccounts = inOrder(members);
        assert.deepEqual(declared, [
          ...ids.map((groupId) => ["LiveGroupRobots", { groupId, memberAccounts }]),
          ...members.map((userId) => ["Chatbot", { userId }]),
        ]);
      }),
      { numRuns },
    ));

  it("prints a program that declares nobody of a room until a comment is taken away, and then only its member", () =>
    fc.assert(
      fc.asyncProperty(...inputs, async (id, app, members) => {
        const program = await printed("room", id, app, members);
        assert.deepEqual(declaredBy(program), []);
        assert.deepEqual(
          declaredBy(program.replace(/^ {2}\/\/ (?=")/gm, "  ")),
          members.map((memberAccount) => ({
            type: "RoomRobot",
            name: `${id}/${memberAccount}`,
            args: { ...(app === undefined ? {} : { app }), roomId: id, memberAccount },
          })),
        );
      }),
      { numRuns },
    ));
});
