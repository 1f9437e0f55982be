import { Backend } from "./backend";
import type { Fault, WaitingFault } from "./faults/faults";
import { listen } from "./http/server";
import type { RequestRecord } from "./log/request-log";
import type { Seed, State } from "./model/state";
import { type Configuration, configure, type EmulatorOptions } from "./options";
import { StateFile } from "./persistence";

export type { Fault, FaultKind, WaitingFault } from "./faults/faults";
export type { Region } from "./http/regions";
export { ShapeError } from "./json-reader";
export type { LogFormat } from "./log/log";
export type { RequestRecord } from "./log/request-log";
export type { GroupType, RoomType } from "./model/limits";
export type { Plan } from "./model/plans";
export type { AppSeed, AppState, GroupState, RoomState, Seed, State } from "./model/state";
export { type EmulatorApp, type EmulatorOptions, OptionError } from "./options";
export { StateFileError } from "./persistence";

/** A running emulator. */
export interface Emulator {
  /** Base URL, without a slash at the end: `http://127.0.0.1:54321`. */
  readonly url: string;
  /** The TCP port it listens on. */
  readonly port: number;
  /** The apps served, one entry for each app admin, without their keys. */
  readonly apps: readonly { readonly sdkAppId: number; readonly identifier: string }[];
  /** What `chaos` goes by; undefined without `chaos`. */
  readonly chaosSeed: number | undefined;
  /** A copy of what the service holds at this moment, by SDKAppID; get_members may be behind it. */
  state(): State;
  /**
   * Adds groups, rooms, accounts and friend lists; nothing at all if some of it is wrong. Whoever is named in it becomes
   * an account. A state file has it with the next answer, or at the end.
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
  /** The added faults that are still to come, each with what is left of its `skip` and `times`. */
  faults(): WaitingFault[];
  /** Takes back the faults that are still to come. */
  clearFaults(): void;
  /** Empties state, faults, call rates and the request log; `chaos` begins anew. */
  reset(): void;
  /**
   * Closes the port and every connection, also those that wait for an answer, and leaves the state file to others.
   * @throws StateFileError when the state cannot be written
   */
  stop(): Promise<void>;
  /** The same as {@link stop}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a local Tencent Cloud Chat REST service in this process.
 * @throws OptionError for an option that cannot be used
 * @throws ShapeError for a seed that is not of the right shape
 * @throws StateFileError for a state file that cannot be used
 * @throws the error of node:net when it cannot listen, such as EADDRINUSE
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const configuration = configure(options);
  const { stateFile: path } = configuration;
  const stateFile = path === undefined ? undefined : await StateFile.open(path);
  try {
    return await serve(configuration, stateFile);
  } catch (error) {
    await stateFile?.close();
    throw error;
  }
}

async function serve(configuration: Configuration, stateFile: StateFile | undefined): Promise<Emulator> {
  const backend = new Backend(configuration, stateFile);
  // What cannot be written is to be known before the first request.
  await backend.saved();
  const { url, port, stop: stopListening } = await listen(backend);
  announce(configuration);
  async function end(): Promise<void> {
    await stopListening();
    try {
      await backend.saved();
    } finally {
      await stateFile?.close();
    }
  }
  let ended: Promise<void> | undefined;
  function stop(): Promise<void> {
    // Once: by a second time the file may be another emulator's.
    ended ??= end();
    return ended;
  }
  return {
    url,
    port,
    apps: configuration.apps.map(({ sdkAppId, identifier }) => ({ sdkAppId, identifier })),
    chaosSeed: configuration.chaos?.seed,
    state: () => backend.state(),
    seed: (seed) => backend.seed(seed),
    requests: () => backend.requests.list(),
    addFault: (fault) => backend.faults.add(fault),
    faults: () => backend.faults.list(),
    clearFaults: () => backend.faults.clear(),
    reset: () => backend.reset(),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const loopback = /^(localhost|127(\.\d+){3}|::1)$/;

function announce({ host, chaos, log }: Configuration): void {
  if (!loopback.test(host))
    log.note(
      "warning",
      "not on loopback, so whoever reaches this address can read and change the emulator's state, " +
        "and so can web pages under a name that --allow-host gives; pages of other sites are refused",
    );
  if (chaos !== undefined)
    log.note("chaos", `requests go wrong with probability ${chaos.probability}, by seed ${chaos.seed}`);
}
