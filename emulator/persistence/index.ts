import type { Apps } from "../http/apps";
import { World } from "../model/world";
import { StateFileError } from "./document";
import { fromPlain, toPlain } from "./plain";
import type { StateFile } from "./state-file";

export { StateFileError } from "./document";
export { StateFile } from "./state-file";

/** Keeps the worlds of the apps in a file, with all their fields. */
export class Keeper {
  readonly #apps: Apps;
  readonly #file: StateFile;

  constructor(apps: Apps, file: StateFile) {
    this.#apps = apps;
    this.#file = file;
  }

  /**
   * Restores the worlds of the apps from the opened file.
   * @returns false if there was no file
   * @throws StateFileError if the file has an app that is not served, which the next write would lose
   */
  restore(): boolean {
    if (this.#file.content === undefined) return false;
    for (const [sdkAppId, plain] of Object.entries(JSON.parse(this.#file.content) as object)) {
      const app = this.#apps.get(Number(sdkAppId));
      if (app === undefined)
        throw new StateFileError(
          this.#file.path,
          `holds SDKAppID ${sdkAppId}, which is not served now; serve this app too, or use another path`,
        );
      app.world = Object.assign(new World(app.admins), fromPlain(plain));
    }
    return true;
  }

  /**
   * Resolves once the present state of all apps is on disk.
   * @throws StateFileError if it cannot be written
   */
  saved(): Promise<void> {
    return this.#file.save(() => this.#content());
  }

  #content(): string {
    return JSON.stringify(
      Object.fromEntries([...this.#apps].map(([sdkAppId, { world }]) => [sdkAppId, toPlain(world)])),
    );
  }
}
