import { type Apps, createApps } from "./apps";
import { Faults } from "./faults";
import type { Configuration } from "./options";
import { RequestLog } from "./request-log";
import { plant } from "./seed";
import { type State, stateOf } from "./state";
import { World } from "./world";

/** Everything an emulator holds, apart from sockets: what the REST side works on and the control side shows. */
export class Backend {
  readonly configuration: Configuration;
  readonly apps: Apps;
  readonly faults = new Faults();
  readonly requests: RequestLog;

  constructor(configuration: Configuration) {
    this.configuration = configuration;
    this.apps = createApps(configuration.apps);
    this.requests = new RequestLog(
      configuration.requestLogSize,
      configuration.apps.map(({ secretKey }) => secretKey),
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
