import { delimiter, dirname } from "node:path";
import which from "which";
import { inCache } from "./cache.mjs";
import { lacksCompanions } from "./companions.mjs";
import { buildWithGo, YAML_HOST } from "./go-build.mjs";

const NAME = "pulumi-language-yaml";

/**
 * Lets an engine run YAML programs, too. The official CLI has the YAML language host in its folder. For another engine, this builds it.
 *
 * @param {import("./ensure.mjs").Engine} engine
 * @param {(line: string) => void} [log]
 * @returns {Promise<import("./ensure.mjs").Engine>}
 */
export async function withYamlHost(engine, log = console.error) {
  const path = engine.env.PATH ?? "";
  if (!lacksCompanions(which.sync("pulumi", { path }), path, [NAME])) return engine;
  const { version } = YAML_HOST;
  const host = await inCache({
    name: `pulumi-yaml-${version}`,
    command: NAME,
    what: "builds the YAML language host",
    log,
    get: async (place) => {
      log(
        `Building the YAML language host ${version} with Go. This takes minutes, but only once for this user.`,
      );
      await buildWithGo(place, YAML_HOST);
    },
  });
  const folders = [...engine.folders, dirname(host)];
  const PATH = [dirname(host), path].join(delimiter);
  return { ...engine, folders, env: { ...engine.env, PATH, PULUMI_IGNORE_AMBIENT_PLUGINS: "false" } };
}
