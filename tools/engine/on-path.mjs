import { findCommand } from "../../scripts/lib/find-command.mjs";
import { satisfies } from "../../scripts/lib/version.mjs";
import { engineRange } from "./pins.mjs";
import { versionOf } from "./version-of.mjs";

/**
 * @returns {Promise<{ pulumi: string, version: string } | { problem: string }>} the user's own engine, if it will do
 */
export async function engineOnPath() {
  const pulumi = findCommand("pulumi");
  if (pulumi === undefined) return { problem: "there is no `pulumi` on PATH" };
  const asked = await versionOf(pulumi);
  if ("problem" in asked) return asked;
  const range = engineRange();
  if (!satisfies(asked.version, range)) {
    return { problem: `${pulumi} has version ${asked.version}; ${range} is needed` };
  }
  return { pulumi, version: asked.version };
}
