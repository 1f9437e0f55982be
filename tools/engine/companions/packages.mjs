import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The plugins of the packages that a program loads from. A package that wraps one says so in the `pulumi` part of its
 * package.json; the engine fetches them before the program starts.
 *
 * @param {string} folder of the program
 */
export function requiredPlugins(folder) {
  let root = folder;
  while (!existsSync(join(root, "node_modules")) && dirname(root) !== root) root = dirname(root);
  const plugins = manifestsUnder(join(root, "node_modules"))
    .filter(({ name, pulumi }) => typeof name === "string" && pulumi?.resource === true)
    .map(({ name, version, pulumi }) => ({
      name: String(pulumi.name ?? name.replace(/^@[^/]+\//, "")),
      version: String(pulumi.version ?? version ?? "").replace(/^(?=\d)/, "v"),
      server: String(pulumi.server ?? ""),
      parameterization: pulumi.parameterization,
    }));
  return [...new Map(plugins.map((plugin) => [JSON.stringify(plugin), plugin])).values()];
}

/**
 * @param {string} modules
 * @returns {Record<string, any>[]} the package.json of each package there, and of those in it
 */
function manifestsUnder(modules) {
  if (!existsSync(modules)) return [];
  return readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => {
      const folder = join(modules, name);
      if (name.startsWith("@")) return manifestsUnder(folder);
      return [manifestIn(folder), ...manifestsUnder(join(folder, "node_modules"))];
    });
}

/** @param {string} folder */
function manifestIn(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch {
    return {};
  }
}
