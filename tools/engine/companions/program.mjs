import language from "@pulumi/pulumi/proto/language_pb.js";
import { findInProject } from "./shared.mjs";

/** How long a program may take to end after SIGTERM. The engine kills the whole group after five seconds. */
const GRACE_MS = 3000;

/** The SDK's runner exits with this code when it has already told the engine what went wrong. */
const ALREADY_REPORTED = 32;

/** @type {Set<Promise<unknown> & { kill(): boolean }>} */
const running = new Set();

/**
 * Runs the program of one request until it ends or the call is cancelled.
 *
 * @param {language.RunRequest} request
 * @param {string} engineAddress
 * @param {AbortSignal} cancelled
 * @returns {Promise<language.RunResponse>}
 */
export async function runProgram(request, engineAddress, cancelled) {
  // Not before it is needed: the engine starts a host twice in an `up`, and asks only one of them to run a program.
  const { execa, parseCommandString } = await import("execa");
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd() || process.cwd();
  const runner = findInProject(folder, "@pulumi/pulumi/cmd/run");
  const { typescript, tsconfig, nodeargs } = info?.getOptions()?.toJavaScript() ?? {};
  const entryPoint = info?.getEntryPoint() || request.getProgram() || ".";
  const args = [runner, ...flags(request, engineAddress), entryPoint, ...request.getArgsList()];
  const program = execa(process.execPath, [...parseCommandString(String(nodeargs ?? "")), ...args], {
    cwd: request.getPwd() || folder,
    env: {
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false && typescript !== "false"),
      ...(tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: String(tsconfig) } : {}),
    },
    // The engine shows the output as it comes. The program does not get the host's input, which tells the host when the engine ends.
    stdio: ["ignore", "inherit", "inherit"],
    cancelSignal: cancelled,
    forceKillAfterDelay: GRACE_MS,
    reject: false,
  });
  running.add(program);
  const { exitCode, signal, originalMessage } = await program;
  running.delete(program);
  const response = new language.RunResponse();
  if (signal !== undefined) return response.setError(`The program was ended by ${signal}.`);
  if (exitCode === undefined)
    return response.setError(`The program could not be started: ${originalMessage}`);
  if (exitCode === ALREADY_REPORTED) return response.setBail(true);
  return exitCode === 0 ? response : response.setError(`The program exited with code ${exitCode}.`);
}

/** Ends all running programs. Resolves when they have ended. */
export async function endPrograms() {
  for (const program of running) program.kill();
  await Promise.all(running);
}

/**
 * @param {language.RunRequest} request
 * @param {string} engine its address
 */
function flags(request, engine) {
  const values = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    "root-directory": request.getInfo()?.getRootDirectory(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
  };
  const given = Object.entries(values).flatMap(([name, value]) => (value ? [`--${name}=${value}`] : []));
  return request.getDryrun() ? [...given, "--dry-run"] : given;
}
