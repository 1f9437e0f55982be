import { run } from "../../scripts/lib/run.mjs";
import { parseVersion } from "../../scripts/lib/version.mjs";

const LIMIT_MS = 30_000;

/**
 * Asks a Pulumi CLI for its version, which shows as well that it runs on this machine.
 *
 * @param {string} pulumi
 * @returns {Promise<{ version: string } | { problem: string }>}
 */
export async function versionOf(pulumi) {
  const asked = await run(pulumi, ["version"], {
    timeoutMs: LIMIT_MS,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  if (!asked.ok) return { problem: `\`${pulumi} version\`: ${asked.reason}` };
  const version = asked.stdout.trim().replace(/^v/, "");
  if (parseVersion(version) === undefined) {
    return { problem: `\`${pulumi} version\` says "${version}", which is not a version` };
  }
  return { version };
}
