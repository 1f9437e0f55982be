import { parseArgs } from "node:util";
import { type EmulatorApp, OptionError } from "./options";
import { type Plan, plans } from "./plans";

/** What the command line asks for. */
export type Command =
  | { readonly does: "help" }
  | { readonly does: "version" }
  | {
      readonly does: "serve";
      readonly host?: string;
      readonly port?: number;
      readonly apps?: readonly EmulatorApp[];
      readonly seedFile?: string;
      readonly plan?: Plan;
      readonly listDelaySeconds?: number;
      readonly requestsPerSecond?: number;
    };

export const help = `Usage: tencent-chat-emulator [options]

A local Tencent Cloud Chat REST service. Prints its URL and apps as one line of JSON, logs on standard error,
and runs until SIGTERM or SIGINT.

Options:
  --host HOST                            address to listen on (127.0.0.1)
  --port PORT                            port, 0 for any free one (0)
  --app SDKAPPID:SECRETKEY:IDENTIFIER    an app and an admin of it; may be given more than once
                                         (1400000000:emulator-secret-key:administrator)
  --seed FILE.json                       what the service holds at the start, as in GET /_emulator/state
  --plan PLAN                            the plan of all apps: trial, standard, pro or enterprise (enterprise)
  --list-delay-seconds SECONDS           for how long get_members may be stale, 0 for never (10)
  --requests-per-second N                calls of one command that an app may make in a second, 0 for any number
                                         (as documented: 200)
  --help                                 print this
  --version                              print the version
`;

const flags = {
  host: { type: "string" },
  port: { type: "string" },
  app: { type: "string", multiple: true },
  seed: { type: "string" },
  plan: { type: "string" },
  "list-delay-seconds": { type: "string" },
  "requests-per-second": { type: "string" },
  help: { type: "boolean" },
  version: { type: "boolean" },
} as const;

/** @throws OptionError in one line, which never repeats what could be a SecretKey */
export function parseCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { does: "help" };
  if (values.version) return { does: "version" };
  if (positionals.length > 0) throw new OptionError("only options are taken; see --help");
  return {
    does: "serve",
    ...(values.host !== undefined && { host: values.host }),
    ...(values.port !== undefined && { port: parseNumber("--port", values.port, /^\d{1,5}$/) }),
    ...(values.app !== undefined && { apps: values.app.map(parseApp) }),
    ...(values.seed !== undefined && { seedFile: values.seed }),
    ...(values.plan !== undefined && { plan: parsePlan(values.plan) }),
    ...(values["list-delay-seconds"] !== undefined && {
      listDelaySeconds: parseNumber("--list-delay-seconds", values["list-delay-seconds"], /^\d+(\.\d+)?$/),
    }),
    ...(values["requests-per-second"] !== undefined && {
      requestsPerSecond: parseNumber("--requests-per-second", values["requests-per-second"], /^\d{1,6}$/),
    }),
  };
}

function parse(args: readonly string[]) {
  try {
    // Positionals are let through here because the parser's own message about them repeats their text.
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    const [line = ""] = error instanceof Error ? error.message.split("\n") : [];
    throw new OptionError(line);
  }
}

function parseNumber(flag: string, value: string, form: RegExp): number {
  if (!form.test(value)) throw new OptionError(`${flag} takes a number, not "${value}"`);
  return Number(value);
}

function parsePlan(value: string): Plan {
  const plan = plans.find((each) => each === value);
  if (plan === undefined) throw new OptionError(`--plan takes ${plans.join(", ")}, not "${value}"`);
  return plan;
}

/** A SecretKey may hold colons: an SDKAppID is digits and an identifier holds none, so the outer two colons count. */
function parseApp(value: string): EmulatorApp {
  const parts = /^(\d{1,15}):(.+):([^:]+)$/.exec(value);
  if (parts === null) throw new OptionError("--app takes SDKAPPID:SECRETKEY:IDENTIFIER");
  const [, sdkAppId, secretKey = "", identifier = ""] = parts;
  return { sdkAppId: Number(sdkAppId), secretKey, identifier };
}
