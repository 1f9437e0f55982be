import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/root.mjs";

/** The version that is fetched or built where the user has none, whichever way. */
export const ENGINE_VERSION = "3.274.1";

/** The version of the language host of YAML programs that tests are run with where the engine has none. */
export const YAML_HOST_VERSION = "1.25.0";

/** What building that version takes, from its go.mod. */
export const GO_VERSION = "1.26.6";

/** @returns {string} the versions of a user's own engine that will do: those that go with the SDKs this package allows */
export function engineRange() {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return manifest.peerDependencies["@pulumi/pulumi"];
}
