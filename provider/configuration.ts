import { appsKey, appsVariable, type Found, namedApp } from "./apps";
import type { ClientOptions } from "./client/client";
import {
  endpointUrl,
  logLevel,
  name,
  number,
  type Parser,
  regionUrl,
  secret,
  truth,
  WrongValue,
  wholeNumber,
} from "./setting-values";

/** The namespace of this package's keys in a stack's configuration. */
const namespace = "tencent-chat";

/** What the lifecycles take from the configuration, beside the client. */
export interface Behaviour {
  /** For this many seconds an account that was just added counts as present, whatever the online list says. */
  readonly listDelaySeconds: number;
  /** Whether each request is told on the host's standard error, which the engine shows. */
  readonly logsRequests: boolean;
  /** Whether a robot that is absent from its room's member list counts as gone. */
  readonly roomRobotsInMemberList: boolean;
}

export interface Configuration {
  readonly behaviour: Behaviour;
  /** Values that are set and wrong; a preview shows them already. */
  readonly problems: readonly string[];
  /** Keys that only a call to the service needs; a preview works without them. */
  readonly missing: readonly string[];
  /** Present when there are no problems and nothing is missing. */
  readonly client: ClientOptions | undefined;
}

interface Setting<Value> {
  readonly variable: string;
  readonly parse: Parser<Value>;
  /** Where an app of `tencent-chat:apps` has it from that does not say so itself. */
  readonly inherited: "never" | "from the environment" | "from the stack";
}

/** Every key: where the environment has it, and what it may be. `docs/` and the README describe the same keys. */
const settings = {
  sdkAppId: {
    variable: "TENCENT_CHAT_SDK_APP_ID",
    parse: wholeNumber(1, 2 ** 32 - 1),
    inherited: "never",
  },
  secretKey: { variable: "TENCENT_CHAT_SECRET_KEY", parse: secret, inherited: "never" },
  identifier: { variable: "TENCENT_CHAT_IDENTIFIER", parse: name, inherited: "never" },
  region: { variable: "TENCENT_CHAT_REGION", parse: regionUrl, inherited: "never" },
  // One variable sends all of a stack to the emulator, so that no app of it reaches the real service by accident.
  endpoint: { variable: "TENCENT_CHAT_ENDPOINT", parse: endpointUrl, inherited: "from the environment" },
  requestsPerSecond: {
    variable: "TENCENT_CHAT_REQUESTS_PER_SECOND",
    parse: number(0.1, 10_000),
    inherited: "from the stack",
  },
  maxAttempts: {
    variable: "TENCENT_CHAT_MAX_ATTEMPTS",
    parse: wholeNumber(1, 20),
    inherited: "from the stack",
  },
  // The service itself gives up after 3 s ("RESTful API Overview"): less would cut off its own answer.
  timeoutSeconds: {
    variable: "TENCENT_CHAT_TIMEOUT_SECONDS",
    parse: number(0.1, 300),
    inherited: "from the stack",
  },
  userSigTtlSeconds: {
    variable: "TENCENT_CHAT_USER_SIG_TTL_SECONDS",
    parse: wholeNumber(60, 50 * 31_536_000),
    inherited: "from the stack",
  },
  listDelaySeconds: {
    variable: "TENCENT_CHAT_LIST_DELAY_SECONDS",
    parse: number(0, 86_400),
    inherited: "from the stack",
  },
  log: { variable: "TENCENT_CHAT_LOG", parse: logLevel, inherited: "from the stack" },
  roomRobotsInMemberList: {
    variable: "TENCENT_CHAT_ROOM_ROBOTS_IN_MEMBER_LIST",
    parse: truth,
    inherited: "from the stack",
  },
} satisfies Record<string, Setting<unknown>>;

type Key = keyof typeof settings;
type ValueOf<Name extends Key> = ReturnType<(typeof settings)[Name]["parse"]>;

