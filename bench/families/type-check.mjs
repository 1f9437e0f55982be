import { timeRatio } from "../lib/findings.mjs";
import { alternate } from "../lib/measure.mjs";
import { Project, preview } from "../lib/project.mjs";
import { Service } from "../lib/service.mjs";

/** Compares a program in TypeScript without type check with the same program with it. No goal. @type {import("../rows.mjs").Family} */
export const typeCheck = {
  rows: ["type-check"],
  sizes: { full: {}, quick: {} },
  measure: async ({ rounds, engine }) => {
    const service = await Service.start();
    const project = await Project.open("typescript", engine, service.url);
    try {
      const costs = await alternate(["checked", "transpiled"], rounds, (how) =>
        project.pulumi(preview, {
          BENCH_COUNT: "1",
          PULUMI_NODEJS_TRANSPILE_ONLY: String(how === "transpiled"),
        }),
      );
      const size = "preview of 1, TypeScript";
      return [timeRatio({ row: "type-check", size, ours: costs.transpiled, other: costs.checked })];
    } finally {
      project.remove();
      await service.stop();
    }
  },
};
