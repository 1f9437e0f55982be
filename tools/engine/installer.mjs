import { root } from "../../scripts/lib/root.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { ENGINE } from "./go-build.mjs";

/** The SDK's installer has no time limit. So it runs in its own process, which `run` can kill. */
const program = `
const version = require("semver").parse("${ENGINE.version}");
const { PulumiCommand } = require("@pulumi/pulumi/automation");
PulumiCommand.install({ root: process.argv[1], version }).catch(({ message }) => {
  console.error(message);
  process.exitCode = 1;
});`;

/**
 * Installs the engine into a folder with the official installer.
 *
 * @param {string} folder
 */
export async function installOfficially(folder) {
  const done = await run(process.execPath, ["-e", program, folder], { cwd: root, timeoutMs: 10 * 60_000 });
  if (!done.ok) throw new Error(done.stderr.trim().split("\n").slice(-3).join(" ") || done.reason);
}
