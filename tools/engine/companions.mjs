import { existsSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import which from "which";

/**
 * The programs that the engine starts for a Node.js program. The official CLI has them in its folder; a CLI built from the Go module
 * does not.
 */
const COMPANIONS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** All clones share a cached engine. This variable tells the companions in its folder which clone's companions to start. */
export const COMPANIONS_VARIABLE = "PULUMI_TENCENT_CHAT_COMPANIONS";

/** The companions of this clone. */
export const companionsFolder = fileURLToPath(new URL("companions", import.meta.url));

/**
 * Puts companions into the folder of an engine that has none. They would also work on PATH, but then the engine warns about each of them
 * in every command.
 *
 * @param {string} bin
 */
export function addCompanions(bin) {
  if (process.platform === "win32") return;
  const folder = `\${${COMPANIONS_VARIABLE}:?is not set; see npm run engine:env of pulumi-tencent-chat}`;
  for (const name of COMPANIONS) {
    const file = join(bin, name);
    if (!existsSync(file)) writeFileSync(file, `#!/bin/sh\nexec "${folder}/${name}" "$@"\n`, { mode: 0o755 });
  }
}

/**
 * @param {string} pulumi
 * @param {string} path the PATH of the engine
 * @param {string[]} [names] of the programs it needs
 * @returns {boolean} whether the engine would not find one of them
 */
export function lacksCompanions(pulumi, path, names = COMPANIONS) {
  // The engine looks in its own folder, in the folder of the link to it, and on PATH.
  const searched = [dirname(realpathSync(pulumi)), dirname(pulumi), path].join(delimiter);
  return names.some((name) => which.sync(name, { path: searched, nothrow: true }) === null);
}
