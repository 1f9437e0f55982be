import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { findBeside, findCommand } from "../../scripts/lib/find-command.mjs";
import { root } from "../../scripts/lib/root.mjs";

/**
 * The programs that the engine starts for a Node.js program. The official CLI has them beside it, one that is built from
 * the Go module does not.
 */
const COMPANIONS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Where this repository has its own. */
const FOLDER = "tools/engine/companions";

/** Tells the companions beside a cached engine, which serves every clone, which clone they are to serve now. */
export const ROOT_VARIABLE = "PULUMI_TENCENT_CHAT_ROOT";

/**
 * Puts companions beside an engine that came without. Found on PATH they would do as well, but then the engine warns about
 * each of them in every command.
 *
 * @param {string} bin
 */
export function addCompanions(bin) {
  if (process.platform === "win32") return;
  for (const name of COMPANIONS) {
    if (findBeside(name, join(bin, "pulumi"))) continue;
    const file = join(bin, name);
    writeFileSync(
      file,
      `#!/bin/sh
exec "\${${ROOT_VARIABLE}:?names the folder of the pulumi-tencent-chat repository; see npm run engine:env}/${FOLDER}/${name}" "$@"
`,
    );
    chmodSync(file, 0o755);
  }
}

/**
 * @param {string} pulumi
 * @param {string} path the PATH that the engine is going to have
 * @returns {string[]} the folders that have to be on it for the companions that are not found otherwise
 */
export function missingCompanionFolders(pulumi, path) {
  const withEngine = [dirname(pulumi), path].join(delimiter);
  const missing = COMPANIONS.some((name) => !findBeside(name, pulumi) && !findCommand(name, withEngine));
  return missing ? [join(root, FOLDER)] : [];
}
