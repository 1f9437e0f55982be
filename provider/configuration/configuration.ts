import type { ClientOptions } from "../client/client";
import { escapeControls } from "../printable";
import { type Found, namedApp } from "./apps";
import { type SettingKey, stackKey, variables } from "./keys";
import { configurationPath, pathOption } from "./path";
import { WrongValue } from "./setting-values";
import { defaults, keyOf, type Setting, settings, type ValueOf } from "./settings";

/** What the lifecycles take from the configuration, beside the client. */
export interface Behaviour {
  /** For this many seconds an account that was just added counts as present, whatever the online list says. */
  readonly listDelaySeconds: number;
  /** Whether each request is logged to the host's standard error, which the engine shows. */
  readonly logsRequests: boolean;
  /** Whether a robot that is absent from its room's member list counts as gone. */
  readonly roomRobotsInMemberList: boolean;
}

export interface Configuration {
  readonly behaviour: Behaviour;
  /** What is wrong with values that are set; a preview shows it already. */
  readonly problems: readonly string[];
  /** Keys that only a call to the service needs; a preview works without them. */
  readonly missing: readonly string[];
  /** Present when there are no problems and nothing is missing. */
  readonly client: ClientOptions | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the values of an app are. An empty value counts as none: pipelines set variables that have no value. */
interface Source {
  readonly problems: readonly string[];
  readonly find: (key: SettingKey) => Found | undefined;
}

function inStack(configured: (key: string) => string | undefined): Source["find"] {
  return (key) => {
    const text = configured(stackKey(key));
    return text ? { text, source: `the configuration ${stackKey(key)}` } : undefined;
  };
}

function inEnvironment(environment: Environment): Source["find"] {
  return (key) => {
    const text = environment[variables[key]];
    return text ? { text, source: `the environment variable ${variables[key]}` } : undefined;
  };
}

/**
 * Reads the configuration of one app. Never throws: whoever needs a value says what is wrong or missing.
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
  const own = namedApp(app, configured(stackKey("apps")), environment[variables.apps], Object.keys(settings));
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
  const read = <Name extends SettingKey>(key: Name): ValueOf<Name> | undefined => {
    const found = source.find(key);
    if (found === undefined) return undefined;
    try {
      return settings[key].parse(found.text) as ValueOf<Name>;
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      problems.push(`${found.source} ${error.message}.`);
      return undefined;
    }
  };
  const sdkAppId = read("sdkAppId");
  const secretKey = read("secretKey");
  const region = read("region");
  // An endpoint wins over a region: a demo with the emulator must never reach the real service.
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

function howToSet(key: SettingKey, example: string, app: string | undefined): string {
  const name = keyOf(app, key);
  if (app === undefined) {
    return `${name} (\`pulumi config set ${name} ${example}\`, or the environment variable ${variables[key]})`;
  }
  const option = pathOption(app, key);
  const command = option === undefined ? "" : `\`pulumi config set ${option} ${example}\`, or `;
  const variable = `${configurationPath("", app, key)} in the environment variable ${variables.apps}`;
  return `${name} (${escapeControls(`${command}${variable}`)})`;
}

/** Why no client can be made from this configuration. */
export function explain({ problems, missing }: Configuration): string {
  const lacking = missing.length === 0 ? [] : [`Not set: ${missing.join("; ")}.`];
  return ["Tencent Cloud Chat cannot be called.", ...problems, ...lacking].join(" ");
}
