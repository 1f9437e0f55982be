import { randomInt } from "node:crypto";
import { isIP } from "node:net";
import type { Settings } from "./commands/command";
import type { ChaosSettings } from "./faults/chaos";
import { domainsByRegion, type Region } from "./http/regions";
import { problemOfTls, type TlsIdentity } from "./http/tls";
import { createLog, type Log, type LogFormat, logFormats } from "./log/log";
import { Redactor } from "./log/redact";
import type { Seed } from "./model/app-state";
import { limits, utf8Bytes } from "./model/limits";
import { type Plan, plans } from "./model/plans";

/** An app that the emulator serves. For a second app admin, repeat the SDKAppID with the same key. */
export interface EmulatorApp {
  /** SDKAppID, a positive integer. */
  readonly sdkAppId: number;
  /** The key that signs the UserSigs of this app. */
  readonly secretKey: string;
  /** UserID of an app admin, at most 32 bytes. */
  readonly identifier: string;
  /**
   * The region of the app. A request whose Host header names a domain of another region gets ErrorCode 60026.
   * @default any region
   */
  readonly region?: Region;
}

/** How the emulator serves https in addition to http. */
export interface EmulatorTls extends TlsIdentity {
  /** TCP port for https, 0 for any free one. @default 0 */
  readonly port?: number;
}

export interface EmulatorOptions {
  /** Address to listen on. On any address but loopback, others can read and change the state. @default "127.0.0.1" */
  readonly host?: string;
  /** TCP port, 0 for any free one. @default 0 */
  readonly port?: number;
  /** Serves https on a second port, for clients that accept only https. @default none: only http */
  readonly tls?: EmulatorTls;
  /**
   * Further names that clients use for the emulator. The names of loopback and the addresses of this machine that `host` covers are
   * always allowed, and for the REST API also the domains of the real service. The emulator refuses a request with any other name in
   * its Host header, because the request may come from a web page. A page served under an allowed name can do everything that a
   * client can. @default none
   */
  readonly allowHosts?: readonly string[];
  /** The apps served. @default SDKAppID 1400000000, SecretKey `emulator-secret-key`, identifier `administrator` */
  readonly apps?: readonly EmulatorApp[];
  /**
   * What the service holds at the start, in the shape of `GET /_emulator/state`. If `stateFile` exists already, the emulator starts
   * with the content of that file and ignores the seed. @default nothing
   */
  readonly seed?: Seed;
  /** The plan of all apps. It decides which commands they may call. @default "enterprise" */
  readonly plan?: Plan;
  /**
   * Path of a file that keeps the state over restarts. The emulator creates the file if it does not exist, and answers a request
   * only after its effect is on disk. It refuses a damaged file, a file of another program, and (on Linux and Windows) a file
   * that another emulator uses. @default none: a restart loses everything
   */
  readonly stateFile?: string;
  /**
   * For how many seconds get_members answers from the same cached list, whatever happens to the group. The default is the age of
   * the service's cache in "Getting the List of Online Members in Audio-Video Group". 0: always fresh.
   * @default 10
   */
  readonly listDelaySeconds?: number;
  /** Members in a page of get_members, at least 1. Some documents say 500, others 250. @default 500 */
  readonly membersPageSize?: number;
  /** Robots that a room can have before add_robot answers 100700. No document gives the real number. @default 100 */
  readonly maxRoomRobots?: number;
  /**
   * Calls of one command that an app may make in a second; further calls get ErrorCode 60007. 0: any number.
   * @default the number on the page of each command, mostly 200
   */
  readonly requestsPerSecond?: number;
  /**
   * Probability, from 0 to 1, that a REST request fails by chance, in a way that a client survives if it tries again. An added
   * fault that applies to the request takes precedence. @default 0
   */
  readonly chaos?: number;
  /** Chooses the requests that `chaos` makes fail: 0 to 4294967295. The same seed always chooses the same ones. @default random */
  readonly chaosSeed?: number;
  /**
   * How many of the newest REST requests the request log keeps, at least 1. It keeps fewer if their bodies and answers together
   * exceed 8 MB. @default 10000
   */
  readonly requestLogSize?: number;
  /** The clock, in milliseconds since 1970. Used for UserSig expiry, join times, cached lists, call rates. @default Date.now */
  readonly now?: () => number;
  /** Called with each line of the log: one for each request, and warnings. No line has a query string or a body. @default none */
  readonly log?: (line: string) => void;
  /** The format of those lines: `text` for people, `json` for programs. @default "text" */
  readonly logFormat?: LogFormat;
}

/** An option that cannot be used. The message names it and never contains a SecretKey. */
export class OptionError extends Error {}

/**
 * Options with every default filled in.
 *
 * @internal
 */
export interface Configuration extends Settings {
  readonly host: string;
  readonly port: number;
  /** Undefined: only http. */
  readonly tls: Required<EmulatorTls> | undefined;
  readonly apps: readonly EmulatorApp[];
  readonly seed: Seed;
  /** Undefined: the number on the page of each command. */
  readonly requestsPerSecond: number | undefined;
  readonly stateFile: string | undefined;
  /** Undefined: nothing goes wrong by chance. */
  readonly chaos: ChaosSettings | undefined;
  readonly requestLogSize: number;
  readonly allowHosts: readonly string[];
  /** Knows the SecretKeys of the apps. */
  readonly redactor: Redactor;
  readonly now: () => number;
  readonly log: Log;
}

