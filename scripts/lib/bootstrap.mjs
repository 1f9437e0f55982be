import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, isBuilt } from "./build.mjs";
import { dependenciesInstalled, installDependencies } from "./dependencies.mjs";
import { withLock } from "./lock.mjs";
import { createLog } from "./log.mjs";
import { root as repository } from "./root.mjs";
import { satisfies } from "./version.mjs";

/**
 * Makes a clone ready to run: dependencies as package-lock.json has them, dist/ as the sources are. Says what it does, and
 * nothing when there is nothing to do.
 *
 * @param {{ root?: string, log?: (line: string) => void }} [options]
 */
export async function bootstrap({ root = repository, log = createLog() } = {}) {
  const { engines } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  if (!satisfies(process.versions.node, engines.node)) {
    throw new Error(`Node.js ${engines.node} is needed; this is ${process.versions.node}.`);
  }
  if (isReady(root)) return;
  await withLock(
    join(root, ".local", "bootstrap.lock"),
    { log, what: "making this clone ready" },
    async () => {
      if (!dependenciesInstalled(root)) await installDependencies(root, log);
      if (!isBuilt(root)) await build(root, log);
    },
  );
}

/** @param {string} root */
function isReady(root) {
  return dependenciesInstalled(root) && isBuilt(root);
}
