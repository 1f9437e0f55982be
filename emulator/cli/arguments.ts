import { Command as Commander, CommanderError, Option } from "commander";
import { logFormats } from "../log/log";
import { plans } from "../model/plans";
import { type EmulatorOptions, OptionError } from "../options";
import { appIn, appsVariable } from "./given-apps";

/** The options that the command line can set. */
type Served = Pick<
  EmulatorOptions,
  | "host"
  | "port"
  | "apps"
  | "allowHosts"
  | "plan"
  | "stateFile"
  | "listDelaySeconds"
  | "requestsPerSecond"
  | "chaos"
  | "chaosSeed"
  | "logFormat"
> & {
  readonly seedFile?: string;
  readonly appsFile?: string;
  readonly tlsCertFile?: string;
  readonly tlsKeyFile?: string;
  readonly tlsPort?: number;
};

/** The meaning of a command line. */
export type Command =
  | { readonly does: "help" }
  | { readonly does: "version" }
  | ({ readonly does: "serve" } & Served);

type Read<T> = (text: string, before: T | undefined) => T;

// No message repeats a given value, because any value may be a SecretKey in the wrong place.

function once<T>(read: (text: string) => T): Read<T> {
  return (text, before) => {
    if (before !== undefined) throw new OptionError("is given more than once");
    return read(text);
  };
}

function each<T>(read: (text: string) => T): Read<readonly T[]> {
  return (text, before = []) => [...before, read(text)];
}

const text = once((given) => given);

function file(given: string): string {
  if (/^\d+:./.test(given)) throw new OptionError("takes a file; --app takes an app");
  return given;
}

function number(form: RegExp): Read<number> {
  return once((given) => {
    if (!form.test(given)) throw new OptionError("takes a number");
    return Number(given);
  });
}

function oneOf<Value extends string>(values: readonly Value[]): Read<Value> {
  return once((given) => {
    const value = values.find((known) => known === given);
    if (value === undefined)
      throw new OptionError(`takes ${values.slice(0, -1).join(", ")} or ${values.at(-1)}`);
    return value;
  });
}

const decimal = /^\d+(\.\d+)?$/;

/** Each flag with the form of its value, its help text, the option that it sets, and the reader of its value. */
const flags: readonly (readonly [
  flag: string,
  help: string,
  option: keyof Served,
  read: (text: string, before: never) => unknown,
])[] = [
  ["--host <HOST>", "address to listen on (127.0.0.1)", "host", text],
  ["--port <PORT>", "port, 0 for any free one (0)", "port", number(/^\d{1,5}$/)],
  [
    "--allow-host <NAME>",
    "a further name by which clients and web pages may reach the emulator; may be given more than once",
    "allowHosts",
    each((given) => given),
  ],
  [
    "--tls-cert <FILE>",
    "serves https too, with this certificate in PEM, for clients that accept only https; needs --tls-key",
    "tlsCertFile",
    once(file),
  ],
  ["--tls-key <FILE>", "the private key of that certificate, in PEM", "tlsKeyFile", once(file)],
  ["--tls-port <PORT>", "port for https, 0 for any free one (0)", "tlsPort", number(/^\d{1,5}$/)],
  [
    "--app <SDKAPPID:SECRETKEY:IDENTIFIER>",
    "an app and an admin of it, SDKAPPID@REGION for an app of one region; may be given more than once " +
      "(1400000000:emulator-secret-key:administrator)",
    "apps",
    each((given) => appIn(given, "")),
  ],
  [
    "--apps <FILE>",
    "more apps, one in each line of this file, so that no other user sees their keys in the list of processes; " +
      `without --app and --apps, the variable ${appsVariable} counts`,
    "appsFile",
    once(file),
  ],
  [
    "--seed <FILE.json>",
    "what the service holds at the start, as in GET /_emulator/state",
    "seedFile",
    once(file),
  ],
  [
    "--plan <PLAN>",
    "the plan of all apps: trial, standard, pro or enterprise (enterprise)",
    "plan",
    oneOf(plans),
  ],
  [
    "--state <FILE>",
    "keeps the state in this file over restarts, and answers a request once its effect is on disk; " +
      "the seed is only for a new file",
    "stateFile",
    once(file),
  ],
  [
    "--list-delay-seconds <SECONDS>",
    "for how long get_members may be stale, 0 for never (10)",
    "listDelaySeconds",
    number(decimal),
  ],
  [
    "--requests-per-second <N>",
    "calls of one command that an app may make in a second, 0 for any number (as documented: 200)",
    "requestsPerSecond",
    number(/^\d{1,6}$/),
  ],
  [
    "--chaos <PROBABILITY>",
    "the share of the requests that go wrong, from 0 to 1; a client survives that by trying again (0)",
    "chaos",
    number(decimal),
  ],
  [
    "--chaos-seed <N>",
    "chooses these requests: the same ones for the same seed (a random seed, which is printed)",
    "chaosSeed",
    number(/^\d{1,10}$/),
  ],
  [
    "--log <text|json>",
    "the format of the log on standard error, which has a line for each request (text)",
    "logFormat",
    oneOf(logFormats),
  ],
];

