import { join } from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { startChild } from "./child.mjs";

/** The emulator's own app. */
export const app = { sdkAppId: 1400000000, secretKey: "emulator-secret-key" };

/** Calls of one command that the service takes in a second. */
export const limitPerSecond = 200;

/** @typedef {Record<string, Record<string, { type: string }>>} World groups and rooms, as the emulator is seeded with them */

/** The emulator, in a process of its own as a service is, holding its limit of calls in a second. */
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
    // The same list for no time: what a refresh finds is to depend on nothing but what was done.
    const command = [join(root, "dist/emulator/cli/main.js"), "--list-delay-seconds", "0"];
    const { line, stop } = await startChild(command, { stderr: "ignore" });
    return new Service(JSON.parse(line).url, stop);
  }

  /**
   * Empties the service and the log of its requests, and gives it these groups and rooms.
   *
   * @param {World} world
   */
  async becomes(world) {
    await this.#control("reset", {});
    await this.#control("seed", { [app.sdkAppId]: world });
  }

  /** @returns {Promise<{ command: string, errorCode: number | null }[]>} the requests since it last became something */
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
    if (!response.ok) throw new Error(`The emulator refused ${route}: ${await response.text()}`);
  }
}
