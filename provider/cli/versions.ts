import satisfies from "semver/functions/satisfies";
import { manifest } from "../manifest";

/** This package's own version. */
export const version: string = manifest.version;

/** What this package needs, as its package.json says. */
export const needed = {
  node: manifest.engines.node,
  /** Of the SDK, and of the CLI as well: they are released together. */
  pulumi: manifest.peerDependencies["@pulumi/pulumi"],
} as const;

/** Whether a version such as `v3.216.0` or `3.260.0-alpha.1` is in a range, as npm reads ranges. */
export function isIn(range: string, version: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}