const defaultApp: EmulatorApp = {
  sdkAppId: 1400000000,
  secretKey: "emulator-secret-key",
  identifier: "administrator",
};

const hostName = /^[a-z\d_-]+(\.[a-z\d_-]+)*$/i;

const maxSeed = 2 ** 32 - 1;

const defaults = {
  host: "127.0.0.1",
  port: 0,
  apps: [defaultApp],
  seed: {},
  plan: "enterprise" as Plan,
  listDelaySeconds: 10,
  membersPageSize: 500,
  maxRoomRobots: 100,
  requestLogSize: 10_000,
  allowHosts: [],
  chaos: 0,
  now: Date.now,
  logFormat: "text",
} as const satisfies EmulatorOptions;

const numberRules = {
  port: { min: 0, max: 65535, whole: true },
  listDelaySeconds: { min: 0, max: 86400, whole: false },
  membersPageSize: { min: 1, max: limits.onlineMembers, whole: true },
  maxRoomRobots: { min: 0, max: 1_000_000, whole: true },
  requestsPerSecond: { min: 0, max: 100_000, whole: true },
  chaos: { min: 0, max: 1, whole: false },
  chaosSeed: { min: 0, max: maxSeed, whole: true },
  requestLogSize: { min: 1, max: 1_000_000, whole: true },
} as const;

/**
 * @throws OptionError
 *
 * @internal
 */
export function configure(options: EmulatorOptions): Configuration {
  for (const name of Object.keys(numberRules) as (keyof typeof numberRules)[]) {
    const value = options[name];
    if (value !== undefined) checkNumber(name, value);
  }
  // Refuse a name with a colon here: it may be an app with its SecretKey, and the system's error would quote it.
  if (options.host === "" || (options.host?.includes(":") && isIP(options.host) === 0))
    throw new OptionError("host must be a name or an address, without a port");
  if (options.stateFile === "") throw new OptionError("stateFile is empty; give a path, or leave it out");
  const { chaos, logFormat, ...given } = { ...defaults, ...withoutUndefined(options) };
  if (!plans.includes(given.plan)) throw new OptionError(`plan must be one of ${plans.join(", ")}`);
  if (!logFormats.includes(logFormat)) throw new OptionError(`logFormat must be ${logFormats.join(" or ")}`);
  if (chaos === 0 && options.chaosSeed !== undefined)
    throw new OptionError("chaosSeed has no effect without chaos");
  for (const name of given.allowHosts)
    if (isIP(name) === 0 && !hostName.test(name))
      throw new OptionError("allowHosts takes names and addresses, without a port, a scheme or a wildcard");
  checkApps(given.apps);
  const redactor = new Redactor(given.apps.map(({ secretKey }) => secretKey));
  return {
    ...given,
    redactor,
    tls: options.tls && readTls(options.tls),
    requestsPerSecond: options.requestsPerSecond,
    stateFile: options.stateFile,
    chaos:
      chaos === 0 ? undefined : { probability: chaos, seed: options.chaosSeed ?? randomInt(maxSeed + 1) },
    log: createLog(logFormat, options.log, redactor),
  };
}

/** @throws OptionError */
function readTls({ cert, key, port = defaults.port }: EmulatorTls): Required<EmulatorTls> {
  checkNumber("port", port, "tls.port");
  const problem = problemOfTls({ cert, key });
  if (problem !== undefined) throw new OptionError(`tls.${problem.part} ${problem.what}`);
  return { cert, key, port };
}

/** Treats an option with the value undefined as one that was left out. */
function withoutUndefined(options: EmulatorOptions): EmulatorOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function checkNumber(name: keyof typeof numberRules, value: number, label: string = name): void {
  const { min, max, whole } = numberRules[name];
  const isRight = whole ? Number.isInteger(value) : Number.isFinite(value);
  if (!isRight || value < min || value > max)
    throw new OptionError(`${label} must be ${whole ? "an integer" : "a number"} from ${min} to ${max}`);
}

/** Messages name an app by its index, since its SDKAppID may be a SecretKey by mistake. */
function checkApps(apps: readonly EmulatorApp[]): void {
  if (apps.length === 0)
    throw new OptionError("apps is empty; give at least one app, or leave it out for the default app");
  const keys = new Map<number, string>();
  for (const [index, { sdkAppId, secretKey, identifier, region }] of apps.entries()) {
    const problem = (field: keyof EmulatorApp, what: string) =>
      new OptionError(`apps[${index}].${field}: ${what}`);
    if (!Number.isSafeInteger(sdkAppId) || sdkAppId < 1)
      throw problem("sdkAppId", "must be a positive integer");
    if (secretKey === "") throw problem("secretKey", "is empty");
    if (identifier === "" || utf8Bytes(identifier) > limits.userIdBytes)
      throw problem("identifier", `must have 1 to ${limits.userIdBytes} bytes`);
    if ((keys.get(sdkAppId) ?? secretKey) !== secretKey)
      throw problem("secretKey", "differs from the key of an earlier app with the same SDKAppID");
    if (region !== undefined && !Object.hasOwn(domainsByRegion, region))
      throw problem("region", `must be one of ${Object.keys(domainsByRegion).join(", ")}`);
    keys.set(sdkAppId, secretKey);
  }
}
