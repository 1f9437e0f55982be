import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { absolute, ratio } from "../lib/findings.mjs";
import { alternate, median } from "../lib/measure.mjs";
import { up } from "../lib/project.mjs";
import { Sides, withoutCheckpoints } from "../lib/sides.mjs";

/** @typedef {{ seconds: number, peakMb: number, refused: number }} Load The result of one `up` without checkpoints. */

const sidesOfRow = /** @type {const} */ (["noop", "ours"]);
const memoryProbe = fileURLToPath(new URL("../lib/record-memory.cjs", import.meta.url));

/** @type {import("../rows.mjs").Family} */
export const load = {
  rows: ["throughput", "host-memory", "growth"],
  sizes: {
    full: { small: 250, middle: 1000, large: 2000 },
    quick: { small: 20, middle: 80, large: 80 },
  },
  measure: ({ sizes, rounds, engine, wants }) =>
    Sides.during(sidesOfRow, engine, async (sides) => {
      const { small = 0, middle = 0, large = 0 } = sizes;
      /** @param {number} count */
      const loads = (count) => alternate(sidesOfRow, rounds, (side) => loaded(sides, side, count));
      const most = await loads(large);
      const some = !wants("host-memory") ? undefined : middle === large ? most : await loads(middle);
      const few = wants("growth") ? await loads(small) : undefined;
      return [
        ...throughput(large, most),
        ...(some === undefined ? [] : [memory(middle, some)]),
        ...(few === undefined ? [] : [growth({ small, few, large, most })]),
      ];
    }),
};

/**
 * @param {Sides} sides
 * @param {"noop" | "ours"} side
 * @param {number} count
 * @returns {Promise<Load>}
 */
async function loaded(sides, side, count) {
  await sides.fresh(count);
  const peaks = join(sides.project(side).folder, "peaks");
  rmSync(peaks, { recursive: true, force: true });
  mkdirSync(peaks);
  const { seconds } = await sides.run(side, "empty", up, count, {
    ...withoutCheckpoints,
    NODE_OPTIONS: `--require ${JSON.stringify(memoryProbe)}`,
    BENCH_PEAKS: peaks,
  });
  const peakMb = Math.max(
    ...readdirSync(peaks).map((file) => Number(readFileSync(join(peaks, file), "utf8"))),
  );
  const requests = await sides.service.requests();
  return { seconds, peakMb, refused: requests.filter(({ errorCode }) => errorCode !== 0).length };
}

/** @typedef {Record<"noop" | "ours", Load[]>} Loads */

/**
 * @param {number} count
 * @param {Loads} loads
 */
function throughput(count, { ours, noop }) {
  /** @param {Load[]} side */
  const perSecond = (side) => side.map(({ seconds }) => count / seconds);
  return [
    ratio({
      row: "throughput",
      size: `${count} created, no checkpoints`,
      unit: "/s",
      ours: perSecond(ours),
      other: perSecond(noop),
      goal: { sense: "at least", bound: 0.9 },
    }),
    absolute({
      row: "throughput, refused",
      size: `${count} created`,
      ours: [Math.max(...ours.map(({ refused }) => refused))],
      goal: { sense: "exactly", bound: 0 },
    }),
  ];
}

/**
 * @param {number} count
 * @param {Loads} loads
 */
function memory(count, { ours, noop }) {
  /** @param {Load[]} side */
  const peaks = (side) => side.map(({ peakMb }) => peakMb);
  return ratio({
    row: "host-memory",
    size: `${count} created, no checkpoints`,
    unit: "MB",
    ours: peaks(ours),
    other: peaks(noop),
    goal: { sense: "at most", bound: 1.25 },
  });
}

/** @param {{ small: number, few: Loads, large: number, most: Loads }} measured */
function growth({ small, few, large, most }) {
  /** @param {"noop" | "ours"} side */
  const grown = (side) => {
    const perResourceFew = median(few[side].map(({ seconds }) => seconds)) / small;
    return most[side].map(({ seconds }) => seconds / large / perResourceFew);
  };
  return ratio({
    row: "growth",
    size: `time each, ${large} / ${small}`,
    unit: "",
    ours: grown("ours"),
    other: grown("noop"),
    goal: { sense: "at most", bound: 1.1 },
  });
}
