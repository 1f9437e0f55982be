import { parseArgs } from "node:util";
import { logFormats } from "./log";
import { type EmulatorApp, type EmulatorOptions, OptionError } from "./options";
import { plans } from "./plans";
import { nearest } from "./suggest";

/** What a running emulator is told, as far as the command line can. */
type Served = Pick<
  EmulatorOptions,
  | "host"
  | "port"
  | "apps"
  | "plan"
  | "stateFile"
  | "listDelaySeconds"
  | "requestsPerSecond"
  | "chaos"
  | "chaosSeed"
  | "logFormat"
> & { readonly seedFile?: string };

/** What the command line asks for. */
export type Command =
  | { readonly does: "help" }
  | { readonly does: "version" }
  | ({ readonly does: "serve" } & Served);

interface Flag {
  /** What the value is, for the help. Without one, the flag takes no value. */
  readonly takes?: string;
  readonly help: readonly string[];
  /** Whether it may be given more than once. */
  readonly repeats?: true;
  /** What the values say, at least one. @throws OptionError */
  read?(values: readonly string[], flag: string): Served;
}

const flags: Readonly<Record<string, Flag>> = {
  host: {
    takes: "HOST",
    help: ["address to listen on (127.0.0.1)"],
    read: ([host]) => ({ host }),
  },
  port: {
    takes: "PORT",
    help: ["port, 0 for any free one (0)"],
    read: (values, flag) => ({ port: numberIn(values, flag, /^\d{1,5}$/) }),
  },
  app: {
    takes: "SDKAPPID:SECRETKEY:IDENTIFIER",
    help: [
      "an app and an admin of it; may be given more than once",
      "(1400000000:emulator-secret-key:administrator)",
    ],
    repeats: true,
    read: (values) => ({ apps: values.map(appIn) }),
  },
  seed: {
    takes: "FILE.json",
    help: ["what the service holds at the start, as in GET /_emulator/state"],
    read: ([seedFile]) => ({ seedFile }),
  },
  plan: {
    takes: "PLAN",
    help: ["the plan of all apps: trial, standard, pro or enterprise (enterprise)"],
    read: ([plan = ""], flag) => ({ plan: oneOf(plans, plan, flag) }),
  },
  state: {
    takes: "FILE",
    help: [
      "keeps the state in this file, over restarts: an answer is sent once its effect is on disk.",
      "The seed is for a file that is not there yet",
    ],
    read: ([stateFile]) => ({ stateFile }),
  },
  "list-delay-seconds": {
    takes: "SECONDS",
    help: ["for how long get_members may be stale, 0 for never (10)"],
    read: (values, flag) => ({ listDelaySeconds: numberIn(values, flag, decimal) }),
  },
  "requests-per-second": {
    takes: "N",
    help: ["calls of one command that an app may make in a second, 0 for any number", "(as documented: 200)"],
    read: (values, flag) => ({ requestsPerSecond: numberIn(values, flag, /^\d{1,6}$/) }),
  },
  chaos: {
    takes: "PROBABILITY",
    help: [
      "makes this part of the requests go wrong, from 0 to 1, each in a way that a",
      "client can survive (0)",
    ],
    read: (values, flag) => ({ chaos: numberIn(values, flag, decimal) }),
  },
  "chaos-seed": {
    takes: "N",
    help: ["which requests: the same ones for the same seed (a random one, which is printed)"],
    read: (values, flag) => ({ chaosSeed: numberIn(values, flag, /^\d{1,10}$/) }),
  },
  log: {
    takes: "text|json",
    help: ["how the log on standard error looks, a line for each request (text)"],
    read: ([format = ""], flag) => ({ logFormat: oneOf(logFormats, format, flag) }),
  },
  help: { help: ["print this"] },
  version: { help: ["print the version"] },
};

const helpColumn = 41;

export const help = `Usage: tencent-chat-emulator [options]

A local Tencent Cloud Chat REST service. Prints its URL and apps as one line of JSON, logs on standard error,
and runs until SIGTERM or SIGINT.

Options:
${Object.entries(flags).map(helpOf).join("")}`;

function helpOf([name, { takes = "", help: lines }]: [string, Flag]): string {
  const [first = "", ...more] = lines;
  const indented = more.map((line) => `${" ".repeat(helpColumn)}${line}\n`);
  return `${`  --${name} ${takes}`.padEnd(helpColumn)}${first}\n${indented.join("")}`;
}

/** @throws OptionError in one line, which never repeats what could be a SecretKey */
export function parseCommandLine(args: readonly string[]): Command {
  const given = valuesByFlag(args);
  if (given.has("help")) return { does: "help" };
  if (given.has("version")) return { does: "version" };
  const read = [...given].map(([name, values]) => flags[name]?.read?.(values, `--${name}`));
  return Object.assign({ does: "serve" } as const, ...read) as Command;
}

function valuesByFlag(args: readonly string[]): ReadonlyMap<string, readonly string[]> {
  // Positionals are let through here because the parser's own message about them repeats their text.
  const { tokens } = parseArgs({ args: [...args], strict: false, allowPositionals: true, tokens: true });
  const unknown = tokens.find((token) => token.kind === "option" && !Object.hasOwn(flags, token.name));
  if (unknown?.kind === "option") throw unknownOption(unknown.rawName);
  const { values, positionals } = parseStrictly(args);
  if (positionals.length > 0) throw new OptionError("only options are taken; see --help");
  const given = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(values)) {
    const all = [value].flat().map(String);
    if (all.length > 1 && !flags[name]?.repeats) throw new OptionError(`--${name} is given more than once`);
    given.set(name, all);
  }
  return given;
}

function unknownOption(rawName: string): OptionError {
  const near = nearest(
    rawName,
    Object.keys(flags).map((name) => `--${name}`),
  );
  return new OptionError(
    `Unknown option '${rawName}'. ${near === undefined ? "See --help" : `Did you mean ${near}?`}`,
  );
}

function parseStrictly(args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { takes }]) => [
      name,
      takes === undefined ? ({ type: "boolean" } as const) : ({ type: "string", multiple: true } as const),
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const [line = ""] = error instanceof Error ? error.message.split("\n") : [];
    throw new OptionError(line);
  }
}

const decimal = /^\d+(\.\d+)?$/;

function numberIn([value = ""]: readonly string[], flag: string, form: RegExp): number {
  if (!form.test(value)) throw new OptionError(`${flag} takes a number, not "${value}"`);
  return Number(value);
}

function oneOf<Value extends string>(values: readonly Value[], given: string, flag: string): Value {
  const value = values.find((each) => each === given);
  if (value !== undefined) return value;
  const near = nearest(given, values);
  const all = `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
  throw new OptionError(
    `${flag} takes ${all}, not "${given}"${near === undefined ? "" : `. Did you mean ${near}?`}`,
  );
}

/** A SecretKey may hold colons: an SDKAppID is digits and an identifier holds none, so the outer two colons count. */
function appIn(value: string): EmulatorApp {
  const parts = /^(\d{1,15}):(.+):([^:]+)$/.exec(value);
  if (parts === null) throw new OptionError("--app takes SDKAPPID:SECRETKEY:IDENTIFIER");
  const [, sdkAppId, secretKey = "", identifier = ""] = parts;
  return { sdkAppId: Number(sdkAppId), secretKey, identifier };
}
