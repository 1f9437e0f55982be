import type { Settings } from "./commands/command";
import { limits, utf8Bytes } from "./limits";
import { type Plan, plans } from "./plans";
import { domainsByRegion, type Region } from "./regions";
import type { Seed } from "./state";

/** An app that the emulator serves. Give an SDKAppID once more, with the same key, for each further app admin. */
export interface EmulatorApp {
  /** SDKAppID, a positive integer. */
  readonly sdkAppId: number;
  /** The key that UserSigs of this app are signed with. */
  readonly secretKey: string;
  /** UserID of an app admin, at most 32 bytes. */
  readonly identifier: string;
  /**
   * The region that the app belongs to: a request that names another region's domain in its Host header is answered
   * 60026. @default any region
   */
  readonly region?: Region;
}

export interface EmulatorOptions {
  /** Address to listen on. Anything but loopback lets others read and change the emulator's state. @default "127.0.0.1" */
  readonly host?: string;
  /** TCP port, 0 for any free one. @default 0 */
  readonly port?: number;
  /** The apps served. @default SDKAppID 1400000000, SecretKey `emulator-secret-key`, identifier `administrator` */
  readonly apps?: readonly EmulatorApp[];
  /** What the service holds at the start, in the shape of `GET /_emulator/state`. @default nothing */
  readonly seed?: Seed;
  /** The plan of all apps, which decides what commands are allowed. @default "enterprise" */
  readonly plan?: Plan;
  /**
   * Seconds for which get_members serves the same list, whatever happens to the group: the age that
   * "Getting the List of Online Members in Audio-Video Group" gives the service's own cache. 0: always fresh. @default 10
   */
  readonly listDelaySeconds?: number;
  /** Members in a page of get_members, at least 1. Pages of the documentation say 500 or 250. @default 500 */
  readonly membersPageSize?: number;
  /** Robots that a room can have before add_robot answers 100700; the real number is not documented. @default 100 */
  readonly maxRoomRobots?: number;
  /**
   * Calls of one command that an app may make in a second before it is answered 60007, in place of the number that each
   * command's page gives, which is 200. 0: any number. @default as documented
   */
  readonly requestsPerSecond?: number;
  /**
   * REST requests that the request log keeps, the newest ones; at least 1. Fewer are kept when their bodies and answers are
   * above 64 MB together. @default 10000
   */
  readonly requestLogSize?: number;
  /** The clock, in milliseconds since 1970: for UserSig expiry, join times, the age of lists and call rates. @default Date.now */
  readonly now?: () => number;
  /** Takes one line of text for each request; it holds neither a query string nor a body. @default none */
  readonly log?: (line: string) => void;
}

/** An option that cannot be used. The message names it and never holds a SecretKey. */
export class OptionError extends Error {}

/** Options with every default filled in. */
export interface Configuration extends Settings {
  readonly host: string;
  readonly port: number;
  readonly apps: readonly EmulatorApp[];
  readonly seed: Seed;
  /** Undefined: as each command's page says. */
  readonly requestsPerSecond: number | undefined;
  readonly requestLogSize: number;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

const defaultApp: EmulatorApp = {
  sdkAppId: 1400000000,
  secretKey: "emulator-secret-key",
  identifier: "administrator",
};

const numberRules = {
  port: { min: 0, max: 65535, whole: true },
  listDelaySeconds: { min: 0, max: 86400, whole: false },
  membersPageSize: { min: 1, max: limits.onlineMembers, whole: true },
  maxRoomRobots: { min: 0, max: 1_000_000, whole: true },
  requestsPerSecond: { min: 0, max: 100_000, whole: true },
  requestLogSize: { min: 1, max: 1_000_000, whole: true },
} as const;

/** @throws OptionError */
export function configure(options: EmulatorOptions): Configuration {
  const configuration = {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    apps: options.apps ?? [defaultApp],
    seed: options.seed ?? {},
    plan: options.plan ?? "enterprise",
    listDelaySeconds: options.listDelaySeconds ?? 10,
    membersPageSize: options.membersPageSize ?? 500,
    maxRoomRobots: options.maxRoomRobots ?? 100,
    requestsPerSecond: options.requestsPerSecond,
    requestLogSize: options.requestLogSize ?? 10_000,
    now: options.now ?? Date.now,
    log: options.log ?? (() => undefined),
  };
  for (const name of Object.keys(numberRules) as (keyof typeof numberRules)[]) {
    const value = configuration[name];
    if (value !== undefined) checkNumber(name, value);
  }
  if (configuration.host === "") throw new OptionError("host is empty");
  if (!plans.includes(configuration.plan)) throw new OptionError(`plan must be one of ${plans.join(", ")}`);
  checkApps(configuration.apps);
  return configuration;
}

function checkNumber(name: keyof typeof numberRules, value: number): void {
  const { min, max, whole } = numberRules[name];
  const isRight = whole ? Number.isInteger(value) : Number.isFinite(value);
  if (!isRight || value < min || value > max)
    throw new OptionError(`${name} must be ${whole ? "an integer" : "a number"} from ${min} to ${max}`);
}

function checkApps(apps: readonly EmulatorApp[]): void {
  if (apps.length === 0) throw new OptionError("apps is empty");
  const keys = new Map<number, string>();
  for (const { sdkAppId, secretKey, identifier, region } of apps) {
    if (!Number.isSafeInteger(sdkAppId) || sdkAppId < 1)
      throw new OptionError("an SDKAppID must be a positive integer");
    if (secretKey === "") throw new OptionError(`the SecretKey of SDKAppID ${sdkAppId} is empty`);
    if (identifier === "" || utf8Bytes(identifier) > limits.userIdBytes)
      throw new OptionError(
        `the identifier of SDKAppID ${sdkAppId} must have 1 to ${limits.userIdBytes} bytes`,
      );
    if ((keys.get(sdkAppId) ?? secretKey) !== secretKey)
      throw new OptionError(`SDKAppID ${sdkAppId} is given with two different SecretKeys`);
    if (region !== undefined && !Object.hasOwn(domainsByRegion, region))
      throw new OptionError(
        `the region of SDKAppID ${sdkAppId} must be one of ${Object.keys(domainsByRegion).join(", ")}`,
      );
    keys.set(sdkAppId, secretKey);
  }
}
