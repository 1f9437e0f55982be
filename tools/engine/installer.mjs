import { root } from "../../scripts/lib/root.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { ENGINE_VERSION } from "./pins.mjs";

/** The SDK sets its installer no time limit, so it runs in a process that can be ended. */
const program = `
const [, folder, version] = process.argv;
const { PulumiCommand } = require("@pulumi/pulumi/automation");
PulumiCommand.install({ root: folder, version: require("semver").parse(version) }).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});`;

/**
 * Has the official installer put the engine in a folder.
 *
 * @param {string} folder
 */
export async function installOfficially(folder) {
  const args = ["-e", program, folder, ENGINE_VERSION];
  const done = await run(process.execPath, args, { cwd: root, timeoutMs: 10 * 60_000 });
  if (!done.ok) throw new Error(done.stderr.trim().split("\n").slice(-3).join(" ") || done.reason);
}
