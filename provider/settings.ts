import {
  endpointUrl,
  logLevel,
  name,
  number,
  type Parser,
  regionUrl,
  secret,
  truth,
  wholeNumber,
} from "./setting-values";

export interface Setting<Value> {
  readonly variable: string;
  readonly parse: Parser<Value>;
  /** Where an app of `tencent-chat:apps` has it from that does not say so itself. */
  readonly inherited: "never" | "from the environment" | "from the stack";
}

/** Every key: where the environment has it, and what it may be. `docs/` and the README describe the same keys. */
export const settings = {
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

export type Key = keyof typeof settings;
export type ValueOf<Name extends Key> = ReturnType<(typeof settings)[Name]["parse"]>;

/** What a key is that is set nowhere. The others have no default. */
export const defaults = {
  identifier: "administrator",
  requestsPerSecond: 200,
  maxAttempts: 5,
  timeoutSeconds: 10,
  // The service's table of error codes advises against less than 24 hours.
  userSigTtlSeconds: 86_400,
  listDelaySeconds: 60,
  roomRobotsInMemberList: false,
} as const;
