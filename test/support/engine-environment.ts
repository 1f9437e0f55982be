import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** What a process needs in its environment to use the project's engine, which is got where there is none. */
export async function engineEnvironment(): Promise<NodeJS.ProcessEnv> {
  const ensure = pathToFileURL(resolve(__dirname, "../../tools/engine/ensure.mjs")).href;
  const { ensureEngine } = (await import(ensure)) as { ensureEngine(): Promise<{ env: NodeJS.ProcessEnv }> };
  return (await ensureEngine()).env;
}
