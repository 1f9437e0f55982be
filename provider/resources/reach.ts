import { createRequire } from "node:module";
import { sep } from "node:path";

import pulumi = require("@pulumi/pulumi");

const host = "pulumi-tencent-chat/host";
const runner = ["@pulumi", "pulumi", "cmd", "run"].join(sep);

/** Whether the CLI runs the program. A program of the Automation API, or a unit test, does not know the provider host's folder. */
function isRunByTheEngine(): boolean {
  return (process.argv[1] ?? "").includes(runner);
}

/** The folders that were looked at before: a program may declare thousands of resources. */
const reaching = new Set<string>();

/**
 * The provider host starts in the program's folder and loads this package from there. The program itself may load it from
 * elsewhere: from a library's own node_modules (pnpm, `npm link`), or from a bundle.
 */
export function refusePackageOutOfReach(folder = process.cwd(), isToBeKnown = isRunByTheEngine()): void {
  if (!isToBeKnown || reaching.has(folder)) return;
  try {
    createRequire(`${folder}${sep}`).resolve(host);
    reaching.add(folder);
  } catch {
    throw new pulumi.RunError(
      `Pulumi's provider host cannot find pulumi-tencent-chat from the program's folder, ${folder}: the program loads it from elsewhere, such as a library that depends on it, or a bundle. Install it in the Pulumi project too: \`npm install pulumi-tencent-chat\` (\`pnpm add pulumi-tencent-chat\`), in the version of the library.`,
    );
  }
}
