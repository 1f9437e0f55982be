import { CommanderError, type Help, Option, Command as Parser } from "commander";
import { looksLikeSecretKey } from "../configuration/setting-values";
import type { ContainerName } from "./containers";
import { type Format, formats, type WholeApp } from "./snapshot";
import { version } from "./versions";

/** An app, and the stack whose configuration says how to call it. */
export interface Target {
  /** A name in `tencent-chat:apps`; the app of `tencent-chat:sdkAppId` if left out. */
  readonly app?: string;
  /** A stack of the project in this folder; the selected one if left out. */
  readonly stack?: string;
}

/** What the command line asks for. */
export type Command =
  /** The help, or the version. */
  | { readonly does: "tell"; readonly text: string }
  | ({ readonly does: "doctor" } & Target)
  | (Target &
      (Container | WholeApp) & {
        readonly does: "snapshot";
        /** TypeScript if left out. */
        readonly format?: Format;
      });

interface Container {
  readonly container: ContainerName;
  readonly id: string;
}

/** The command line is wrong. The message is one line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): Command {
  let told = "";
  let command: Command | undefined;
  const parser = new Parser("pulumi-tencent-chat")
    .usage("COMMAND [options]")
    .description(
      "Reads the configuration of the stack in this folder and the environment, as the resources do.\n" +
        "Changes nothing, and prints no secret.",
    )
    .addOption(
      valued("app", "NAME", "an app of tencent-chat:apps (default: the app of tencent-chat:sdkAppId)"),
    )
    .addOption(valued("stack", "NAME", "a stack of the project in this folder (default: the selected one)"))
    .version(version, "--version", "print the version")
    .helpOption("--help", "print this help")
    .helpCommand(false)
    .configureHelp(helpStyle)
    .addHelpText("afterAll", exits)
    .exitOverride()
    // `main` prints the message of an error.
    .configureOutput({ writeOut: (text) => (told += text), writeErr: () => undefined });
  parser
    .command("doctor")
    .description("checks what a stack needs, and says what is wrong and what to do")
    .action((_, { parent }: Parser) => {
      command = { does: "doctor", ...parent?.opts<Target>() };
    });
  const snapshot = parser
    .command("snapshot")
    .description(
      "prints a program that declares the present robots: those of one group or room, or those of all live groups and the chatbots",
    )
    .action((ids: Readonly<Record<string, string>>, { parent }: Parser) => {
      command = { does: "snapshot", ...containerIn(ids), ...formatIn(ids), ...parent?.opts<Target>() };
      refuseImport(command);
    });
  snapshot.addOption(valued("format", "FORMAT", `${formatNames} (default: typescript)`));
  for (const { flag, help } of containerOptions) snapshot.addOption(valued(flag, "ID", help));
  try {
    parser.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new UsageError(messageOf(error));
  }
  return command ?? { does: "tell", text: told };
}

const exits = "\nExit code: 0 if all is well, 1 if something is wrong, 2 if the command line is wrong.";

const helpStyle: Partial<Help> = {
  showGlobalOptions: true,
  optionTerm: ({ flags }) => flags.replace(/[<>]/g, ""),
  subcommandTerm: (command) => command.name(),
};

/** The options of `snapshot` that name a group or room. It takes at most one of them. */
const containerOptions: readonly {
  readonly flag: string;
  readonly container: ContainerName;
  readonly help: string;
}[] = [
  { flag: "group", container: "group", help: "a live group (AVChatRoom)" },
  { flag: "live-room", container: "live room", help: "a room of type Live" },
  { flag: "room", container: "room", help: "a room of type Conference" },
];

/** An option with a value, which may be given once. */
function valued(flag: string, value: string, help: string): Option {
  return new Option(`--${flag} <${value}>`, help).argParser<string | undefined>((given, before) => {
    if (before !== undefined) throw new UsageError(`--${flag} is given more than once.`);
    if (given === "") throw new UsageError(`--${flag} is empty.`);
    // Messages quote the value.
    if (looksLikeSecretKey(given))
      throw new UsageError(`--${flag} takes ${value}, but its value looks like a SecretKey.`);
    return given;
  });
}

function containerIn(ids: Readonly<Record<string, string>>): Container | WholeApp {
  const found = containerOptions.flatMap(({ flag, container }) => {
    const id = ids[new Option(`--${flag}`).attributeName()];
    return id === undefined ? [] : [{ container, id }];
  });
  const [one, other] = found;
  if (other !== undefined) {
    throw new UsageError(
      `snapshot takes at most one of ${containerOptions.map(({ flag }) => `--${flag} ID`).join(", ")}.`,
    );
  }
  return one ?? {};
}

const formatNames = Object.keys(formats).join(", ");

function formatIn({ format }: Readonly<Record<string, string>>): { readonly format?: Format } {
  if (format === undefined) return {};
  if (Object.hasOwn(formats, format)) return { format: format as Format };
  throw new UsageError(`--format takes one of ${formatNames}.`);
}

/** Refuses what `pulumi import` cannot read. */
function refuseImport(command: Command): void {
  if (command.does !== "snapshot" || command.format !== "import") return;
  if (command.container === "room")
    throw new UsageError(
      "--format import takes no --room: the service does not tell which members are robots. Use --format yaml.",
    );
  if (command.app !== undefined)
    throw new UsageError(
      "--format import takes no --app: an import reads only the app of tencent-chat:sdkAppId. Use --format yaml.",
    );
}

/** The message of commander, without arguments that may be secrets: commander quotes an unknown argument whole. */
function messageOf({ code, message }: CommanderError): string {
  if (code === "commander.help") return "Name a command: doctor or snapshot. See --help.";
  const isNear = message.includes("(Did you mean");
  const told = message.replace(/^error: /, "").replace(/\.$/, "");
  if (!code.startsWith("commander.unknown")) return `${told}. See --help.`;
  const known = told.replace(/ '(.*)'/s, (_, argument: string) => {
    const [option] = /^--[a-z][a-z-]{0,30}(?==|$)/.exec(argument) ?? [];
    const shown = argument.startsWith("-") || !isNear ? option : argument;
    return shown === undefined ? "" : ` ${shown}`;
  });
  return `${known.replace("\n(", ". ").replace(/\)$/, "")}${isNear ? "" : "."} See --help.`;
}
