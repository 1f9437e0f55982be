import { parseArgs } from "node:util";
import { didYouMean } from "../suggest";
import type { PlaceName } from "./places";

/** Which app is meant, and whose configuration says how to call it. */
export interface Target {
  /** A name in `tencent-chat:apps`; the app of the namespace itself if left out. */
  readonly app?: string;
  /** A stack of the project in this folder; the selected one if left out. */
  readonly stack?: string;
}

/** What the command line asks for. */
export type Command =
  | { readonly does: "help" }
  | { readonly does: "version" }
  | ({ readonly does: "doctor" } & Target)
  | ({ readonly does: "snapshot"; readonly place: PlaceName; readonly id: string } & Target);

/** A command line that says nothing that can be done, in one line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const commands = {
  doctor: "looks for what keeps a stack from working, and says what to do about it",
  snapshot: "prints a declaration of the robots that are there now, to begin a program from",
} as const;
type CommandName = keyof typeof commands;

interface Flag {
  /** What the value is, for the help. Without one, the flag takes no value. */
  readonly takes?: string;
  readonly help: string;
  /** The commands that take it. @default all */
  readonly of?: readonly CommandName[];
  /** The kind of place whose ID it is; exactly one of these is given. */
  readonly place?: PlaceName;
}

const flags: Readonly<Record<string, Flag>> = {
  group: { takes: "ID", help: "a live group (AVChatRoom)", of: ["snapshot"], place: "group" },
  "live-room": { takes: "ID", help: "a room of type Live", of: ["snapshot"], place: "live room" },
  room: { takes: "ID", help: "a room of type Conference", of: ["snapshot"], place: "room" },
  app: { takes: "NAME", help: "an app of tencent-chat:apps (the one of tencent-chat:sdkAppId)" },
  stack: { takes: "NAME", help: "a stack of the project in this folder (the selected one)" },
  help: { help: "print this" },
  version: { help: "print the version" },
};

const flagColumn = 22;

const rowsOf = (rows: readonly (readonly [string, string])[]): string =>
  rows.map(([left, right]) => `  ${left.padEnd(flagColumn)}${right}\n`).join("");

export const help = `Usage: pulumi-tencent-chat COMMAND [options]

Reads the configuration of the stack in this folder, and the environment, as pulumi-tencent-chat does.
Calls only what reads, changes nothing, and prints no secret.

Commands:
${rowsOf(Object.entries(commands))}
Options:
${rowsOf(
  Object.entries(flags).map(([name, { takes, help: text, of }]) => [
    takes === undefined ? `--${name}` : `--${name} ${takes}`,
    of === undefined ? text : `${of.join(", ")}: ${text}`,
  ]),
)}
Ends with 0 when all is well, 1 when something is wrong, 2 when it was not told what to do.
`;

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): Command {
  const { given, positionals } = parsed(args);
  if (given.has("help")) return { does: "help" };
  if (given.has("version")) return { does: "version" };
  const [name, ...more] = positionals;
  if (name === undefined) throw new UsageError("Say what to do: doctor or snapshot. See --help.");
  if (!isCommand(name)) {
    throw new UsageError(`"${name}" is no command.${didYouMean(name, Object.keys(commands))} See --help.`);
  }
  if (more.length > 0) throw new UsageError(`${name} takes options only, not "${more[0]}". See --help.`);
  for (const flag of given.keys()) {
    if (!(flags[flag]?.of?.includes(name) ?? true)) throw new UsageError(`${name} takes no --${flag}.`);
  }
  const [app, stack] = [given.get("app"), given.get("stack")];
  const target = { ...(app === undefined ? {} : { app }), ...(stack === undefined ? {} : { stack }) };
  return name === "doctor" ? { does: name, ...target } : { does: name, ...placeIn(given), ...target };
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function placeIn(given: ReadonlyMap<string, string>): { readonly place: PlaceName; readonly id: string } {
  const places = Object.entries(flags).flatMap(([name, { place }]) => (place ? [{ name, place }] : []));
  const [one, other] = places.filter(({ name }) => given.has(name));
  if (one === undefined || other !== undefined) {
    throw new UsageError(`snapshot takes one of ${places.map(({ name }) => `--${name} ID`).join(", ")}.`);
  }
  return { place: one.place, id: given.get(one.name) ?? "" };
}

function parsed(args: readonly string[]): {
  readonly given: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
} {
  const { tokens } = parseArgs({ args: [...args], strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind === "option" && !Object.hasOwn(flags, token.name)) {
      const near = didYouMean(token.name, Object.keys(flags)).replace('"', '"--');
      throw new UsageError(`${token.rawName} is no option.${near} See --help.`);
    }
  }
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { takes }]) => [
      name,
      takes === undefined ? ({ type: "boolean" } as const) : ({ type: "string", multiple: true } as const),
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return {
      given: new Map(Object.entries(values).map(([name, value]) => [name, once(name, value)])),
      positionals,
    };
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    throw new UsageError(error.message.split("\n")[0] ?? "");
  }
}

function once(name: string, value: unknown): string {
  const [first = "", second] = [value].flat().map(String);
  if (second !== undefined) throw new UsageError(`--${name} is given more than once.`);
  if (first === "") throw new UsageError(`--${name} is empty.`);
  return first;
}
