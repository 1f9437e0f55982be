import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import which from "which";
import { installOnce } from "../../scripts/lib/install-once.mjs";
import { binaryIn, cacheFolder } from "./cache.mjs";
import { lacksCompanions } from "./companions.mjs";
import { buildWithGo, YAML_HOST } from "./go-build.mjs";
import { keepOthersOut, refuseForeignWrites } from "./trust.mjs";

const NAME = "pulumi-language-yaml";

/**
 * Lets an engine run YAML programs, too. The official CLI has their language host beside it; for another one it is built.
 *
 * @param {import("./ensure.mjs").Engine} engine
 * @param {import("./ways.mjs").Log} [log]
 * @returns {Promise<import("./ensure.mjs").Engine>}
 */
export async function withYamlHost(engine, log = console.error) {
  const path = engine.env.PATH ?? "";
  if (!lacksCompanions(which.sync("pulumi", { path }), path, [NAME])) return engine;
  const { version } = YAML_HOST;
  const folder = join(cacheFolder(), `pulumi-yaml-${version}-${process.platform}-${process.arch}`);
  await installOnce({
    folder,
    what: "builds the language host of YAML",
    log,
    works: (place) => {
      refuseForeignWrites(cacheFolder(), place);
      return existsSync(binaryIn(place, NAME));
    },
    build: async (place) => {
      log(
        `Building Pulumi's language host of YAML ${version} with Go. It takes minutes, once for this user.`,
      );
      await buildWithGo(place, YAML_HOST);
      keepOthersOut(place);
    },
  });
  const folders = [...engine.folders, dirname(binaryIn(folder, NAME))];
  const PATH = [dirname(binaryIn(folder, NAME)), path].join(delimiter);
  return { ...engine, folders, env: { ...engine.env, PATH, PULUMI_IGNORE_AMBIENT_PLUGINS: "false" } };
}
