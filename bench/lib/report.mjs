import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/root.mjs";
import { table } from "../../scripts/lib/table.mjs";
import { shown } from "./findings.mjs";

/** @typedef {import("./findings.mjs").Finding} Finding */

/**
 * @typedef {object} Surroundings What the figures depend on besides the code.
 * @property {number} cores
 * @property {string} processor
 * @property {number} memoryGb
 * @property {number} load the machine's load average at the start. If it exceeds the number of cores, the times mean little
 * @property {Record<string, string>} versions
 */

/**
 * @param {string} engineVersion
 * @returns {Surroundings}
 */
export function surroundings(engineVersion) {
  const sdk = createRequire(import.meta.url)("@pulumi/pulumi/package.json");
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? "unknown",
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
    versions: {
      "pulumi-tencent-chat": own.version,
      "Node.js": process.versions.node,
      "Pulumi CLI": engineVersion,
      "@pulumi/pulumi": sdk.version,
    },
  };
}

const columns = ["row", "size", "this package", "compared with", "value", "of CPU", "goal", "met"];

/** @param {Finding} finding */
function cellsOf({ row, size, ours, other, value, cpu, goal, met }) {
  const verdict = met === undefined ? "" : met ? "yes" : "NO";
  const [ratio = "", ofCpu = ""] = [value, cpu].map((each) => (each === undefined ? "" : shown(each)));
  return [row, size, ours, other, ratio, ofCpu, goal, verdict];
}

/**
 * A table in Markdown that is readable on a terminal, too.
 *
 * @param {readonly Finding[]} findings
 */
export function tableOf(findings) {
  return `${table(columns, findings.map(cellsOf))}\n`;
}

/**
 * @param {Surroundings} about
 * @param {string} extent the kind and duration of the run, in words
 */
export function headingOf({ cores, processor, memoryGb, load, versions }, extent) {
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${extent}; ${cores} cores (${processor}), ${memoryGb} GB, load ${load} at the start; ${names.join(", ")}\n`;
}
