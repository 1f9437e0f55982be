import { Chaos } from "./faults/chaos";
import { type ArmedFault, Faults } from "./faults/faults";
import { type Apps, createApps } from "./http/apps";
import { RequestLog } from "./log/request-log";
import type { State } from "./model/app-state";
import { removeByHand } from "./model/removal";
import { applySeed } from "./model/seed";
import { stateOf } from "./model/state";
import { World } from "./model/world";
import type { Configuration } from "./options";
import { Keeper, type StateFile } from "./persistence";
import { Signal } from "./signal";

/** Everything that one emulator holds, except sockets. REST commands and control routes read and change it. */
export class Backend {
  readonly configuration: Configuration;
  readonly apps: Apps;
  /** Notified when a request arrives or is answered, and when state, faults or the request log may have changed. */
  readonly changes = new Signal();
  readonly faults: Faults;
  readonly requests: RequestLog;
  #era = new AbortController();
  readonly #chaos: Chaos | undefined;
  readonly #keeper: Keeper | undefined;

  /**
   * @param stateFile keeps the state over restarts; undefined for an emulator that forgets it
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
      configuration.log.note("state", `continues from ${stateFile?.path}; a seed is only for a new file`);
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
   * Resolves once everything that has happened so far is saved. Every answer waits for it.
   * @throws StateFileError
   */
  async saved(): Promise<void> {
    await this.#keeper?.saved();
  }

  /** The fault for a request of `command`, if any. Call it exactly once for each request. */
  faultFor(command: string): ArmedFault | undefined {
    // Draw for every request, even if an added fault applies to it. Otherwise that fault would change all later draws.
    const byChance = this.#chaos?.next();
    return this.faults.take(command) ?? byChance;
  }

  state(): State {
    return Object.fromEntries([...this.apps].map(([sdkAppId, { world }]) => [sdkAppId, stateOf(world)]));
  }

  /** @throws ShapeError */
  seed(seed: unknown): void {
    const apps = new Map([...this.apps].map(([sdkAppId, app]) => [String(sdkAppId), app]));
    applySeed(seed, apps, this.now());
    this.changes.notify();
  }

  /** Removes something as if by the console, and records that in the request log. @throws ShapeError */
  removeByHand(given: unknown): void {
    const { sdkAppId, what } = removeByHand(this.apps, given);
    const body = Buffer.from(JSON.stringify(given));
    this.requests.recordByHand({ atMs: this.now(), sdkAppId, command: `by hand: remove ${what}`, body });
    this.configuration.log.note("by hand", `a ${what} was removed`);
  }

  /** Empties state, faults, call rates and the request log, drops delayed requests, and restarts `chaos`. */
  reset(): void {
    this.#era.abort();
    this.#era = new AbortController();
    for (const app of this.apps.values()) {
      app.world = new World(app.admins);
      app.rates.clear();
      app.failedUserSigs.clear();
    }
    this.faults.clear();
    this.#chaos?.restart();
    this.requests.clear();
  }
}
