import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import which from "which";
import { installOnce } from "../../scripts/lib/install-once.mjs";
import { binaryIn, cacheFolder } from "./cache.mjs";
import { addCompanions, COMPANIONS_VARIABLE, companionsFolder, lacksCompanions } from "./companions.mjs";
import { buildWithGo, ENGINE } from "./go-build.mjs";
import { installOfficially } from "./installer.mjs";
import { ENGINE_VERSION } from "./pins.mjs";
import { keepOthersOut, refuseForeignWrites } from "./trust.mjs";
import { engineOnPath, versionOf } from "./version.mjs";
import { firstThatWorks, secondsSince } from "./ways.mjs";

/**
 * @typedef {object} Engine
 * @property {string} version
 * @property {Record<string, string>} env what a process needs on top of its environment to use this engine
 * @property {string[]} folders those that `env.PATH` has before the PATH of this process
 */

/**
 * Finds a Pulumi engine that goes with this package, or gets one into the user's cache.
 *
 * @param {{ log?: import("./ways.mjs").Log }} [options]
 * @returns {Promise<Engine>}
 */
export async function ensureEngine({ log = console.error } = {}) {
  const own = await engineOnPath();
  if ("pulumi" in own) return describe(own.pulumi, own.version, []);
  if (which.sync("pulumi", { nothrow: true }))
    log(`The Pulumi CLI on PATH is of no use here: ${own.problem}.`);
  const folder = join(cacheFolder(), `pulumi-${ENGINE_VERSION}-${process.platform}-${process.arch}`);
  const started = Date.now();
  const outcome = await installOnce({
    folder,
    what: "gets the Pulumi engine",
    log,
    works: async (place) => {
      // Asking it for its version runs it already.
      refuseForeignWrites(cacheFolder(), place);
      return existsSync(binaryIn(place)) && "version" in (await versionOf(binaryIn(place)));
    },
    build: async (place) => {
      await firstThatWorks(place, own.problem, log, [
        { label: "the official installer", get: installOfficially },
        { label: "building it with Go", get: (place) => buildWithGo(place, ENGINE) },
      ]);
      addCompanions(dirname(binaryIn(place)));
      keepOthersOut(place);
    },
  });
  if (outcome === "built")
    log(`The Pulumi CLI ${ENGINE_VERSION} is in ${folder} (${secondsSince(started)} s).`);
  return describe(binaryIn(folder), ENGINE_VERSION, [dirname(binaryIn(folder))]);
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
