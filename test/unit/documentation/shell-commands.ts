import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Command, forEachChild, parse, type SyntaxNode } from "unbash";
import { services } from "../../../emulator/commands";
import { routes } from "../../../emulator/control/routes";
import { variables } from "../../../provider/configuration/keys";
import { type Block, repository, textOf } from "../../support/markdown";
import { pulumiCommandOf, pulumiCommands } from "../../support/pulumi-commands";

/** Says what is wrong with a command's words after its name. */
type Rule = (words: readonly string[], block: Block) => string[];

const manifest = JSON.parse(textOf("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
};

const flagsIn = (words: readonly string[]): string[] =>
  words.filter((word) => word.startsWith("-")).map((word) => word.split("=", 1)[0] ?? "");

const unknownFlags = (words: readonly string[], known: readonly string[], of: string): string[] =>
  flagsIn(words)
    .filter((flag) => !known.includes(flag))
    .map((flag) => `${of} has no flag ${flag}`);

/** Those that change or show nothing which this repository could make wrong. */
const anything: Rule = () => [];

/** The flags of one of this package's own scripts are named in the file that it runs. */
function scriptProblems(name: string, flags: readonly string[]): string[] {
  const script = manifest.scripts[name];
  if (script === undefined) return [`package.json has no script ${name}`];
  const own = /^node(?: scripts\/prepare\.mjs)? (\S+)$/.exec(script)?.[1];
  if (own === undefined) return [];
  const text = textOf(own);
  return flagsIn(flags)
    .filter((flag) => !text.includes(flag))
    .map((flag) => `npm run ${name} has no flag ${flag}`);
}

/** Of npm's own commands, those that the documentation needs. */
const npmCommands = new Set(["ci", "pack", "install", "publish", "version"]);

const npm: Rule = (words) => {
  const [command = "", ...rest] = words.filter((word) => word !== "--silent");
  if (npmCommands.has(command)) return [];
  const [script = "", ...flags] = command === "run" ? rest : [command, ...rest];
  return scriptProblems(script, flags.slice(flags.indexOf("--") + 1));
};

const helps = new Map<string, string>();

/** What a command of this package says of itself, or of what it is told to do. */
function helpOf(...words: readonly [file: string, ...does: string[]]): string {
  const [file, ...does] = words;
  const key = words.join(" ");
  const help =
    helps.get(key) ??
    execFileSync(process.execPath, [join(repository, file), ...does, "--help"], { encoding: "utf8" });
  helps.set(key, help);
  return help;
}

/** Without `--no-install`, npx asks the public registry for a command that is not installed, and runs what it gets. */
const npx: Rule = ([flag = "", program = "", ...words]) => {
  if (flag !== "--no-install") return [`npx without --no-install, before ${flag}`];
  const own = manifest.bin[program];
  if (own === undefined) {
    const isInstalled = existsSync(join(repository, "node_modules/.bin", program));
    return isInstalled ? [] : [`neither this package nor its dependencies have a command ${program}`];
  }
  const help = helpOf(own, ...words.slice(0, 1).filter((word) => !word.startsWith("-")));
  return unknownFlags(words, help.match(/--[a-z-]+/g) ?? [], program);
};

const pulumi: Rule = (words) => {
  const command = pulumiCommandOf(words);
  if (command === undefined) return [`no known command of pulumi: ${words.join(" ")}`];
  return unknownFlags(words, pulumiCommands[command] ?? [], `pulumi ${command}`);
};

const paths = [
  ...routes.map(({ path }) => path),
  ...services.flatMap(({ name, commands }) => Object.keys(commands).map((each) => `/v4/${name}/${each}`)),
];

/** Its addresses are the emulator's: a route, or a command of the service. */
const curl: Rule = (words) => {
  const wrong = unknownFlags(words, ["-s", "-X", "-d"], "curl in this documentation");
  const at = words
    .filter((word) => /^(https?:|\$)/.test(word))
    .map((word) => word.replace(/^https?:\/\/[^/]*|^\$\w+/, "").replace(/\?.*$/, ""));
  const dead = at.filter((path) => !paths.includes(path)).map((path) => `the emulator has no route ${path}`);
  return [...wrong, ...(at.length === 1 ? dead : ["curl needs one address"])];
};

/** A file that Node.js runs: from the root, beside the page, or one that the page shows under its name. */
const node: Rule = (words, block) => {
  const file = words[0] === "--require" ? (words.at(-1) ?? "") : (words[0] ?? "");
  const isThere = [repository, join(repository, dirname(block.file))].some((folder) =>
    existsSync(join(folder, file)),
  );
  return isThere || textOf(block.file).includes(`\n\`${file}\`. `) ? [] : [`there is no ${file}`];
};

const rules: Readonly<Record<string, Rule>> = {
  cat: anything,
  cd: anything,
  cp: anything,
  curl,
  echo: anything,
  eval: anything,
  export: anything,
  git: anything,
  mkdir: anything,
  node,
  npm,
  npx,
  openssl: anything,
  pnpm: anything,
  pulumi,
  rm: anything,
  sleep: anything,
};

const folders = /^(docs|examples|scripts|test|bench|provider|emulator)\/[\w./-]+$/;

/** A path of this repository has to be one. */
const deadPaths = (words: readonly string[]): string[] =>
  words
    .filter((word) => folders.test(word) && !existsSync(join(repository, word)))
    .map((word) => `there is no ${word}`);

/** Each key of the configuration that a command sets has to be one; a type of the native provider is none. */
const deadKeys = (words: readonly string[]): string[] =>
  words
    .flatMap((word) => /^tencent-chat:(?!index:)(\w+)/.exec(word)?.[1] ?? [])
    .filter((key) => !Object.hasOwn(variables, key))
    .map((key) => `the configuration has no key tencent-chat:${key}`);

/** The words of a command, without their quotes. */
const wordsOf = ({ name, args }: Command): string[] =>
  [...(name === undefined ? [] : [name]), ...args].map((each) =>
    each.type === "Word" ? each.value : each.text,
  );

/** The commands of a script, also those in loops, conditions and substitutions. */
function commandsIn(script: SyntaxNode): string[][] {
  const commands: string[][] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command") commands.push(wordsOf(node));
    forEachChild(node, visit);
  };
  visit(script);
  return commands;
}

function problemsOf([name, ...rest]: readonly string[], block: Block): string[] {
  // An assignment alone; what it runs in a substitution is a command of its own.
  if (name === undefined) return [];
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) return [`the command ${name} is not known to shell-commands.ts`];
  return [...rule(rest, block), ...deadPaths(rest), ...deadKeys(rest)];
}

/** What is wrong with the commands of a block. */
export function shellProblems(block: Block): string[] {
  const script = parse(block.code);
  const unread = (script.errors ?? []).map(({ message }) => `no shell script: ${message}`);
  return [...unread, ...commandsIn(script).flatMap((command) => problemsOf(command, block))];
}
