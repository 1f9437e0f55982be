import assert from "node:assert/strict";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { readConfiguration } from "../../../provider/configuration/configuration";
import { diagnosticsOf } from "../../support/compiler";
import { type Block, codeBlocksOf, markdownFiles, repository, textOf } from "../../support/markdown";
import { machinePathsIn } from "./machine-paths";
import { shellProblems } from "./shell-commands";

/** Says what is wrong with a block of one language. */
type Checker = (block: Block) => string[];

const json: Checker = ({ code }) => {
  try {
    JSON.parse(code);
    return [];
  } catch (error) {
    return [String(error)];
  }
};

/** A stack's file says only what the configuration takes. */
const yaml: Checker = ({ code }) =>
  parseAllDocuments(code).flatMap((document) => {
    if (document.errors.length > 0) return document.errors.map(String);
    const { config = {} } = (document.toJS() ?? {}) as { config?: Readonly<Record<string, unknown>> };
    const plain = new Map(
      Object.entries(config).filter(([, value]) => typeof value !== "object" && value !== null),
    );
    const asked = new Set<string>();
    const { problems } = readConfiguration((key) => {
      asked.add(key);
      const value = plain.get(key);
      return value === undefined ? undefined : String(value);
    }, {});
    const unknown = [...plain.keys()].filter((key) => key.startsWith("tencent-chat:") && !asked.has(key));
    return [...problems, ...unknown.map((key) => `there is no key ${key}`)];
  });

const text: Checker = ({ code }) => machinePathsIn(code).map((path) => `a machine's path: ${path}`);

const blocks = markdownFiles().flatMap((file) => codeBlocksOf(file));
const compiled = blocks.filter(({ language }) => language === "ts" || language === "js");

/** Each block is a module of its own, beside its page. */
const moduleOf = ({ file, line, language }: Block): string => join(repository, `${file}.${line}.${language}`);
const typeProblems = (some: readonly Block[]): Map<string, string[]> =>
  diagnosticsOf(new Map(some.map((block) => [moduleOf(block), block.code])));

let fromCompiler: ReadonlyMap<string, readonly string[]> | undefined;
const typed: Checker = (block) => {
  fromCompiler ??= typeProblems(compiled);
  return [...(fromCompiler.get(moduleOf(block)) ?? [`the compiler has not seen it`])];
};

/** Every language that a block may have. What no checker knows is no block of this documentation. */
const checkers: Readonly<Record<string, Checker>> = {
  js: typed,
  json,
  sh: shellProblems,
  text,
  ts: typed,
  yaml,
};

const problemsOf = (block: Block): string[] => {
  const checker = Object.hasOwn(checkers, block.language) ? checkers[block.language] : undefined;
  const problems = checker?.(block) ?? [`no checker for the language "${block.language}"`];
  return [...problems, ...text(block)];
};

describe("the code blocks of the documentation", function () {
  // The first one of TypeScript compiles all of them.
  this.timeout(120_000);

  for (const file of new Set(blocks.map((block) => block.file))) {
    it(`hold what they say: ${file}`, () => {
      const problems = blocks
        .filter((block) => block.file === file)
        .flatMap((block) => problemsOf(block).map((problem) => `${file}:${block.line}: ${problem}`));
      assert.deepEqual(problems, []);
    });
  }

  const block = (language: string, code: string): Block => ({ file: "README.md", line: 1, language, code });

  for (const [what, language, code, message] of [
    ["a language that nobody checks", "perl", "1;\n", /no checker/],
    ["no language", "", "npm start\n", /no checker/],
    ["a script that is not there", "sh", "npm run stort\n", /no script stort/],
    ["a flag that a script does not have", "sh", "npm start -- --kept\n", /no flag --kept/],
    [
      "a flag that the emulator does not have",
      "sh",
      "npx --no-install tencent-chat-emulator --prot 1\n",
      /no flag --prot/,
    ],
    ["a flag of pulumi that was never looked at", "sh", "pulumi up --yess\n", /no flag --yess/],
    ["a command of pulumi that was never looked at", "sh", "pulumi upp\n", /no known command/],
    ["a route that the emulator does not have", "sh", "curl http://127.0.0.1:1/_emulator/x\n", /no route/],
    ["a command in a loop", "sh", "for x in a b; do\n  npm run nothing\ndone\n", /no script nothing/],
    ["a command in a condition", "sh", "if true; then npm run nothing; fi\n", /no script nothing/],
    ["a command after a pipe", "sh", "npm ci | npm run nothing\n", /no script nothing/],
    ["a command after another", "sh", "npm ci && npm run nothing\n", /no script nothing/],
    ["a command of an assignment", "sh", "export A=$(npm run nothing)\n", /no script nothing/],
    ["a command in a deeper one", "sh", 'A="$(cat $(npm run nothing))"\n', /no script nothing/],
    ["a quote that does not end", "sh", "echo 'a\n", /no shell script/],
    ["a loop that does not end", "sh", "for a in b; do echo $a\n", /no shell script/],
    ["a command inside of another", "sh", 'eval "$(npm run nothing)"\n', /no script nothing/],
    ["a key that is no key", "sh", "pulumi config set tencent-chat:regoin china\n", /no key/],
    ["a file that is not there", "sh", "cp examples/nothing .\n", /there is no examples\/nothing/],
    ["a program that nobody knows", "sh", "frobnicate\n", /not known/],
    ["broken JSON", "json", "{]\n", /SyntaxError/],
    ["broken YAML", "yaml", "a: [\n", /./],
    ["a stack's file with a wrong value", "yaml", "config:\n  tencent-chat:region: mars\n", /not a region/],
    ["a stack's file with a wrong key", "yaml", "config:\n  tencent-chat:regoin: china\n", /no key/],
    ["a path of the writer's machine", "text", `${repository}/x /home/me/x\n`, /machine's path/],
  ] as const) {
    it(`would not be let through with ${what}`, () => {
      assert.match(problemsOf(block(language, code)).join("\n"), message);
    });
  }

  it("would not compile with an argument that does not exist", () => {
    const code = textOf("examples/quick-start/index.ts").replace("groupId:", "grupId:");
    const wrong = block("ts", code);
    assert.match(String(typeProblems([wrong]).get(moduleOf(wrong))), /'grupId' does not exist/);
  });
});
