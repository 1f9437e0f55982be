import { runtimeOptions } from "./options.mjs";
import { end, start } from "./programs.mjs";
import { findInProject } from "./sdk.mjs";

/** The SDK's runner exits with this code when it has already told the engine what went wrong. */
const ALREADY_REPORTED = 32;

/**
 * @typedef {object} Engine
 * @property {string} engineAddress
 * @property {string} tracing
 */

/**
 * @typedef {{ error?: string, bail?: boolean }} Outcome
 */

/**
 * Runs the program of one request to its end.
 *
 * @param {import("@pulumi/pulumi/proto/language_pb.js").RunRequest} request
 * @param {Engine} engine
 * @param {AbortSignal} cancelled
 * @returns {Promise<Outcome>}
 */
export function runProgram(request, engine, cancelled) {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd() || process.cwd();
  if (request.getAttachDebugger()) {
    return Promise.resolve({
      error:
        "This language host cannot attach a debugger. Install the Pulumi CLI's own, or set `nodeargs: --inspect-brk`.",
    });
  }
  const runner = findInProject(folder, "@pulumi/pulumi/cmd/run");
  if (runner === undefined) {
    return Promise.resolve({
      error: `The Pulumi SDK (@pulumi/pulumi) is not installed in ${folder}. Run \`npm install\` there, or \`pulumi install\`.`,
    });
  }

  const options = runtimeOptions(info);
  const command = [
    ...options.nodeargs,
    runner,
    ...flags(request, engine),
    entryPoint(request),
    ...request.getArgsList(),
  ];
  const child = start(process.execPath, command, {
    cwd: request.getPwd() || folder,
    env: { ...process.env, ...programEnvironment(request, options) },
    // Output goes to the engine as it is written; the host's own input tells when the engine ends, so it is not lent.
    stdio: ["ignore", "inherit", "inherit"],
  });
  const cancel = () => void end(child);
  if (cancelled.aborted) cancel();
  cancelled.addEventListener("abort", cancel);

  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ error: `The program could not be started: ${error.message}` }));
    child.once("exit", (code, signal) => {
      cancelled.removeEventListener("abort", cancel);
      resolve(outcomeOf(code, signal));
    });
  });
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {Outcome}
 */
export function outcomeOf(code, signal) {
  if (signal !== null) return { error: `The program was ended by ${signal}.` };
  if (code === 0) return {};
  if (code === ALREADY_REPORTED) return { bail: true };
  return { error: `The program exited with code ${code}.` };
}

/** @param {import("@pulumi/pulumi/proto/language_pb.js").RunRequest} request */
function entryPoint(request) {
  return request.getInfo()?.getEntryPoint() || request.getProgram() || ".";
}

/**
 * @param {import("@pulumi/pulumi/proto/language_pb.js").RunRequest} request
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
  const list = Object.entries(values)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `--${name}=${value}`);
  return request.getDryrun() ? [...list, "--dry-run"] : list;
}

/**
 * @param {import("@pulumi/pulumi/proto/language_pb.js").RunRequest} request
 * @param {import("./options.mjs").RuntimeOptions} options
 */
function programEnvironment(request, options) {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
    ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
}