const defaults = {
  identifier: "administrator",
  requestsPerSecond: 200,
  maxAttempts: 5,
  timeoutSeconds: 10,
  // The service's table of error codes advises against less than 24 hours.
  userSigTtlSeconds: 86_400,
  listDelaySeconds: 60,
  roomRobotsInMemberList: false,
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the values of an app are. An empty one is as good as none: pipelines set variables that have no value. */
interface Source {
  readonly problems: readonly string[];
  readonly find: (key: Key) => Found | undefined;
}

function inStack(configured: (key: string) => string | undefined): Source["find"] {
  return (key) => {
    const text = configured(`${namespace}:${key}`);
    return text ? { text, place: `the configuration ${namespace}:${key}` } : undefined;
  };
}

function inEnvironment(environment: Environment): Source["find"] {
  return (key) => {
    const { variable } = settings[key];
    const text = environment[variable];
    return text ? { text, place: `the environment variable ${variable}` } : undefined;
  };
}

/**
 * Reads the configuration of one app. Never throws: what is wrong and what is missing is told when it matters.
 *
 * @param configured gives a key of the stack's configuration, such as `tencent-chat:region`; wins over the environment
 * @param app a name in `tencent-chat:apps`; without one, the app whose keys stand in the namespace itself
 */
export function readConfiguration(
  configured: (key: string) => string | undefined,
  environment: Environment,
  app?: string,
): Configuration {
  const stack = inStack(configured);
  const process = inEnvironment(environment);
  if (app === undefined) {
    return configurationOf({ problems: [], find: (key) => stack(key) ?? process(key) });
  }
  const own = namedApp(app, configured(appsKey), environment[appsVariable], Object.keys(settings));
  const inherit: Readonly<Record<Setting<unknown>["inherited"], Source["find"]>> = {
    never: () => undefined,
    "from the environment": process,
    "from the stack": (key) => stack(key) ?? process(key),
  };
  const find: Source["find"] = (key) => own.find(key) ?? inherit[settings[key].inherited](key);
  const configuration = configurationOf({ problems: own.problems, find }, app);
  return own.isMisspelt ? { ...configuration, missing: [] } : configuration;
}

function configurationOf(source: Source, app?: string): Configuration {
  const problems = [...source.problems];
  const read = <Name extends Key>(key: Name): ValueOf<Name> | undefined => {
    const found = source.find(key);
    if (found === undefined) return undefined;
    try {
      return settings[key].parse(found.text) as ValueOf<Name>;
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      problems.push(`${found.place} ${error.message}.`);
      return undefined;
    }
  };
  const sdkAppId = read("sdkAppId");
  const secretKey = read("secretKey");
  const region = read("region");
  // An endpoint stands in place of a region: whoever names one means it, and a demo must never reach the real service.
  const baseUrl = read("endpoint") ?? region;
  const limits = {
    identifier: read("identifier") ?? defaults.identifier,
    requestsPerSecond: read("requestsPerSecond") ?? defaults.requestsPerSecond,
    maxAttempts: read("maxAttempts") ?? defaults.maxAttempts,
    timeoutSeconds: read("timeoutSeconds") ?? defaults.timeoutSeconds,
    userSigTtlSeconds: read("userSigTtlSeconds") ?? defaults.userSigTtlSeconds,
  };
  const behaviour = {
    listDelaySeconds: read("listDelaySeconds") ?? defaults.listDelaySeconds,
    logsRequests: read("log") ?? false,
    roomRobotsInMemberList: read("roomRobotsInMemberList") ?? defaults.roomRobotsInMemberList,
  };
  const missing = [
    ...(sdkAppId === undefined ? [howToSet("sdkAppId", "1400000000", app)] : []),
    ...(secretKey === undefined ? [howToSet("secretKey", "--secret", app)] : []),
    ...(baseUrl === undefined ? [howToSet("region", "singapore", app)] : []),
  ];
  const complete =
    problems.length === 0 && sdkAppId !== undefined && secretKey !== undefined && baseUrl !== undefined;
  const client = complete ? { sdkAppId, secretKey, baseUrl, ...limits } : undefined;
  return { behaviour, problems, missing, client };
}

function howToSet(key: Key, example: string, app: string | undefined): string {
  if (app === undefined) {
    return `${namespace}:${key} (\`pulumi config set ${namespace}:${key} ${example}\`, or the environment variable ${settings[key].variable})`;
  }
  const path = `${appsKey}.${app}.${key}`;
  return `${path} (\`pulumi config set --path '${path}' ${example}\`, or ${app}.${key} in the environment variable ${appsVariable})`;
}

/** Why no client can be made of this configuration. */
export function explain({ problems, missing }: Configuration): string {
  const lacking = missing.length === 0 ? [] : [`Not set: ${missing.join("; ")}.`];
  return ["Tencent Cloud Chat cannot be called.", ...problems, ...lacking].join(" ");
}
