import { join } from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { startChild } from "./child.mjs";

/** The emulator's default app. */
export const app = { sdkAppId: 1400000000, secretKey: "emulator-secret-key" };

/** The service's limit: calls of one command in a second. */
export const limitPerSecond = 200;

/** @typedef {Record<string, Record<string, { type: string }>>} World groups and rooms, in the form of the emulator's seed */

/** The emulator in its own process, like the real service, with its call rate limit. */
export class Service {
  /** @readonly */
  url;
  /** @readonly Ends it. */
  stop;

  /**
   * @param {string} url
   * @param {() => Promise<void>} stop
   */
  constructor(url, stop) {
    this.url = url;
    this.stop = stop;
  }

  static async start() {
    // Without a cached list, so that the result of a refresh depends only on the calls before it.
    const command = [join(root, "dist/emulator/cli/main.js"), "--list-delay-seconds", "0"];
    const { line, stop } = await startChild(command, { stderr: "ignore" });
    return new Service(JSON.parse(line).url, stop);
  }

  /**
   * Empties the emulator and its request log, and adds these groups and rooms.
   *
   * @param {World} world
   */
  async becomes(world) {
    await this.#control("reset", {});
    await this.#control("seed", { [app.sdkAppId]: world });
  }

  /** @returns {Promise<{ command: string, errorCode: number | null }[]>} the requests since the last call of `becomes` */
  async requests() {
    const response = await fetch(`${this.url}/_emulator/requests`);
    return /** @type {{ command: string, errorCode: number | null }[]} */ (await response.json());
  }

  /**
   * @param {string} route
   * @param {object} body
   */
  async #control(route, body) {
    const response = await fetch(`${this.url}/_emulator/${route}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The emulator refused /_emulator/${route}: ${await response.text()}`);
  }
}
