import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { installOnce } from "../../scripts/lib/install-once.mjs";
import { keepOthersOut, refuseForeignWrites } from "./trust.mjs";

const NAME = "pulumi-tencent-chat";

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 * @returns {string} the user's cache folder, which all clones share
 */
export function cacheFolder(env = process.env, platform = process.platform, home = homedir()) {
  if (env.PULUMI_TENCENT_CHAT_CACHE) return env.PULUMI_TENCENT_CHAT_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, NAME);
  if (platform === "darwin") return join(home, "Library", "Caches", NAME);
  if (platform === "win32" && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, NAME);
  return join(home, ".cache", NAME);
}

/**
 * @param {string} folder in the cache
 * @param {string} command
 * @returns {string} the path of the command in it
 */
export function binaryIn(folder, command) {
  return join(folder, "bin", process.platform === "win32" ? `${command}.exe` : command);
}

/**
 * Makes sure that the user's cache contains a working command, in a folder whose name has its version.
 *
 * @param {{ name: string, command: string, what: string, log: (line: string) => void,
 *   runs?: (binary: string) => Promise<boolean>, get: (folder: string) => Promise<void> }} wanted
 * @returns {Promise<string>} the path of the command
 */
export async function inCache({ name, command, what, log, runs = async () => true, get }) {
  const folder = join(cacheFolder(), `${name}-${process.platform}-${process.arch}`);
  const started = Date.now();
  const outcome = await installOnce({
    folder,
    what,
    log,
    works: async (place) => {
      // Check first, because `runs` already runs the command.
      refuseForeignWrites(cacheFolder(), place);
      return existsSync(binaryIn(place, command)) && (await runs(binaryIn(place, command)));
    },
    build: async (place) => {
      await get(place);
      keepOthersOut(place);
    },
  });
  if (outcome === "built") log(`${name} is in ${folder} (${Math.round((Date.now() - started) / 1000)} s).`);
  return binaryIn(folder, command);
}
