import { Backend } from "./backend";
import type { Fault } from "./faults";
import { configure, type EmulatorOptions } from "./options";
import type { RequestRecord } from "./request-log";
import { listen } from "./server";
import type { Seed, State } from "./state";

export type { Fault, FaultKind } from "./faults";
export type { GroupType, RoomType } from "./limits";
export { type EmulatorApp, type EmulatorOptions, OptionError } from "./options";
export type { Plan } from "./plans";
export type { Region } from "./regions";
export type { RequestRecord } from "./request-log";
export { ShapeError } from "./shape";
export type { AppSeed, AppState, GroupState, RoomState, Seed, State } from "./state";

/** A running emulator. */
export interface Emulator {
  /** Base URL, without a slash at the end: `http://127.0.0.1:54321`. */
  readonly url: string;
  /** The TCP port it listens on. */
  readonly port: number;
  /** The apps served, one entry for each app admin, without their keys. */
  readonly apps: readonly { readonly sdkAppId: number; readonly identifier: string }[];
  /** A copy of what the service holds at this moment, by SDKAppID; get_members may be behind it. */
  state(): State;
  /**
   * Adds groups, rooms, accounts and friend lists; nothing at all if some of it is wrong. Whoever is named in it becomes
   * an account.
   * @throws ShapeError saying where and what
   */
  seed(seed: Seed): void;
  /** The REST requests since the start or the last reset, in order of arrival. */
  requests(): RequestRecord[];
  /**
   * Makes coming requests go wrong.
   * @throws ShapeError saying where and what
   */
  addFault(fault: Fault): void;
  /** Empties state, faults, call rates and the request log. */
  reset(): void;
  /** Closes the port and every connection, also those that wait for an answer. */
  stop(): Promise<void>;
}

/**
 * Starts a local Tencent Cloud Chat REST service in this process.
 * @throws OptionError for an option that cannot be used
 * @throws ShapeError for a seed that is not of the right shape
 * @throws the error of node:net when it cannot listen, such as EADDRINUSE
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const configuration = configure(options);
  const backend = new Backend(configuration);
  backend.seed(configuration.seed);
  const { url, port, stop } = await listen(backend);
  return {
    url,
    port,
    apps: configuration.apps.map(({ sdkAppId, identifier }) => ({ sdkAppId, identifier })),
    state: () => backend.state(),
    seed: (seed) => backend.seed(seed),
    requests: () => backend.requests.list(),
    addFault: (fault) => backend.faults.add(fault),
    reset: () => backend.reset(),
    stop,
  };
}
