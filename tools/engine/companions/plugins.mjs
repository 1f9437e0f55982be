import { installedPackages } from "./packages.mjs";

/**
 * @typedef {object} RequiredPlugin
 * @property {string} name
 * @property {string} version
 * @property {string} server
 * @property {{ name: string, version: string, value: string } | undefined} parameterization
 */

/**
 * A package that wraps a provider plugin says so in the `pulumi` part of its package.json. The engine fetches these
 * before the program starts.
 *
 * @param {string} folder
 * @returns {RequiredPlugin[]}
 */
export function requiredPlugins(folder) {
  /** @type {Map<string, RequiredPlugin>} */
  const found = new Map();
  for (const { name, version, manifest } of installedPackages(folder)) {
    const about = manifest.pulumi;
    if (about?.resource !== true) continue;
    const plugin = {
      name: about.name ?? name.replace(/^@[^/]+\//, ""),
      version: tagged(about.version ?? version),
      server: about.server ?? "",
      parameterization: about.parameterization,
    };
    found.set(JSON.stringify(plugin), plugin);
  }
  return [...found.values()];
}

/** @param {string} version */
function tagged(version) {
  return version === "" || version.startsWith("v") ? version : `v${version}`;
}
