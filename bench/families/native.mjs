import { withYamlHost } from "../../tools/engine/yaml-host.mjs";
import { ratio, timeRatio } from "../lib/findings.mjs";
import { alternate } from "../lib/measure.mjs";
import { up } from "../lib/project.mjs";
import { Sides } from "../lib/sides.mjs";

/** @typedef {import("../lib/sides.mjs").Side} Side */

/**
 * The properties that say where the program declares a resource. They do not count, because the language host of YAML gives the stack
 * trace of its own Go code, which has nothing to do with the native provider.
 */
const place = ["sourcePosition", "stackTrace"];

/** The native provider, used from YAML. @type {import("../rows.mjs").Family} */
export const native = {
  rows: ["native-start", "native-create", "native-state"],
  sizes: { full: { few: 10, many: 300 }, quick: { few: 10, many: 30 } },
  measure: async ({ sizes: { few = 0, many = 0 }, rounds, engine, wants }) => {
    const { env } = await withYamlHost({ version: "", env: engine, folders: [] });
    return Sides.during(["native", "typescript", "noop"], env, async (sides) => {
      /**
       * @param {Side} side
       * @param {number} count
       */
      const created = async (side, count) => {
        await sides.fresh(count);
        return sides.run(side, "empty", up, count);
      };
      const findings = [];
      if (wants("native-start") || wants("native-state")) {
        const costs = await alternate(["native", "typescript"], rounds, (side) => created(side, few));
        findings.push(
          timeRatio({
            row: "native-start",
            size: `${few} created, YAML beside TypeScript`,
            ours: costs.native,
            other: costs.typescript,
            goal: { sense: "at most", bound: 0.6 },
          }),
          stateOf(sides, few, "native-state", place, { sense: "at most", bound: 0.9 }),
          stateOf(sides, few, "native-state, with the place", []),
        );
      }
      if (wants("native-create")) {
        const costs = await alternate(["native", "noop"], rounds, (side) => created(side, many));
        findings.push(
          timeRatio({
            row: "native-create",
            size: `${many} created`,
            ours: costs.native,
            other: costs.noop,
            goal: { sense: "at most", bound: 1 },
          }),
        );
      }
      return findings;
    });
  },
};

/**
 * @param {Sides} sides whose stacks have `count` robots
 * @param {number} count
 * @param {string} row
 * @param {readonly string[]} except properties that do not count
 * @param {import("../lib/findings.mjs").Goal} [goal]
 */
function stateOf(sides, count, row, except, goal) {
  return ratio({
    row,
    size: `of ${count}, each`,
    unit: "bytes",
    ours: [sides.project("native").bytesOfResource(/^tencent-chat:/, except)],
    other: [sides.project("typescript").bytesOfResource(/^pulumi-nodejs:dynamic/, except)],
    ...(goal === undefined ? {} : { goal }),
  });
}
