import { ratio, timeRatio } from "../lib/findings.mjs";
import { alternate } from "../lib/measure.mjs";
import { preview, up } from "../lib/project.mjs";
import { limitPerSecond } from "../lib/service.mjs";
import { Sides, withoutCheckpoints } from "../lib/sides.mjs";

/** 1,000 robots in 300 rooms. */
const perRoom = 10 / 3;
const env = { BENCH_PER_ROOM: String(perRoom) };

/** Commands on an environment, each compared with the same command on a stack of one no-op resource. */
const commands = /** @type {const} */ ([
  { row: "environment-unchanged", command: up, from: "created", says: "unchanged" },
  { row: "environment-preview", command: preview, from: "empty", says: "to create" },
]);

/** A whole environment that is one `BotFixtures`. @type {import("../rows.mjs").Family} */
export const environment = {
  rows: ["environment", ...commands.map(({ row }) => row)],
  sizes: { full: { robots: 1000 }, quick: { robots: 30 } },
  measure: ({ sizes, rounds, engine, wants }) =>
    Sides.during(["environment", "noop", "peer"], engine, async (sides) => {
      const { robots = 0 } = sizes;
      const findings = wants("environment") ? await created(sides, robots, rounds) : [];
      if (wants("environment-unchanged")) await keepCreated(sides, robots);
      for (const { row, command, from, says } of commands) {
        if (!wants(row)) continue;
        const costs = await alternate(["ours", "one"], rounds, (which) =>
          which === "ours"
            ? sides.run("environment", from, command, robots, env)
            : sides.run("noop", from, command, 1),
        );
        const goal = /** @type {const} */ ({ sense: "at most", bound: 1.3 });
        const size = `${robots} ${says}, beside one`;
        findings.push(timeRatio({ row, size, ours: costs.ours, other: costs.one, goal }));
      }
      return findings;
    }),
};

/**
 * Compares the creation with the least time that its calls need, and with that of as many resources of the other sides.
 *
 * @param {Sides} sides
 * @param {number} robots
 * @param {number} rounds
 */
async function created(sides, robots, rounds) {
  const costs = await alternate(["environment", "one", "noop", "peer"], rounds, async (which) => {
    await sides.fresh(robots, perRoom);
    return which === "one" ? sides.run("noop", "empty", up, 1) : sides.run(which, "empty", up, robots, env);
  });
  const size = `${robots} created`;
  const ours = costs.environment;
  return [
    ratio({
      row: "environment",
      size: `${size}, beside its calls and one no-op`,
      unit: "s",
      ours: ours.map(({ seconds }) => seconds),
      other: costs.one.map(({ seconds }) => seconds + robots / limitPerSecond),
      goal: { sense: "at most", bound: 1.25 },
    }),
    timeRatio({
      row: "environment, against no-op",
      size,
      ours,
      other: costs.noop,
      goal: { sense: "at most", bound: 0.25 },
    }),
    timeRatio({
      row: "environment, against the peer",
      size,
      ours,
      other: costs.peer,
      goal: { sense: "at most", bound: 0.1 },
    }),
  ];
}

/**
 * @param {Sides} sides
 * @param {number} robots
 */
async function keepCreated(sides, robots) {
  await sides.fresh(robots, perRoom);
  await sides.run("environment", "empty", up, robots, { ...env, ...withoutCheckpoints });
  await sides.run("noop", "empty", up, 1);
  for (const side of /** @type {const} */ (["environment", "noop"])) sides.project(side).keep("created");
}
