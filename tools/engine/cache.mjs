import { homedir } from "node:os";
import { join } from "node:path";

const NAME = "pulumi-tencent-chat";

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 * @returns {string} the user's folder for what is costly to get and the same for every clone
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
 * @param {string} [name] of a command; the engine's if left out
 * @returns {string} the command in it
 */
export function binaryIn(folder, name = "pulumi") {
  return join(folder, "bin", process.platform === "win32" ? `${name}.exe` : name);
}
