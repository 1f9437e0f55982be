import type { ClientOptions } from "./client/client";
import { isRegion, regionHosts, regions } from "./client/regions";
import { didYouMean } from "./suggest";

/** The namespace of this package's keys in a stack's configuration. */
export const namespace = "tencent-chat";

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

/** Gives a setting's value, or throws a {@link WrongValue}. */
type Parser<Value> = (text: string) => Value;

class WrongValue extends Error {}

function wholeNumber(least: number, most: number): Parser<number> {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new WrongValue(`is "${text}", but has to be a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

function number(least: number, most: number): Parser<number> {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most)) {
      throw new WrongValue(`is "${text}", but has to be a number from ${least} to ${most}`);
    }
    return value;
  };
}

const truth: Parser<boolean> = (text) => {
  if (text !== "true" && text !== "false") throw new WrongValue(`is "${text}", but has to be true or false`);
  return text === "true";
};

const logLevel: Parser<boolean> = (text) => {
  if (text !== "debug" && text !== "off") throw new WrongValue(`is "${text}", but has to be debug or off`);
  return text === "debug";
};

const name: Parser<string> = (text) => {
  if (Buffer.byteLength(text) > 32 || /\s/.test(text)) {
    throw new WrongValue(`is "${text}", but has to be a UserID: at most 32 bytes, without blanks`);
  }
  return text;
};

/** Never quotes its value. */
const secret: Parser<string> = (text) => {
  if (/\s/.test(text)) throw new WrongValue("holds a blank or a line break: copy it again from the console");
  return text;
};

const regionUrl: Parser<string> = (text) => {
  if (!isRegion(text)) {
    throw new WrongValue(
      `is "${text}", which is no region.${didYouMean(text, regions)} The regions: ${regions.join(", ")}`,
    );
  }
  return `https://${regionHosts[text]}`;
};

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const endpointUrl: Parser<string> = (text) => {
  const wrong = (why: string): WrongValue =>
    new WrongValue(
      `${why}. It has to be a base URL such as https://chat-gateway.example.com or http://127.0.0.1:8080`,
    );
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw wrong("is not a URL");
  }
  if (url.username !== "" || url.password !== "") throw wrong("holds a user name or password");
  if (url.search !== "" || url.hash !== "") throw wrong(`is "${text}", with a query or fragment`);
  if (url.protocol === "http:" && !loopback.test(url.hostname)) {
    throw wrong(
      `is "${text}": plain http is for loopback addresses only, since the UserSig is part of each URL`,
    );
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw wrong(`is "${text}"`);
  return url.origin + url.pathname.replace(/\/+$/, "");
};

interface Setting<Value> {
  readonly variable: string;
  readonly parse: Parser<Value>;
}

/** Every key: where the environment has it, and what it may be. `docs/` and the README describe the same keys. */
const settings = {
  sdkAppId: { variable: "TENCENT_CHAT_SDK_APP_ID", parse: wholeNumber(1, 2 ** 32 - 1) },
  secretKey: { variable: "TENCENT_CHAT_SECRET_KEY", parse: secret },
  identifier: { variable: "TENCENT_CHAT_IDENTIFIER", parse: name },
  region: { variable: "TENCENT_CHAT_REGION", parse: regionUrl },
  endpoint: { variable: "TENCENT_CHAT_ENDPOINT", parse: endpointUrl },
  requestsPerSecond: { variable: "TENCENT_CHAT_REQUESTS_PER_SECOND", parse: number(0.1, 10_000) },
  maxAttempts: { variable: "TENCENT_CHAT_MAX_ATTEMPTS", parse: wholeNumber(1, 20) },
  // The service itself gives up after 3 s ("RESTful API Overview"): less would cut off its own answer.
  timeoutSeconds: { variable: "TENCENT_CHAT_TIMEOUT_SECONDS", parse: number(0.1, 300) },
  userSigTtlSeconds: {
    variable: "TENCENT_CHAT_USER_SIG_TTL_SECONDS",
    parse: wholeNumber(60, 50 * 31_536_000),
  },
  listDelaySeconds: { variable: "TENCENT_CHAT_LIST_DELAY_SECONDS", parse: number(0, 86_400) },
  log: { variable: "TENCENT_CHAT_LOG", parse: logLevel },
  roomRobotsInMemberList: { variable: "TENCENT_CHAT_ROOM_ROBOTS_IN_MEMBER_LIST", parse: truth },
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

/**
 * Reads the configuration of one app. Never throws: what is wrong and what is missing is told when it matters.
 *
 * @param configured gives a key of the stack's configuration, such as `tencent-chat:region`; wins over the environment
 */
export function readConfiguration(
  configured: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const problems: string[] = [];
  const read = <Name extends Key>(key: Name): ValueOf<Name> | undefined => {
    const { variable, parse } = settings[key];
    // An empty value is as good as none: pipelines set variables that have no value.
    const inStack = configured(`${namespace}:${key}`) || undefined;
    const text = inStack ?? environment[variable];
    if (text === undefined || text === "") return undefined;
    try {
      return parse(text) as ValueOf<Name>;
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      const place =
        inStack === undefined
          ? `the environment variable ${variable}`
          : `the configuration ${namespace}:${key}`;
      problems.push(`${place} ${error.message}.`);
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
    ...(sdkAppId === undefined ? [howToSet("sdkAppId", "1400000000")] : []),
    ...(secretKey === undefined ? [howToSet("secretKey", "--secret")] : []),
    ...(baseUrl === undefined ? [howToSet("region", "singapore")] : []),
  ];
  const complete =
    problems.length === 0 && sdkAppId !== undefined && secretKey !== undefined && baseUrl !== undefined;
  const client = complete ? { sdkAppId, secretKey, baseUrl, ...limits } : undefined;
  return { behaviour, problems, missing, client };
}

function howToSet(key: Key, example: string): string {
  return `${namespace}:${key} (\`pulumi config set ${namespace}:${key} ${example}\`, or the environment variable ${settings[key].variable})`;
}

/** Why no client can be made of this configuration. */
export function explain({ problems, missing }: Configuration): string {
  const lacking = missing.length === 0 ? [] : [`Not set: ${missing.join("; ")}.`];
  return ["Tencent Cloud Chat cannot be called.", ...problems, ...lacking].join(" ");
}
