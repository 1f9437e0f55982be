import { createRequire } from "node:module";
import { join } from "node:path";
import { watchParent } from "./parent.mjs";
import { findInProject } from "./program.mjs";

const PROVIDER = "@pulumi/pulumi/cmd/dynamic-provider";

/**
 * Runs the SDK's dynamic provider in this process. The SDK has a launcher of its own, which does no more; but a provider
 * started by that one stays for ever when its engine is killed.
 */
export function main() {
  const provider = findInProject(process.cwd(), PROVIDER);
  if (provider === undefined) {
    process.stderr.write(
      `The Pulumi SDK (@pulumi/pulumi) is not installed in ${process.cwd()}. Run \`npm install\` there.\n`,
    );
    process.exitCode = 1;
    return;
  }
  watchParent(() => process.exit(1));
  process.argv[1] = provider;
  createRequire(join(process.cwd(), "noop.js"))(provider);
}
