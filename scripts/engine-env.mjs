// Prints what a POSIX shell needs to use the project's engine: eval "$(npm run --silent engine:env)"
import { ensureEngine } from "../tools/engine/ensure.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";
import { exportLines } from "./lib/shell.mjs";

try {
  await bootstrap();
  const { env, folders } = await ensureEngine();
  const { PATH: _ours, ...variables } = env;
  process.stdout.write(exportLines(variables, folders));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
