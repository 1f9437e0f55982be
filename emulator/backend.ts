import { type Apps, createApps } from "./apps";
import { Faults } from "./faults";
import type { Configuration } from "./options";
import { RequestLog } from "./request-log";
import { plant } from "./seed";
import { Signal } from "./signal";
import { type State, stateOf } from "./state";
import { World } from "./world";

/** Everything an emulator holds, apart from sockets: what the REST side works on and the control side shows. */
export class Backend {
  readonly configuration: Configuration;
  readonly apps: Apps;
  /** Given when a request came or was answered, or when state, faults or the request log may be others than before. */
  readonly changes = new Signal();
  readonly faults: Faults;
  readonly requests: RequestLog;

  constructor(configuration: Configuration) {
    this.configuration = configuration;
    this.apps = createApps(configuration.apps);
    const changed = () => this.changes.give();
    this.faults = new Faults(changed);
    this.requests = new RequestLog(
      configuration.requestLogSize,
      configuration.apps.map(({ secretKey }) => secretKey),
      changed,
    );
  }

  now(): number {
    return this.configuration.now();
  }

  state(): State {
    return Object.fromEntries([...this.apps].map(([sdkAppId, { world }]) => [sdkAppId, stateOf(world)]));
  }

  /** @throws ShapeError */
  seed(seed: unknown): void {
    const worlds = new Map([...this.apps].map(([sdkAppId, { world }]) => [String(sdkAppId), world]));
    plant(seed, worlds, this.now());
    this.changes.give();
  }

  reset(): void {
    for (const app of this.apps.values()) {
      app.world = new World();
      app.rates.clear();
      app.failedUserSigs.clear();
    }
    this.faults.clear();
    this.requests.clear();
  }
}
