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

  for (const [what, wrong, message] of [
    ["a language that nobody checks", block("perl", "1;\n"), /no checker/],
    ["no language", block("", "npm start\n"), /no checker/],
    ["a script that is not there", block("sh", "npm run stort\n"), /no script stort/],
    ["a flag that a script does not have", block("sh", "npm start -- --kept\n"), /no flag --kept/],
    [
      "a flag that the emulator does not have",
      block("sh", "npx --no-install tencent-chat-emulator --prot 1\n"),
      /no flag --prot/,
    ],
    ["a flag of pulumi that was never looked at", block("sh", "pulumi up --yess\n"), /no flag --yess/],
    ["a command of pulumi that was never looked at", block("sh", "pulumi upp\n"), /no known command/],
    [
      "a route that the emulator does not have",
      block("sh", "curl http://127.0.0.1:1/_emulator/x\n"),
      /no route/,
    ],
    ["a command in a loop", block("sh", "for x in a b; do\n  npm run nothing\ndone\n"), /no script nothing/],
    ["a command in a condition", block("sh", "if true; then npm run nothing; fi\n"), /no script nothing/],
    ["a command after a pipe", block("sh", "npm ci | npm run nothing\n"), /no script nothing/],
    ["a command after another", block("sh", "npm ci && npm run nothing\n"), /no script nothing/],
    ["a command of an assignment", block("sh", "export A=$(npm run nothing)\n"), /no script nothing/],
    ["a command in a deeper one", block("sh", 'A="$(cat $(npm run nothing))"\n'), /no script nothing/],
    ["a quote that does not end", block("sh", "echo 'a\n"), /no shell script/],
    ["a loop that does not end", block("sh", "for a in b; do echo $a\n"), /no shell script/],
    ["a command inside of another", block("sh", 'eval "$(npm run nothing)"\n'), /no script nothing/],
    ["a key that is no key", block("sh", "pulumi config set tencent-chat:regoin china\n"), /no key/],
    ["a file that is not there", block("sh", "cp examples/nothing .\n"), /there is no examples\/nothing/],
    ["a program that nobody knows", block("sh", "frobnicate\n"), /not known/],
    ["broken JSON", block("json", "{]\n"), /SyntaxError/],
    ["broken YAML", block("yaml", "a: [\n"), /./],
    [
      "a stack's file with a wrong value",
      block("yaml", "config:\n  tencent-chat:region: mars\n"),
      /not a region/,
    ],
    ["a stack's file with a wrong key", block("yaml", "config:\n  tencent-chat:regoin: china\n"), /no key/],
    ["a path of the writer's machine", block("text", `${repository}/x /home/me/x\n`), /machine's path/],
  ] as const) {
    it(`would not be let through with ${what}`, () => {
      assert.match(problemsOf(wrong).join("\n"), message);
    });
  }

  it("would not compile with an argument that does not exist", () => {
    const code = textOf("examples/quick-start/index.ts").replace("groupId:", "grupId:");
    const wrong = block("ts", code);
    assert.match(String(typeProblems([wrong]).get(moduleOf(wrong))), /'grupId' does not exist/);
  });
});
