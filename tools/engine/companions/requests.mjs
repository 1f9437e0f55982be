import { runToEnd } from "./programs.mjs";
import { findInProject } from "./sdk.mjs";

/** @typedef {import("@pulumi/pulumi/proto/language_pb.js").ProgramInfo} ProgramInfo */
/** @typedef {{ engineAddress: string, tracing: string }} Engine */
/** @typedef {{ error?: string, bail?: boolean }} Outcome */

/** The SDK's runner exits with this code when it has already told the engine what went wrong. */
const ALREADY_REPORTED = 32;

/** @type {import("node:child_process").StdioOptions} */
const PIPED = ["ignore", "pipe", "pipe"];

const PACKAGE_MANAGERS = ["npm", "pnpm", "yarn", "bun"];

/**
 * Runs the program of one request to its end.
 *
 * @param {import("@pulumi/pulumi/proto/language_pb.js").RunRequest} request
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
      error: `The Pulumi SDK (@pulumi/pulumi) is not installed in ${folder}. Run \`npm install\` there, or \`pulumi install\`.`,
    };
  }
  const { typescript, tsconfig, nodeargs } = runtimeOptions(info);
  const entryPoint = info?.getEntryPoint() || request.getProgram() || ".";
  const args = [...splitWords(text(nodeargs)), runner, ...flags(request, engine), entryPoint];
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false && typescript !== "false"),
    ...(text(tsconfig) === "" ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: text(tsconfig) }),
  };
  const { code, signal } = await runToEnd(
    process.execPath,
    [...args, ...request.getArgsList()],
    // Output goes to the engine as it is written; the host's own input tells when the engine ends, so it is not lent.
    { cwd: request.getPwd() || folder, env, stdio: ["ignore", "inherit", "inherit"] },
    cancelled,
  );
  return outcomeOf(code, signal);
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
  const given = Object.entries(values).filter(([, value]) => value !== "");
  return [
    ...given.map(([name, value]) => `--${name}=${value}`),
    ...(request.getDryrun() ? ["--dry-run"] : []),
  ];
}

/**
 * Installs the dependencies of a program, for `pulumi install`.
 *
 * @param {import("@pulumi/pulumi/proto/language_pb.js").InstallDependenciesRequest} request
 * @param {AbortSignal} cancelled
 * @param {import("./programs.mjs").Output} output
 */
export async function installDependencies(request, cancelled, output) {
  const info = request.getInfo();
  const cwd = info?.getProgramDirectory() || request.getDirectory() || process.cwd();
  const manager = text(runtimeOptions(info).packagemanager) || "npm";
  if (!PACKAGE_MANAGERS.includes(manager))
    throw new Error(`Pulumi.yaml names the package manager "${manager}"; npm, pnpm, yarn and bun are known.`);
  // npm and its kin are .cmd files on Windows, which only a shell starts.
  const shell = process.platform === "win32";
  const { code, signal } = await runToEnd(
    manager,
    ["install"],
    { cwd, shell, stdio: PIPED },
    cancelled,
    output,
  );
  if (code !== 0) throw new Error(`\`${manager} install\` in ${cwd} ended with ${signal ?? `code ${code}`}.`);
}

/**
 * @param {ProgramInfo | undefined} info
 * @returns {Record<string, unknown>} `runtime.options` of Pulumi.yaml
 */
function runtimeOptions(info) {
  return info?.getOptions()?.toJavaScript() ?? {};
}

/** @param {unknown} value */
function text(value) {
  return typeof value === "string" ? value : "";
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
