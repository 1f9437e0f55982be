import { absolute, ratio, timeRatio } from "../lib/findings.mjs";
import { alternate } from "../lib/measure.mjs";
import { up } from "../lib/project.mjs";
import { Sides } from "../lib/sides.mjs";

/** @typedef {import("../lib/sides.mjs").Side} Side */

/** The goal of `up-create-peer` by the number of robots: with more robots, the size of the state matters more. */
const peerGoals = [
  { from: 1000, bound: 0.4 },
  { from: 300, bound: 0.6 },
];

/** @type {import("../rows.mjs").Family} */
export const create = {
  rows: ["up-create", "up-create-peer", "state-bytes"],
  sizes: { full: { ordinary: 300, large: 1000 }, quick: { ordinary: 30 } },
  measure: ({ sizes, rounds, engine, wants }) =>
    Sides.during(["ours", "noop", "peer"], engine, async (sides) => {
      /**
       * @param {Side} side
       * @param {number} count
       */
      const created = async (side, count) => {
        await sides.fresh(count);
        return sides.run(side, "empty", up, count);
      };
      const findings = [];
      const { ordinary = 0, large } = sizes;
      const size = `${ordinary} created`;
      const costs = await alternate(["noop", "ours", "peer"], rounds, (side) => created(side, ordinary));
      findings.push(
        timeRatio({
          row: "up-create",
          size,
          ours: costs.ours,
          other: costs.noop,
          goal: { sense: "at most", bound: 1.1 },
        }),
        againstPeer(ordinary, costs.ours, costs.peer),
        ...stateBytes(sides, ordinary),
      );
      if (large !== undefined && wants("up-create-peer")) {
        const more = await alternate(["ours", "peer"], rounds, (side) => created(side, large));
        findings.push(againstPeer(large, more.ours, more.peer));
      }
      return findings;
    }),
};

/**
 * @param {number} count
 * @param {readonly import("../lib/project.mjs").Cost[]} ours
 * @param {readonly import("../lib/project.mjs").Cost[]} other
 */
function againstPeer(count, ours, other) {
  const bound = peerGoals.find(({ from }) => count >= from)?.bound;
  const goal = bound === undefined ? {} : { goal: /** @type {const} */ ({ sense: "at most", bound }) };
  return timeRatio({ row: "up-create-peer", size: `${count} created`, ours, other, ...goal });
}

/**
 * @param {Sides} sides whose stacks have `count` robots
 * @param {number} count
 */
function stateBytes(sides, count) {
  const row = "state-bytes";
  const size = `of ${count}, each`;
  const [ours, noop, peer] = /** @type {const} */ (["ours", "noop", "peer"]).map((side) =>
    sides.project(side).bytesOfResource(/^pulumi-nodejs:dynamic/),
  );
  const [text] = sides
    .project("ours")
    .state()
    .resources.flatMap(({ inputs }) => inputs?.__provider ?? []);
  return [
    ratio({
      row,
      size,
      unit: "bytes",
      ours: [ours ?? 0],
      other: [noop ?? 0],
      goal: { sense: "at most", bound: 1.1 },
    }),
    ratio({ row: `${row}, against the peer`, size, unit: "bytes", ours: [ours ?? 0], other: [peer ?? 0] }),
    absolute({
      row: `${row}, __provider`,
      size: "each",
      ours: [Buffer.byteLength(String(text))],
      goal: { sense: "at most", bound: 150, unit: "bytes" },
    }),
  ];
}
