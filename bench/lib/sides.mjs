import { createRequire } from "node:module";
import { Project } from "./project.mjs";
import { Service } from "./service.mjs";

/** @type {{ roomsFor: (count: number, perRoom?: number) => Record<string, { type: string }> }} */
export const { roomsFor } = createRequire(import.meta.url)("../programs/robots.js");

/** @typedef {import("./project.mjs").Environment} Environment */

/**
 * @typedef {"ours" | "typescript" | "native" | "environment" | "noop" | "peer"} Side Ways to put robots into rooms.
 *   With this package: "ours" from JavaScript, "typescript" from TypeScript, "native" from YAML with the native provider, "environment"
 *   with one `BotFixtures`. Without it: "noop" with a dynamic resource that does nothing, "peer" with a hand-written one.
 */

/** The projects of several sides, and the emulator that they call. */
export class Sides {
  #projects;
  /** @readonly */
  service;

  /**
   * @param {Service} service
   * @param {ReadonlyMap<Side, Project>} projects
   */
  constructor(service, projects) {
    this.service = service;
    this.#projects = projects;
  }

  /**
   * Opens the projects and the emulator for `work`, and removes them afterwards.
   *
   * @template Result
   * @param {readonly Side[]} sides
   * @param {Environment} engine
   * @param {(sides: Sides) => Promise<Result>} work
   * @returns {Promise<Result>}
   */
  static async during(sides, engine, work) {
    const service = await Service.start();
    /** @type {Map<Side, Project>} */
    const projects = new Map();
    try {
      for (const side of sides) projects.set(side, await Project.open(side, engine, service.url));
      return await work(new Sides(service, projects));
    } finally {
      for (const project of projects.values()) project.remove();
      await service.stop();
    }
  }

  /** @param {Side} side */
  project(side) {
    const project = this.#projects.get(side);
    if (project === undefined) throw new Error(`The side ${side} was not opened.`);
    return project;
  }

  /**
   * Restores a kept state of a side's stack, and runs a command on it.
   *
   * @param {Side} side
   * @param {string} from the label of that state
   * @param {string[]} command
   * @param {number} count the number of robots in the program
   * @param {Environment} [env]
   * @returns {Promise<import("./project.mjs").Cost>}
   */
  run(side, from, command, count, env = {}) {
    const project = this.project(side);
    project.bringBack(from);
    return project.pulumi(command, { BENCH_COUNT: String(count), ...env });
  }

  /**
   * Empties the emulator, and adds the rooms for `count` robots.
   *
   * @param {number} count
   * @param {number} [perRoom]
   */
  fresh(count, perRoom) {
    return this.service.becomes({ rooms: roomsFor(count, perRoom) });
  }
}

/** The variable that stops the engine from writing the state after every step. */
export const withoutCheckpoints = { PULUMI_SKIP_CHECKPOINTS: "true" };
