import { Chaos } from "./faults/chaos";
import { type ArmedFault, Faults } from "./faults/faults";
import { type Apps, createApps } from "./http/apps";
import { RequestLog } from "./log/request-log";
import { applySeed } from "./model/seed";
import { type State, stateOf } from "./model/state";
import { World } from "./model/world";
import type { Configuration } from "./options";
import { Keeper, type StateFile } from "./persistence";
import { Signal } from "./signal";

/** Everything an emulator holds, apart from sockets: what the REST side works on and the control side shows. */
export class Backend {
  readonly configuration: Configuration;
  readonly apps: Apps;
  /** Given when a request came or was answered, or when state, faults or the request log may be others than before. */
  readonly changes = new Signal();
  readonly faults: Faults;
  readonly requests: RequestLog;
  #era = new AbortController();
  readonly #chaos: Chaos | undefined;
  readonly #keeper: Keeper | undefined;

  /**
   * @param stateFile where all is kept, if anywhere
   * @throws StateFileError, or ShapeError for the seed
   */
  constructor(configuration: Configuration, stateFile: StateFile | undefined) {
    this.configuration = configuration;
    this.apps = createApps(configuration.apps);
    const changed = () => this.changes.notify();
    const { redactor, requestLogSize } = configuration;
    this.faults = new Faults(redactor, changed);
    this.requests = new RequestLog(requestLogSize, redactor, changed);
    this.#chaos = configuration.chaos && new Chaos(configuration.chaos);
    this.#keeper = stateFile && new Keeper(this.apps, stateFile);
    if (this.#keeper?.restore())
      configuration.log.note("state", `goes on from ${stateFile?.path}; a seed is for a new file`);
    else this.seed(configuration.seed);
  }

  /** Aborts at the next reset. */
  get untilReset(): AbortSignal {
    return this.#era.signal;
  }

  now(): number {
    return this.configuration.now();
  }

  /**
   * Resolves once nothing can undo what has happened by now. An answer waits for it.
   * @throws StateFileError
   */
  async saved(): Promise<void> {
    await this.#keeper?.saved();
  }

  /** What goes wrong with the request for `command` that just came in. To be asked once for each request. */
  faultFor(command: string): ArmedFault | undefined {
    // Chance draws for each request, also for one that meets another fault: so the next ones are not other than without.
    const byChance = this.#chaos?.next();
    return this.faults.take(command) ?? byChance;
  }

  state(): State {
    return Object.fromEntries([...this.apps].map(([sdkAppId, { world }]) => [sdkAppId, stateOf(world)]));
  }

  /** @throws ShapeError */
  seed(seed: unknown): void {
    const worlds = new Map([...this.apps].map(([sdkAppId, { world }]) => [String(sdkAppId), world]));
    applySeed(seed, worlds, this.now());
    this.changes.notify();
  }

  /** Empties state, faults, call rates and the request log, drops delayed requests, and lets chance begin anew. */
  reset(): void {
    this.#era.abort();
    this.#era = new AbortController();
    for (const app of this.apps.values()) {
      app.world = new World();
      app.rates.clear();
      app.failedUserSigs.clear();
    }
    this.faults.clear();
    this.#chaos?.restart();
    this.requests.clear();
  }
}
