import { createRequire } from "node:module";
import { Project } from "./project.mjs";
import { Service } from "./service.mjs";

/** @type {{ roomsFor: (count: number, perRoom?: number) => Record<string, { type: string }> }} */
export const { roomsFor } = createRequire(import.meta.url)("../programs/robots.js");

/** @typedef {import("./project.mjs").Environment} Environment */

/**
 * @typedef {"ours" | "typescript" | "native" | "environment" | "noop" | "peer"} Side Robots in rooms: by this package, from JavaScript, from
 *   TypeScript, and by its native provider from YAML; by one object of it; by a dynamic resource that does nothing, and by one that
 *   was written by hand.
 */

/** Projects of several sides, and the service that they call. */
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
   * Opens them for some work, and leaves nothing of them.
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
   * Runs a command on a side's stack after it was brought back to a state that was kept.
   *
   * @param {Side} side
   * @param {string} from the label of that state
   * @param {string[]} command
   * @param {number} count of robots in the program
   * @param {Environment} [env]
   * @returns {Promise<import("./project.mjs").Cost>}
   */
  run(side, from, command, count, env = {}) {
    const project = this.project(side);
    project.bringBack(from);
    return project.pulumi(command, { BENCH_COUNT: String(count), ...env });
  }

  /**
   * Empties the service, but for the rooms of so many robots.
   *
   * @param {number} count
   * @param {number} [perRoom]
   */
  fresh(count, perRoom) {
    return this.service.becomes({ rooms: roomsFor(count, perRoom) });
  }
}

/** How a user switches off that the engine writes the state after every step. */
export const withoutCheckpoints = { PULUMI_SKIP_CHECKPOINTS: "true" };
