import type { ClientOptions } from "../client/client";
import { escapeControls } from "../printable";
import { type Found, namedApp } from "./apps";
import { type SettingKey, stackKey, variables } from "./keys";
import { configurationPath, pathOption } from "./path";
import { WrongValue } from "./setting-values";
import { defaults, keyOf, type Setting, settings, type ValueOf } from "./settings";

/** The settings of the lifecycles, beside the client. */
export interface Behaviour {
  /** For this many seconds after it was added, an account counts as present, whatever the online list says. */
  readonly listDelaySeconds: number;
  /** Whether each request is logged to the host's standard error, which the engine shows. */
  readonly logsRequests: boolean;
  /** Whether a robot counts as gone if its room's member list lacks it. */
  readonly roomRobotsInMemberList: boolean;
}

export interface Configuration {
  readonly behaviour: Behaviour;
  /** Problems of the configured values; a preview shows them. */
  readonly problems: readonly string[];
  /** Unset keys that a call to the service needs; a preview works without them. */
  readonly missing: readonly string[];
  /** Present if there are no problems and nothing is missing. */
  readonly client: ClientOptions | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A source of an app's values. An empty value counts as none, since pipelines set variables without a value. */
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
 * Reads the configuration of one app. It never throws: the caller that needs a value reports a wrong or missing one.
 *
 * @param configured reads a key of the stack's configuration, such as `tencent-chat:region`; wins over the environment
 * @param app a name in `tencent-chat:apps`; without one, the app whose keys are in the namespace itself
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

/** Says why this configuration is not enough for a client. */
export function explain({ problems, missing }: Configuration): string {
  const lacking = missing.length === 0 ? [] : [`Not set: ${missing.join("; ")}.`];
  return ["Tencent Cloud Chat cannot be called.", ...problems, ...lacking].join(" ");
}
