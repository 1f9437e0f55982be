import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** @typedef {{ name: string, version: string, manifest: Record<string, any> }} InstalledPackage */

/**
 * @param {string} folder
 * @returns {{ name: string, version: string }[]} what the program's package.json asks for, at the installed version
 */
export function directDependencies(folder) {
  const root = nearest(folder, "package.json");
  const { dependencies, devDependencies } = readJson(join(root, "package.json"));
  return Object.entries({ ...devDependencies, ...dependencies }).map(([name, range]) => ({
    name,
    version: readJson(join(root, "node_modules", name, "package.json")).version ?? String(range),
  }));
}

/**
 * @param {string} folder
 * @returns {InstalledPackage[]} every package in the node_modules folders that the program loads from
 */
export function installedPackages(folder) {
  return packagesUnder(join(nearest(folder, "node_modules"), "node_modules"));
}

/**
 * A package that wraps a provider plugin says so in the `pulumi` part of its package.json. The engine fetches these
 * before the program starts.
 *
 * @param {string} folder
 */
export function requiredPlugins(folder) {
  const plugins = installedPackages(folder)
    .filter(({ manifest }) => manifest.pulumi?.resource === true)
    .map(({ name, version, manifest: { pulumi } }) => ({
      name: String(pulumi.name ?? name.replace(/^@[^/]+\//, "")),
      version: String(pulumi.version ?? version).replace(/^(?=\d)/, "v"),
      server: String(pulumi.server ?? ""),
      parameterization: pulumi.parameterization,
    }));
  return [...new Map(plugins.map((plugin) => [JSON.stringify(plugin), plugin])).values()];
}

/**
 * @param {string} modules
 * @returns {InstalledPackage[]}
 */
function packagesUnder(modules) {
  return list(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? list(join(modules, name)).map((scoped) => `${name}/${scoped}`) : name,
    )
    .flatMap((folder) => {
      const manifest = readJson(join(modules, folder, "package.json"));
      const { name, version = "" } = manifest;
      if (typeof name !== "string") return [];
      return [
        { name, version: String(version), manifest },
        ...packagesUnder(join(modules, folder, "node_modules")),
      ];
    });
}

/**
 * @param {string} folder
 * @param {string} entry
 * @returns {string} the folder itself or the nearest above it that holds the entry; the topmost one when none does
 */
function nearest(folder, entry) {
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, entry)) ? folder : nearest(parent, entry);
}

/** @param {string} folder */
function list(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/**
 * @param {string} file
 * @returns {Record<string, any>} empty when there is none, or what is there cannot be read
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
