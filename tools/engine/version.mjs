import { readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import which from "which";
import { root } from "../../scripts/lib/root.mjs";
import { run } from "../../scripts/lib/run.mjs";

/** @returns {string} the versions of the engine that suit this package: the same as those of the SDK */
export function engineRange() {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return manifest.peerDependencies["@pulumi/pulumi"];
}

/**
 * Asks a Pulumi CLI for its version. The answer also shows that the CLI runs on this machine.
 *
 * @param {string} pulumi
 * @returns {Promise<{ version: string } | { problem: string }>}
 */
export async function versionOf(pulumi) {
  const env = { PULUMI_SKIP_UPDATE_CHECK: "true" };
  const asked = await run(pulumi, ["version"], { timeoutMs: 30_000, env });
  if (!asked.ok) return { problem: `\`${pulumi} version\` failed: ${asked.reason}` };
  const version = semver.valid(asked.stdout.trim());
  if (version === null)
    return { problem: `\`${pulumi} version\` says "${asked.stdout.trim()}", which is not a version` };
  return { version };
}

/**
 * @param {string} [range] the accepted versions, including their pre-releases
 * @param {string} [path] a PATH
 * @returns {Promise<{ pulumi: string, version: string } | { problem: string }>} the engine on PATH, if its version is accepted
 */
export async function engineOnPath(range = engineRange(), path = process.env.PATH) {
  const pulumi = which.sync("pulumi", { path, nothrow: true });
  if (pulumi === null) return { problem: "there is no `pulumi` on PATH" };
  const asked = await versionOf(pulumi);
  if ("problem" in asked) return asked;
  if (semver.satisfies(asked.version, range, { includePrerelease: true })) return { pulumi, ...asked };
  return { problem: `${pulumi} has version ${asked.version}; ${range} is needed` };
}
