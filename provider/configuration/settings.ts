import { escapeControls } from "../printable";
import { type SettingKey, stackKey } from "./keys";
import { appPath } from "./path";
import {
  boolean,
  endpointUrl,
  logLevel,
  name,
  number,
  type Parser,
  regionUrl,
  secret,
  wholeNumber,
} from "./setting-values";

export interface Setting<Value> {
  readonly parse: Parser<Value>;
  /** From where an app of `tencent-chat:apps` inherits the key if it does not set it. */
  readonly inherited: "never" | "from the environment" | "from the stack";
}

/** The values of each key. docs/configuration.md describes the same keys. */
export const settings = {
  sdkAppId: { parse: wholeNumber(1, 2 ** 32 - 1), inherited: "never" },
  secretKey: { parse: secret, inherited: "never" },
  identifier: { parse: name, inherited: "never" },
  region: { parse: regionUrl, inherited: "never" },
  // One variable sends all apps of a stack to the emulator, so that none reaches the real service by accident.
  endpoint: { parse: endpointUrl, inherited: "from the environment" },
  requestsPerSecond: { parse: number(0.1, 10_000), inherited: "from the stack" },
  maxAttempts: { parse: wholeNumber(1, 20), inherited: "from the stack" },
  // The service itself gives up after 3 s ("RESTful API Overview"); less than that would cut off its answer.
  timeoutSeconds: { parse: number(0.1, 300), inherited: "from the stack" },
  userSigTtlSeconds: { parse: wholeNumber(60, 50 * 31_536_000), inherited: "from the stack" },
  listDelaySeconds: { parse: number(0, 86_400), inherited: "from the stack" },
  log: { parse: logLevel, inherited: "from the stack" },
  roomRobotsInMemberList: { parse: boolean, inherited: "from the stack" },
} satisfies Record<SettingKey, Setting<unknown>>;

export type ValueOf<Name extends SettingKey> = ReturnType<(typeof settings)[Name]["parse"]>;

/** The defaults. The other keys have none. */
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

/** The name of an app's key for messages: the app's own key, or the stack's key if apps inherit it from the stack. */
export function keyOf(app: string | undefined, key: SettingKey): string {
  if (app === undefined || settings[key].inherited === "from the stack") return stackKey(key);
  return escapeControls(appPath(app, key));
}
