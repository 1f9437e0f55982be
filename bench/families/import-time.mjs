import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../../scripts/lib/root.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { absolute } from "../lib/findings.mjs";
import { alternate } from "../lib/measure.mjs";

const probe = fileURLToPath(new URL("../lib/load-package.cjs", import.meta.url));

/** @typedef {{ milliseconds: number, mb: number, hostModules: number }} Loading */

/** @returns {Promise<Loading>} */
async function loading() {
  const done = await run(process.execPath, ["--expose-gc", probe, join(root, "package.json")], {});
  if (!done.ok) throw new Error(`The package could not be loaded: ${done.stderr}`);
  return JSON.parse(done.stdout);
}

/** @type {import("../rows.mjs").Family} */
export const importTime = {
  rows: ["import-time"],
  sizes: { full: {}, quick: {} },
  measure: async ({ rounds }) => {
    const { ours } = await alternate(["ours"], 2 * rounds + 1, loading);
    const size = "after @pulumi/pulumi";
    /** @param {keyof Loading} key */
    const all = (key) => ours.map((each) => each[key]);
    return [
      absolute({
        row: "import-time",
        size,
        ours: all("milliseconds"),
        goal: { sense: "at most", bound: 15, unit: "ms" },
      }),
      absolute({
        row: "import-time, memory",
        size,
        ours: all("mb"),
        goal: { sense: "at most", bound: 3, unit: "MB" },
      }),
      absolute({
        row: "import-time, the host's modules",
        size,
        ours: all("hostModules"),
        goal: { sense: "exactly", bound: 0 },
      }),
    ];
  },
};
