// Prints the commands with which a POSIX shell uses the project's engine: eval "$(npm run --silent engine:env)"
// With --yaml, the engine runs YAML programs, too.
import { ensureEngine } from "../tools/engine/ensure.mjs";
import { withYamlHost } from "../tools/engine/yaml-host.mjs";
import { exportLines } from "./lib/shell.mjs";

try {
  const engine = await ensureEngine();
  const { env, folders } = process.argv.includes("--yaml") ? await withYamlHost(engine) : engine;
  const { PATH: _ours, ...variables } = env;
  process.stdout.write(exportLines(variables, folders));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
