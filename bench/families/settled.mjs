import { timeRatio } from "../lib/findings.mjs";
import { alternate } from "../lib/measure.mjs";
import { preview, refresh, up } from "../lib/project.mjs";
import { Sides, withoutCheckpoints } from "../lib/sides.mjs";

/** The commands, each with its goal. They start from created robots or from an empty stack. */
const rows = /** @type {const} */ ([
  { row: "up-unchanged", command: up, from: "created", size: "many", says: "unchanged", bound: 1.05 },
  { row: "preview", command: preview, from: "empty", size: "many", says: "to create", bound: 1.05 },
  { row: "refresh", command: refresh, from: "created", size: "some", says: "read", bound: 1.3 },
]);

const sidesOfRow = /** @type {const} */ (["noop", "ours"]);

/** @type {import("../rows.mjs").Family} */
export const settled = {
  rows: rows.map(({ row }) => row),
  sizes: { full: { many: 1000, some: 300 }, quick: { many: 30, some: 30 } },
  measure: ({ sizes, rounds, engine, wants }) =>
    Sides.during(sidesOfRow, engine, async (sides) => {
      const findings = [];
      let created = 0;
      for (const { row, command, from, size, says, bound } of rows) {
        if (!wants(row)) continue;
        const count = sizes[size] ?? 0;
        if (from === "created" && created !== count) {
          await createOn(sides, count);
          created = count;
        }
        const { ours, noop: other } = await alternate(sidesOfRow, rounds, (side) =>
          sides.run(side, from, command, count),
        );
        const goal = /** @type {const} */ ({ sense: "at most", bound });
        findings.push(timeRatio({ row, size: `${count} ${says}`, ours, other, goal }));
      }
      return findings;
    }),
};

/**
 * @param {Sides} sides
 * @param {number} count
 */
async function createOn(sides, count) {
  await sides.fresh(count);
  for (const side of sidesOfRow) {
    await sides.run(side, "empty", up, count, withoutCheckpoints);
    sides.project(side).keep("created");
  }
}
