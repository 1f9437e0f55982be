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
 * @property {Record<string, string>} env what a process needs on top of its environment to use this engine
 * @property {string[]} folders those that `env.PATH` has before the PATH of this process
 */

/**
 * Finds a Pulumi engine that goes with this package, or gets one into the user's cache.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<Engine>}
 */
export async function ensureEngine({ log = console.error } = {}) {
  const own = await engineOnPath();
  if ("pulumi" in own) return describe(own.pulumi, own.version, []);
  if (which.sync("pulumi", { nothrow: true }))
    log(`The Pulumi CLI on PATH is of no use here: ${own.problem}.`);
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
 * @param {string[]} engine its folder, unless it is on PATH
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
      // Companions on PATH are of no use to an engine that has been told not to look there.
      ...(lacking ? { PULUMI_IGNORE_AMBIENT_PLUGINS: "false" } : {}),
    },
  };
}
