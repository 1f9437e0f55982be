import { timeRatio } from "../lib/findings.mjs";
import { alternate } from "../lib/measure.mjs";
import { up } from "../lib/project.mjs";
import { Sides, withoutCheckpoints } from "../lib/sides.mjs";

/** The number of stacks over which the robots of one stack are split. */
const stacks = 4;

/** The ways to run one large stack. The first one is the default, with which the others are compared. */
const variants = /** @type {const} */ ([
  { name: "as it is", args: [], env: {} },
  { name: "PULUMI_SKIP_CHECKPOINTS=true", args: [], env: withoutCheckpoints },
  { name: "one RoomRobots", args: [], env: { BENCH_SHAPE: "plural" } },
  { name: "--parallel 1", args: ["--parallel", "1"], env: {} },
  { name: "--parallel 64", args: ["--parallel", "64"], env: {} },
]);

const severalStacks = `${stacks} stacks, one after the other`;

/** The figures of the advice for large stacks in docs/performance.md, without goals. @type {import("../rows.mjs").Family} */
export const largeStacks = {
  rows: ["large-stacks"],
  sizes: { full: { robots: 1000 }, quick: { robots: 40 } },
  measure: ({ sizes, rounds, engine }) => {
    const { robots = 0 } = sizes;
    return Sides.during(["ours"], engine, async (sides) => {
      const names = [...variants.map(({ name }) => name), severalStacks];
      const costs = await alternate(names, rounds, async (name) => {
        await sides.fresh(robots);
        const variant = variants.find((each) => each.name === name);
        return variant === undefined
          ? oneAfterTheOther(sides, robots)
          : sides.run("ours", "empty", [...up, ...variant.args], robots, variant.env);
      });
      const [plain, ...others] = names;
      return others.map((name) =>
        timeRatio({
          row: `large-stacks, ${name}`,
          size: `${robots} created`,
          ours: costs[name] ?? [],
          other: costs[plain ?? ""] ?? [],
        }),
      );
    });
  },
};

/**
 * Creates the robots in several stacks, each with its share of them.
 *
 * @param {Sides} sides
 * @param {number} robots
 */
async function oneAfterTheOther(sides, robots) {
  const part = Math.ceil(robots / stacks);
  let seconds = 0;
  let cpu = 0;
  for (let first = 0; first < robots; first += part) {
    const cost = await sides.run("ours", "empty", up, part, { BENCH_FIRST: String(first) });
    seconds += cost.seconds;
    cpu += cost.cpu ?? Number.NaN;
  }
  return { seconds, cpu: Number.isNaN(cpu) ? undefined : cpu };
}