function commander(): Commander {
  const command = new Commander("tencent-chat-emulator")
    .description(
      "A local Tencent Cloud Chat REST service. Prints its URL and apps as one line of JSON, logs on standard error, " +
        "and runs until SIGTERM or SIGINT.",
    )
    .helpOption(false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureHelp({ optionTerm: ({ flags }) => flags.replace(/[<>]/g, "") })
    .configureOutput({ writeErr: () => undefined, getOutHelpWidth: () => 120 });
  for (const [flag, help, , read] of flags) {
    const option = new Option(flag, help);
    command.addOption(
      option.argParser((given, before: unknown) =>
        named(option.long ?? flag, () => read(given, before as never)),
      ),
    );
  }
  return command.option("--help", "print this").option("--version", "print the version");
}

/** Puts the name of the flag in front of the message about its value. */
function named<T>(flag: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof OptionError ? new OptionError(`${flag} ${error.message}`) : error;
  }
}

export function help(): string {
  return commander().helpInformation();
}

/** @throws OptionError with a message of one line, which never repeats a possible SecretKey */
export function parseCommandLine(args: readonly string[]): Command {
  const command = commander();
  try {
    command.parse(args, { from: "user" });
  } catch (error) {
    throw error instanceof CommanderError ? new OptionError(messageOf(error)) : error;
  }
  const given = command.opts();
  if (given.help) return { does: "help" };
  if (given.version) return { does: "version" };
  const served = flags.flatMap(([flag, , option]) => {
    const value: unknown = given[new Option(flag).attributeName()];
    return value === undefined ? [] : [[option, value]];
  });
  return { does: "serve", ...(Object.fromEntries(served) as Served) };
}

/** A message of our own for each kind of error, because commander quotes the given value. */
function messageOf({ code, message }: CommanderError): string {
  if (code === "commander.optionMissingArgument")
    return `${/^error: option '(--[a-z-]+) /.exec(message)?.[1]} takes a value; see --help`;
  if (code !== "commander.unknownOption") return "an argument is no option; see --help";
  const [, flag = "", value] = /^error: unknown option '([^=]*)(=.*)?'/s.exec(message) ?? [];
  // Commander has compared the whole argument, value included, so ask again with the flag alone.
  if (value !== undefined) return messageOfFlag(flag);
  const near = /\n\(Did you mean ((?:one of )?[a-z, -]+)\?\)$/.exec(message)?.[1];
  // A text that is nearly a flag is not a SecretKey, so the message may repeat it.
  return near === undefined
    ? "Unknown option; see --help"
    : `Unknown option '${flag}'. Did you mean ${near}?`;
}

function messageOfFlag(flag: string): string {
  try {
    parseCommandLine([flag]);
  } catch (error) {
    if (error instanceof OptionError) return error.message;
    throw error;
  }
  return `${flag} takes no value; see --help`;
}
