/** The namespace of this package's keys in a stack's configuration. */
const namespace = "tencent-chat";

/** Every key of the namespace, with the environment variable of the same value. */
export const variables = {
  sdkAppId: "TENCENT_CHAT_SDK_APP_ID",
  secretKey: "TENCENT_CHAT_SECRET_KEY",
  identifier: "TENCENT_CHAT_IDENTIFIER",
  region: "TENCENT_CHAT_REGION",
  endpoint: "TENCENT_CHAT_ENDPOINT",
  requestsPerSecond: "TENCENT_CHAT_REQUESTS_PER_SECOND",
  maxAttempts: "TENCENT_CHAT_MAX_ATTEMPTS",
  timeoutSeconds: "TENCENT_CHAT_TIMEOUT_SECONDS",
  userSigTtlSeconds: "TENCENT_CHAT_USER_SIG_TTL_SECONDS",
  listDelaySeconds: "TENCENT_CHAT_LIST_DELAY_SECONDS",
  log: "TENCENT_CHAT_LOG",
  roomRobotsInMemberList: "TENCENT_CHAT_ROOM_ROBOTS_IN_MEMBER_LIST",
  /** An object with an object for each named app. The variable is for pipelines that keep SecretKeys out of the stack. */
  apps: "TENCENT_CHAT_APPS",
} as const;

export type Key = keyof typeof variables;
/** A key of an app. */
export type SettingKey = Exclude<Key, "apps">;

/** The key in the stack's configuration, such as `tencent-chat:region`. */
export function stackKey<Name extends Key>(key: Name): `${typeof namespace}:${Name}` {
  return `${namespace}:${key}`;
}
