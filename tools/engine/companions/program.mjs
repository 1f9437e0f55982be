import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

/** How long a program may take to end by itself. The engine kills the whole group after five seconds. */
const GRACE_MS = 3000;

/** The SDK's runner exits with this code when it has already told the engine what went wrong. */
const ALREADY_REPORTED = 32;

/** @type {Set<import("node:child_process").ChildProcess>} */
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
  if (request.getAttachDebugger()) {
    return {
      error:
        "This language host cannot attach a debugger. Install the Pulumi CLI's own, or set `nodeargs: --inspect-brk`.",
    };
  }
  const runner = findInProject(folder, "@pulumi/pulumi/cmd/run");
  if (runner === undefined) {
    return {
      error: `The Pulumi SDK (@pulumi/pulumi) is not installed in ${folder}. Run \`npm install\` there.`,
    };
  }
  const { typescript, tsconfig, nodeargs } = info?.getOptions()?.toJavaScript() ?? {};
  const entryPoint = info?.getEntryPoint() || request.getProgram() || ".";
  const args = [runner, ...flags(request, engine), entryPoint, ...request.getArgsList()];
  const child = spawn(process.execPath, [...splitWords(String(nodeargs ?? "")), ...args], {
    cwd: request.getPwd() || folder,
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false && typescript !== "false"),
      ...(tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: String(tsconfig) } : {}),
    },
    // Output goes to the engine as it is written; the host's own input tells when the engine ends, so it is not lent.
    stdio: ["ignore", "inherit", "inherit"],
  });
  running.add(child);
  const cancel = () => void end(child);
  if (cancelled.aborted) cancel();
  cancelled.addEventListener("abort", cancel);
  /** @type {Outcome} */
  const outcome = await new Promise((resolve) => {
    child.once("error", ({ message }) => resolve({ error: `The program could not be started: ${message}` }));
    child.once("exit", (code, signal) => resolve(outcomeOf(code, signal)));
  });
  running.delete(child);
  cancelled.removeEventListener("abort", cancel);
  return outcome;
}

/** @returns {Promise<unknown>} settled when every program that runs is gone */
export function endPrograms() {
  return Promise.all([...running].map(end));
}

/** @param {import("node:child_process").ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  await ended;
  clearTimeout(force);
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
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {Outcome}
 */
export function outcomeOf(code, signal) {
  if (signal !== null) return { error: `The program was ended by ${signal}.` };
  if (code === ALREADY_REPORTED) return { bail: true };
  return code === 0 ? {} : { error: `The program exited with code ${code}.` };
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
 * Splits a line into words as a shell does: by white space, except between quotes or after a backslash.
 *
 * @param {string} line
 * @returns {string[]}
 */
export function splitWords(line) {
  const words = line.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_all, escaped, double, single) =>
      double !== undefined ? double.replace(/\\(.)/g, "$1") : (escaped ?? single),
    ),
  );
}
