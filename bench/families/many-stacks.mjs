import { absolute, timeRatio } from "../lib/findings.mjs";
import { alternate } from "../lib/measure.mjs";
import { Project, up } from "../lib/project.mjs";
import { limitPerSecond, Service } from "../lib/service.mjs";
import { roomsFor } from "../lib/sides.mjs";

const numbers = [2, 4, 8];

/** The setting of each of several pipelines: the app's whole call rate, or its share of it. */
const settings = /** @type {const} */ (["each at the limit", "each at its part"]);

/** Stacks of one app that run at the same time on one machine, each with its share of the robots. @type {import("../rows.mjs").Family} */
export const manyStacks = {
  rows: ["many-stacks"],
  sizes: { full: { robots: 1000 }, quick: { robots: 24 } },
  measure: async ({ sizes, rounds, engine }) => {
    const { robots = 0 } = sizes;
    const service = await Service.start();
    /** @type {Project[]} */
    const projects = [];
    try {
      while (projects.length < Math.max(...numbers))
        projects.push(await Project.open("environment", engine, service.url));
      return await measured(service, projects, robots, rounds);
    } finally {
      for (const project of projects) project.remove();
      await service.stop();
    }
  },
};

/**
 * @param {Service} service
 * @param {readonly Project[]} projects
 * @param {number} robots
 * @param {number} rounds
 */
async function measured(service, projects, robots, rounds) {
  const alone = "one stack";
  const variants = numbers.flatMap((stacks) =>
    settings.map((setting) => ({ name: `${stacks} stacks, ${setting}`, stacks, setting })),
  );
  const costs = await alternate([alone, ...variants.map(({ name }) => name)], rounds, async (name) => {
    const { stacks, setting } = variants.find((each) => each.name === name) ?? { stacks: 1 };
    const perSecond = setting === "each at its part" ? Math.floor(limitPerSecond / stacks) : limitPerSecond;
    await service.becomes({ rooms: roomsFor(robots) });
    const seconds = await sideBySide(projects.slice(0, stacks), robots, perSecond);
    const requests = await service.requests();
    const done = requests.filter(({ errorCode }) => errorCode === 0).length;
    if (done !== robots) throw new Error(`${name}: ${done} of ${robots} robots were added.`);
    return { seconds, cpu: undefined, refused: requests.length - done };
  });
  return variants.flatMap(({ name, setting }) => {
    const own = costs[name] ?? [];
    const row = `many-stacks, ${name}`;
    const size = `${robots} created`;
    const refused = Math.max(...own.map((cost) => cost.refused));
    /** @type {import("../lib/findings.mjs").Goal} */
    const goal =
      setting === "each at its part"
        ? { sense: "exactly", bound: 0 }
        : { sense: "at most", bound: robots, unit: "calls" };
    return [
      timeRatio({ row, size, ours: own, other: costs[alone] ?? [] }),
      absolute({ row: `${row}, refused`, size, ours: [refused], goal }),
    ];
  });
}

/**
 * Runs all stacks at the same time. Fails if one of them fails.
 *
 * @param {readonly Project[]} projects
 * @param {number} robots
 * @param {number} perSecond
 */
async function sideBySide(projects, robots, perSecond) {
  const started = performance.now();
  const part = Math.ceil(robots / projects.length);
  await Promise.all(
    projects.map((project, at) => {
      project.bringBack("empty");
      return project.pulumi(up, {
        BENCH_FIRST: String(at * part),
        BENCH_COUNT: String(Math.min(part, robots - at * part)),
        TENCENT_CHAT_REQUESTS_PER_SECOND: String(perSecond),
      });
    }),
  );
  return (performance.now() - started) / 1000;
}
