import { createRequire } from "node:module";
import { findInProject, watchParent } from "./shared.mjs";

/**
 * Runs the SDK's dynamic provider in this process, and ends it with the engine. If somebody kills the engine, a provider that the SDK's
 * own launcher started runs for ever.
 */
export function main() {
  const provider = findInProject(process.cwd(), "@pulumi/pulumi/cmd/dynamic-provider");
  watchParent(() => process.exit(1));
  process.argv[1] = provider;
  createRequire(provider)(provider);
}
