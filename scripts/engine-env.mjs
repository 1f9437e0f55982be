// Prints what a POSIX shell needs to use the project's engine: eval "$(npm run --silent engine:env)"
import { ensureEngine } from "../tools/engine/ensure.mjs";
import { exportLines } from "./lib/shell.mjs";

try {
  const { env, folders } = await ensureEngine();
  const { PATH: _ours, ...variables } = env;
  process.stdout.write(exportLines(variables, folders));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
