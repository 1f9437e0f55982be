import { join } from "node:path";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";

const CHECKS = [
  { name: "check", command: ["@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."] },
  { name: "types", command: ["typescript/bin/tsc", "-p", "tsconfig.json"] },
  { name: "scripts", command: ["typescript/bin/tsc", "-p", "scripts"] },
  { name: "example", command: ["typescript/bin/tsc", "-p", "examples"] },
  { name: "page", command: ["typescript/bin/tsc", "-p", "emulator/page"] },
  { name: "in-page", command: ["typescript/bin/tsc", "-p", "test/browser"] },
];

/**
 * Runs what needs no tests: format and lint, then types.
 *
 * @returns {Promise<import("./run-ring.mjs").Outcome[]>}
 */
export async function runChecks() {
  const outcomes = [];
  for (const { name, command } of CHECKS) {
    const [file = "", ...args] = command;
    const done = await run(process.execPath, [join(root, "node_modules", file), ...args], {
      cwd: root,
      output: "inherit",
    });
    outcomes.push({ name, passed: 0, failed: 0, skipped: 0, problems: done.ok ? [] : [done.reason] });
  }
  return outcomes;
}
