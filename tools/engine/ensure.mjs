import { delimiter, dirname, join } from "node:path";
import { findCommand } from "../../scripts/lib/find-command.mjs";
import { installOnce } from "../../scripts/lib/install-once.mjs";
import { createLog } from "../../scripts/lib/log.mjs";
import { root } from "../../scripts/lib/root.mjs";
import { cacheFolder } from "./cache.mjs";
import { addCompanions, missingCompanionFolders, ROOT_VARIABLE } from "./companions.mjs";
import { buildWithGo } from "./go-build.mjs";
import { installOfficially } from "./installer.mjs";
import { engineOnPath } from "./on-path.mjs";
import { ENGINE_VERSION } from "./pins.mjs";
import { duration } from "./progress.mjs";
import { versionOf } from "./version-of.mjs";
import { firstThatWorks } from "./ways.mjs";

/**
 * @typedef {object} Engine
 * @property {string} pulumi the folder of the `pulumi` binary
 * @property {string} version
 * @property {"path" | "cache" | "installer" | "go"} source
 * @property {Record<string, string>} env what a process needs on top of its environment to use this engine
 * @property {string[]} folders those that `env.PATH` has before the PATH of this process
 */

/**
 * Finds a Pulumi engine that goes with this package, or gets one into the user's cache.
 *
 * @param {{ log?: import("../../scripts/lib/log.mjs").Log }} [options]
 * @returns {Promise<Engine>}
 */
export async function ensureEngine({ log = createLog() } = {}) {
  const own = await engineOnPath();
  if ("pulumi" in own) return describe(own.pulumi, own.version, "path");
  if (findCommand("pulumi")) log(`The Pulumi CLI on PATH is of no use here: ${own.problem}.`);
  return await cachedEngine(own.problem, log);
}

/**
 * @param {string} whyNotOwn
 * @param {import("../../scripts/lib/log.mjs").Log} log
 * @returns {Promise<Engine>}
 */
async function cachedEngine(whyNotOwn, log) {
  const folder = join(cacheFolder(), `pulumi-${ENGINE_VERSION}-${process.platform}-${process.arch}`);
  const started = Date.now();
  /** @type {Engine["source"]} */
  let source = "cache";
  const outcome = await installOnce({
    folder,
    what: "getting the Pulumi engine",
    log,
    works: async (place) => "version" in (await versionOf(binary(place))),
    build: async (place) => {
      source = await firstThatWorks(place, whyNotOwn, log, [
        { name: "installer", label: "the official installer", get: installOfficially },
        { name: "go", label: "building it with Go", get: buildWithGo },
      ]);
      addCompanions(dirname(binary(place)));
    },
  });
  if (outcome === "built")
    log(`The Pulumi CLI ${ENGINE_VERSION} is in ${folder} (${duration(Date.now() - started)}).`);
  return describe(binary(folder), ENGINE_VERSION, source);
}

/** @param {string} folder */
function binary(folder) {
  return join(folder, "bin", process.platform === "win32" ? "pulumi.exe" : "pulumi");
}

/**
 * @param {string} pulumi
 * @param {string} version
 * @param {Engine["source"]} source
 * @returns {Engine}
 */
function describe(pulumi, version, source) {
  const path = process.env.PATH ?? "";
  const companions = missingCompanionFolders(pulumi, path);
  const folders = [...(source === "path" ? [] : [dirname(pulumi)]), ...companions];
  // The engine's companions start `node` by its name.
  if (findCommand("node", path) === undefined) folders.push(dirname(process.execPath));
  return {
    pulumi: dirname(pulumi),
    version,
    source,
    folders,
    env: {
      PATH: [...folders, path].join(delimiter),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      [ROOT_VARIABLE]: root,
      // Companions on PATH are of no use to an engine that has been told not to look there.
      ...(companions.length > 0 ? { PULUMI_IGNORE_AMBIENT_PLUGINS: "false" } : {}),
    },
  };
}
