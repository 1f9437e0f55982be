import { createRequire } from "node:module";
import { findInProject, watchParent } from "./shared.mjs";

/**
 * Runs the SDK's dynamic provider in this process. The SDK has a launcher of its own, which does no more; but a provider
 * started by that one stays for ever when its engine is killed.
 */
export function main() {
  const provider = findInProject(process.cwd(), "@pulumi/pulumi/cmd/dynamic-provider");
  watchParent(() => process.exit(1));
  process.argv[1] = provider;
  createRequire(provider)(provider);
}
