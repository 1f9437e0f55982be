import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * @typedef {object} InstalledPackage
 * @property {string} name
 * @property {string} version
 * @property {Record<string, any>} manifest
 */

/**
 * @param {string} folder
 * @returns {{ name: string, version: string }[]} what the program's package.json asks for, at the installed version
 */
export function directDependencies(folder) {
  const root = nearest(folder, "package.json");
  const manifest = root && readJson(join(root, "package.json"));
  if (!root || !manifest) return [];
  const wanted = { ...manifest.devDependencies, ...manifest.dependencies };
  return Object.entries(wanted).map(([name, range]) => ({
    name,
    version: readJson(join(root, "node_modules", name, "package.json"))?.version ?? String(range),
  }));
}

/**
 * @param {string} folder
 * @returns {InstalledPackage[]} every package in the node_modules folders that the program loads from
 */
export function installedPackages(folder) {
  const root = nearest(folder, "node_modules");
  return root === undefined ? [] : packagesUnder(join(root, "node_modules"));
}

/**
 * @param {string} modules
 * @returns {InstalledPackage[]}
 */
function packagesUnder(modules) {
  return list(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? list(join(modules, name)).map((scoped) => `${name}/${scoped}`) : [name],
    )
    .flatMap((name) => {
      const manifest = readJson(join(modules, name, "package.json"));
      if (typeof manifest?.name !== "string") return [];
      const version = String(manifest.version ?? "");
      return [
        { name: manifest.name, version, manifest },
        ...packagesUnder(join(modules, name, "node_modules")),
      ];
    });
}

/**
 * @param {string} folder
 * @param {string} entry
 * @returns {string | undefined} the folder itself or the nearest above it that holds the entry
 */
function nearest(folder, entry) {
  if (existsSync(join(folder, entry))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearest(parent, entry);
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * @param {string} file
 * @returns {Record<string, any> | undefined}
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
