import { median } from "./measure.mjs";

/**
 * @typedef {object} Finding A line of the table.
 * @property {string} row
 * @property {string} size what was run
 * @property {string} ours the result of this package
 * @property {string} other the result that it is compared with
 * @property {number | undefined} value the number that the goal limits, usually a ratio; undefined if there is none
 * @property {number | undefined} cpu the same ratio of processor times; undefined if they are unknown
 * @property {string} goal
 * @property {boolean | undefined} met
 * @property {Readonly<Record<string, readonly number[]>>} samples every single measurement
 */

/**
 * @typedef {object} Goal
 * @property {"at most" | "at least" | "exactly"} sense
 * @property {number} bound
 * @property {string} [unit] of the value, if it is no ratio
 */

/** @typedef {import("./project.mjs").Cost} Cost */

/** @type {Record<Goal["sense"], { sign: string, holds: (value: number, bound: number) => boolean }>} */
const senses = {
  "at most": { sign: "<=", holds: (value, bound) => value <= bound },
  "at least": { sign: ">=", holds: (value, bound) => value >= bound },
  exactly: { sign: "=", holds: (value, bound) => value === bound },
};

/** @param {number} value */
export function shown(value) {
  if (Number.isInteger(value)) return value.toLocaleString("en");
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}

/**
 * @param {number} value
 * @param {string} unit
 */
const withUnit = (value, unit) => `${shown(value)}${unit === "" ? "" : ` ${unit}`}`;

/**
 * @param {number} value
 * @param {Goal} goal
 */
function judged(value, { sense, bound, unit = "" }) {
  const { sign, holds } = senses[sense];
  return { value, goal: `${sign} ${withUnit(bound, unit)}`, met: holds(value, bound) };
}

/**
 * The ratio of two sides' medians.
 *
 * @param {{ row: string, size: string, unit: string, ours: readonly number[], other: readonly number[], goal?: Goal }} measured
 * @returns {Finding}
 */
export function ratio({ row, size, unit, ours, other, goal }) {
  const [one, two] = [median(ours), median(other)];
  return {
    row,
    size,
    ours: withUnit(one, unit),
    other: withUnit(two, unit),
    samples: { ours, other },
    cpu: undefined,
    ...(goal === undefined ? { value: one / two, goal: "", met: undefined } : judged(one / two, goal)),
  };
}

/**
 * The ratio of the times that the runs of two sides took.
 *
 * @param {{ row: string, size: string, ours: readonly Cost[], other: readonly Cost[], goal?: Goal }} measured
 * @returns {Finding}
 */
export function timeRatio({ ours, other, ...about }) {
  const [seconds, otherSeconds] = [ours, other].map((costs) => costs.map(({ seconds }) => seconds));
  const [cpu, otherCpu] = [ours, other].map((costs) => costs.flatMap(({ cpu }) => cpu ?? []));
  const finding = ratio({ ...about, unit: "s", ours: seconds ?? [], other: otherSeconds ?? [] });
  if (cpu === undefined || otherCpu === undefined || cpu.length < ours.length) return finding;
  return {
    ...finding,
    cpu: median(cpu) / median(otherCpu),
    samples: { ...finding.samples, oursCpu: cpu, otherCpu },
  };
}

/**
 * A value of this package alone.
 *
 * @param {{ row: string, size: string, ours: readonly number[], goal: Goal }} measured
 * @returns {Finding}
 */
export function absolute({ row, size, ours, goal }) {
  const value = median(ours);
  return {
    row,
    size,
    ours: withUnit(value, goal.unit ?? ""),
    other: "",
    samples: { ours },
    cpu: undefined,
    ...judged(value, goal),
  };
}
