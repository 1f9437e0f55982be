import { Backend } from "./backend";
import type { Fault, WaitingFault } from "./faults/faults";
import { listen } from "./http/server";
import type { RequestRecord } from "./log/request-log";
import type { Seed, State } from "./model/app-state";
import { type Configuration, configure, type EmulatorOptions } from "./options";
import { StateFile } from "./persistence";

export type { Fault, FaultKind, WaitingFault } from "./faults/faults";
export type { Region } from "./http/regions";
export { ShapeError } from "./json-reader";
export type { LogFormat } from "./log/log";
export type { RequestRecord } from "./log/request-log";
export type { AppSeed, AppState, GroupState, RoomState, Seed, State } from "./model/app-state";
export type { GroupType, RoomType } from "./model/limits";
export type { Plan } from "./model/plans";
export { type EmulatorApp, type EmulatorOptions, type EmulatorTls, OptionError } from "./options";
export { StateFileError } from "./persistence/document";

/** A running emulator. */
export interface Emulator {
  /** Base URL, without a slash at the end: `http://127.0.0.1:54321`. */
  readonly url: string;
  /** The TCP port it listens on. */
  readonly port: number;
  /** Base URL for https: `https://127.0.0.1:54322`; undefined without the option `tls`. */
  readonly tlsUrl: string | undefined;
  /** The apps served, one entry for each app admin, without their keys. */
  readonly apps: readonly { readonly sdkAppId: number; readonly identifier: string }[];
  /** The seed that decides which requests `chaos` makes fail; undefined without `chaos`. */
  readonly chaosSeed: number | undefined;
  /** A copy of what the service holds now, by SDKAppID. get_members may answer from an older list. */
  state(): State;
  /**
   * Adds groups, rooms, accounts and friend lists to what the service holds. If anything in the seed is wrong, it adds nothing.
   * Every member, robot, friend and owner of friend lists in the seed becomes an account. The state file contains the seed before
   * the emulator sends its next answer, or when it stops.
   * @throws ShapeError that says where the seed is wrong, and why
   */
  seed(seed: Seed): void;
  /** The REST requests since the start or the last reset, in order of arrival. */
  requests(): RequestRecord[];
  /**
   * Makes coming requests go wrong.
   * @throws ShapeError that says where the fault is wrong, and why
   */
  addFault(fault: Fault): void;
  /** The added faults that are still to come, each with the rest of its `skip` and `times`. */
  faults(): WaitingFault[];
  /** Removes the faults that are still to come. */
  clearFaults(): void;
  /** Empties state, faults, call rates and the request log, and restarts `chaos`. */
  reset(): void;
  /**
   * Closes the port and every connection, even one that waits for an answer. Saves the state and unlocks the state file.
   * @throws StateFileError when the state cannot be written
   */
  stop(): Promise<void>;
  /** The same as {@link stop}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a local Tencent Cloud Chat REST service in this process.
 * @throws OptionError for an option that cannot be used
 * @throws ShapeError for a seed that has the wrong shape
 * @throws StateFileError for a state file that cannot be used
 * @throws the error of node:net, such as EADDRINUSE, when the emulator cannot listen
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
  // Write once now: if the file cannot be written, the user should know before the first request.
  await backend.saved();
  const { url, port, tlsUrl, stop: stopListening } = await listen(backend);
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
    // Only once: at a second call, another emulator may have the state file.
    ended ??= end();
    return ended;
  }
  return {
    url,
    port,
    tlsUrl,
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
      "not on loopback: everybody who reaches this address can read and change the emulator's state, " +
        "and so can web pages under a name of --allow-host; pages of other sites are refused. " +
        "Leave out --host to listen on 127.0.0.1",
    );
  if (chaos !== undefined)
    log.note("chaos", `requests go wrong with probability ${chaos.probability}, by seed ${chaos.seed}`);
}
