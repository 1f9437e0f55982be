import { createRequire } from "node:module";
import { join } from "node:path";
import { execa } from "execa";

/** How long a program may take to end by itself. The engine kills the whole group after five seconds. */
const GRACE_MS = 3000;

/** The SDK's runner exits with this code when it has already told the engine what went wrong. */
const ALREADY_REPORTED = 32;

/** @type {Set<Promise<unknown> & { kill(): boolean }>} */
const running = new Set();

/** @typedef {import("@pulumi/pulumi/proto/language_pb.js").RunRequest} RunRequest */
/** @typedef {{ engineAddress: string, tracing: string }} Engine */
/** @typedef {{ error?: string, bail?: boolean }} Outcome */

/**
 * Runs the program of one request until it ends or the call is cancelled.
 *
 * @param {RunRequest} request
 * @param {Engine} engine
 * @param {AbortSignal} cancelled
 * @returns {Promise<Outcome>}
 */
export async function runProgram(request, engine, cancelled) {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd() || process.cwd();
  const runner = findInProject(folder, "@pulumi/pulumi/cmd/run");
  if (runner === undefined) {
    return {
      error: `The Pulumi SDK (@pulumi/pulumi) is not installed in ${folder}. Run \`npm install\` there.`,
    };
  }
  const { typescript, tsconfig, nodeargs } = info?.getOptions()?.toJavaScript() ?? {};
  const entryPoint = info?.getEntryPoint() || request.getProgram() || ".";
  const args = [runner, ...flags(request, engine), entryPoint, ...request.getArgsList()];
  const program = execa(process.execPath, [...(await wordsOf(String(nodeargs ?? ""))), ...args], {
    cwd: request.getPwd() || folder,
    env: {
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false && typescript !== "false"),
      ...(tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: String(tsconfig) } : {}),
    },
    // Output goes to the engine as it is written; the host's own input tells when the engine ends, so it is not lent.
    stdio: ["ignore", "inherit", "inherit"],
    cancelSignal: cancelled,
    forceKillAfterDelay: GRACE_MS,
    reject: false,
  });
  running.add(program);
  const { exitCode, signal, originalMessage } = await program;
  running.delete(program);
  if (signal !== undefined) return { error: `The program was ended by ${signal}.` };
  if (exitCode === undefined) return { error: `The program could not be started: ${originalMessage}` };
  if (exitCode === ALREADY_REPORTED) return { bail: true };
  return exitCode === 0 ? {} : { error: `The program exited with code ${exitCode}.` };
}

/** Settled when every program that runs is gone. */
export async function endPrograms() {
  for (const program of running) program.kill();
  await Promise.all(running);
}

/**
 * @param {string} folder
 * @param {string} module
 * @returns {string | undefined} the file that a program in this folder would load
 */
export function findInProject(folder, module) {
  try {
    return createRequire(join(folder, "noop.js")).resolve(module);
  } catch {
    return undefined;
  }
}

/**
 * @param {RunRequest} request
 * @param {Engine} engine
 */
function flags(request, engine) {
  const values = {
    monitor: request.getMonitorAddress(),
    engine: engine.engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    "root-directory": request.getInfo()?.getRootDirectory() ?? "",
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
    tracing: engine.tracing,
  };
  const given = Object.entries(values).filter(([, value]) => value !== "");
  return [
    ...given.map(([name, value]) => `--${name}=${value}`),
    ...(request.getDryrun() ? ["--dry-run"] : []),
  ];
}

/**
 * @param {string} line in the syntax of a shell
 * @returns {Promise<string[]>}
 */
async function wordsOf(line) {
  if (line.trim() === "") return [];
  const { parse } = await import("unbash");
  // The syntax has a command's name first, which `node` stands for.
  const [node] = parse(`node ${line}`).commands;
  if (node?.command.type !== "Command") return [];
  return node.command.suffix.flatMap((word) => (word.type === "Word" ? [word.value] : []));
}
