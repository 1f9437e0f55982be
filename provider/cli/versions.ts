import satisfies = require("semver/functions/satisfies");

import { manifest } from "../manifest";

/** This package's own version. */
export const version: string = manifest.version;

/** The versions that this package needs, from its package.json. */
export const needed = {
  node: manifest.engines.node,
  /** For both the SDK and the CLI, which are released together. */
  pulumi: manifest.peerDependencies["@pulumi/pulumi"],
} as const;

/** Whether a version such as `v3.216.0` or `3.260.0-alpha.1` is in a range, by npm's rules. */
export function isIn(range: string, version: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}
