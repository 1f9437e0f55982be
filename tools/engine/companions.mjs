import { existsSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import which from "which";

/**
 * The programs that the engine starts for a Node.js program. The official CLI has them beside it, one that is built from
 * the Go module does not.
 */
const COMPANIONS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Tells the companions beside a cached engine, which serves every clone, in which clone's folder the real ones lie. */
export const COMPANIONS_VARIABLE = "PULUMI_TENCENT_CHAT_COMPANIONS";

/** This clone's. */
export const companionsFolder = fileURLToPath(new URL("companions", import.meta.url));

/**
 * Puts companions beside an engine that came without. Found on PATH they would do as well, but then the engine warns about
 * each of them in every command.
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
 * @param {string} path the PATH that the engine is going to have
 * @param {string[]} [names] of the programs it needs
 * @returns {boolean} whether it finds one of them nowhere
 */
export function lacksCompanions(pulumi, path, names = COMPANIONS) {
  // The engine looks beside itself, where it really is, and where the link to it is.
  const searched = [dirname(realpathSync(pulumi)), dirname(pulumi), path].join(delimiter);
  return names.some((name) => which.sync(name, { path: searched, nothrow: true }) === null);
}
