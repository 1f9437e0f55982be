import { delimiter, dirname } from "node:path";
import which from "which";
import { binaryIn, inCache } from "./cache.mjs";
import { addCompanions, COMPANIONS_VARIABLE, companionsFolder, lacksCompanions } from "./companions.mjs";
import { buildWithGo, ENGINE } from "./go-build.mjs";
import { installOfficially } from "./installer.mjs";
import { engineOnPath, versionOf } from "./version.mjs";
import { firstThatWorks } from "./ways.mjs";

/**
 * @typedef {object} Engine
 * @property {string} version
 * @property {Record<string, string>} env the variables that a process needs in addition to its environment to use this engine
 * @property {string[]} folders the folders that `env.PATH` has before the PATH of this process
 */

/**
 * Finds a Pulumi engine whose version suits this package, or installs one into the user's cache.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<Engine>}
 */
export async function ensureEngine({ log = console.error } = {}) {
  const own = await engineOnPath();
  if ("pulumi" in own) return describe(own.pulumi, own.version, []);
  if (which.sync("pulumi", { nothrow: true })) log(`Not using the Pulumi CLI on PATH: ${own.problem}.`);
  const pulumi = await inCache({
    name: `pulumi-${ENGINE.version}`,
    command: "pulumi",
    what: "gets the Pulumi engine",
    log,
    runs: async (binary) => "version" in (await versionOf(binary)),
    get: async (place) => {
      await firstThatWorks(place, own.problem, log, [
        { label: "the official installer", get: installOfficially },
        { label: "building it with Go", get: (place) => buildWithGo(place, ENGINE) },
      ]);
      addCompanions(dirname(binaryIn(place, "pulumi")));
    },
  });
  return describe(pulumi, ENGINE.version, [dirname(pulumi)]);
}

/**
 * @param {string} pulumi
 * @param {string} version
 * @param {string[]} engine the folder of the engine; empty if it is on PATH
 * @returns {Engine}
 */
function describe(pulumi, version, engine) {
  const path = process.env.PATH ?? "";
  const lacking = lacksCompanions(pulumi, path);
  const folders = [...engine, ...(lacking ? [companionsFolder] : [])];
  // The engine's companions start `node` by its name.
  if (which.sync("node", { path, nothrow: true }) === null) folders.push(dirname(process.execPath));
  return {
    version,
    folders,
    env: {
      PATH: [...folders, path].join(delimiter),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      [COMPANIONS_VARIABLE]: companionsFolder,
      // Otherwise the user's environment may tell the engine not to look for companions on PATH.
      ...(lacking ? { PULUMI_IGNORE_AMBIENT_PLUGINS: "false" } : {}),
    },
  };
}
