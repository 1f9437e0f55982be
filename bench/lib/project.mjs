import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { root } from "../../scripts/lib/root.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { childrensCpu } from "./cpu.mjs";
import { timed } from "./measure.mjs";
import { installPackage } from "./pack.mjs";
import { app } from "./service.mjs";

const programs = fileURLToPath(new URL("../programs", import.meta.url));
const name = "bench";

/** @type {{ robots: (env: NodeJS.ProcessEnv) => { name: string, roomId: string, memberAccount: string }[] }} */
const { robots } = createRequire(import.meta.url)("../programs/robots.js");

/**
 * The Pulumi.yaml of a program of bench/programs.
 *
 * @param {string} program
 */
const projectFile = (program) => {
  const typescript = program === "typescript";
  return `name: ${name}\nruntime:\n  name: nodejs\n  options:\n    typescript: ${typescript}\nmain: program.${typescript ? "ts" : "js"}\n`;
};

/** The side without program code: its Pulumi.yaml declares the robots. */
const yaml = "native";

/**
 * A YAML program of native resources, as JSON.
 *
 * @param {Environment} env the variables that say which robots to declare, as for the other programs
 * @param {string} plugin the folder of its executable
 */
function yamlProgram(env, plugin) {
  const resources = robots(env).map(({ name, ...properties }) => [
    name,
    { type: "tencent-chat:RoomRobot", properties },
  ]);
  const providers = [{ name: "tencent-chat", path: plugin }];
  return JSON.stringify({
    ...{ name, runtime: "yaml", plugins: { providers } },
    resources: Object.fromEntries(resources),
  });
}

/** The time limit of a run: far longer than any run takes, so that only a run that hangs fails. */
const limitMs = 20 * 60_000;

/** The scratch folders that exist. They are removed when this process exits. @type {Set<string>} */
const scratches = new Set();
process.once("exit", () => scratches.forEach(removeScratch));

/** @param {string} scratch */
function removeScratch(scratch) {
  rmSync(scratch, { recursive: true, force: true });
  scratches.delete(scratch);
}

/** @typedef {Readonly<Record<string, string>>} Environment */

/**
 * @typedef {object} Cost The cost of a run.
 * @property {number} seconds from its start to its end
 * @property {number | undefined} cpu seconds of the processor: the engine, the program and the provider host
 */

/**
 * A program with one stack, in a scratch folder with an installed copy of this package, a file backend, and the kept states. The folder is
 * in the repository, whose node_modules has the SDK.
 */
export class Project {
  /** @readonly The folder of the program, with its Pulumi.yaml. */
  folder;
  #scratch;
  #env;

  /**
   * @param {string} scratch
   * @param {string} program
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(scratch, program, env) {
    this.#scratch = scratch;
    this.folder = join(scratch, program);
    this.#env = env;
  }

  /**
   * @param {string} program a folder of bench/programs, or "native"
   * @param {Environment} engine what the engine needs in its environment
   * @param {string} endpoint of the service
   */
  static async open(program, engine, endpoint) {
    mkdirSync(join(root, ".local"), { recursive: true });
    const scratch = mkdtempSync(join(root, ".local", "bench-"));
    scratches.add(scratch);
    cpSync(programs, scratch, { recursive: true });
    await installPackage(scratch);
    mkdirSync(join(scratch, "backend"));
    mkdirSync(join(scratch, program), { recursive: true });
    if (program !== yaml) writeFileSync(join(scratch, program, "Pulumi.yaml"), projectFile(program));
    const project = new Project(scratch, program, {
      ...process.env,
      ...engine,
      PULUMI_BACKEND_URL: pathToFileURL(join(scratch, "backend")).href,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      TENCENT_CHAT_ENDPOINT: endpoint,
      TENCENT_CHAT_SDK_APP_ID: String(app.sdkAppId),
      TENCENT_CHAT_SECRET_KEY: app.secretKey,
    });
    await project.#pulumi(["stack", "init", name]);
    project.keep("empty");
    return project;
  }

  /**
   * Runs `pulumi up` or another command on the stack.
   *
   * @param {string[]} args
   * @param {Environment} [env] on top of the project's own
   * @returns {Promise<Cost>}
   */
  async pulumi(args, env) {
    const before = childrensCpu();
    const { seconds } = await timed(() => this.#pulumi([...args, "--stack", name], env));
    const after = childrensCpu();
    return { seconds, cpu: before === undefined || after === undefined ? undefined : after - before };
  }

  /**
   * Keeps a copy of the present state.
   *
   * @param {string} label
   */
  keep(label) {
    cpSync(join(this.#scratch, "backend"), join(this.#scratch, `kept-${label}`), { recursive: true });
  }

  /**
   * Restores a kept state. `empty` is the state of a new stack.
   *
   * @param {string} label
   */
  bringBack(label) {
    rmSync(join(this.#scratch, "backend"), { recursive: true, force: true });
    cpSync(join(this.#scratch, `kept-${label}`), join(this.#scratch, "backend"), { recursive: true });
  }

  /**
   * The average size of a resource in the state, in bytes.
   *
   * @param {RegExp} type the type of the resources that count
   * @param {readonly string[]} [except] properties that do not count
   */
  bytesOfResource(type, except = []) {
    const own = this.state().resources.filter((resource) => type.test(resource.type));
    /** @param {object} resource */
    const textOf = (resource) =>
      JSON.stringify(resource, (key, value) => (except.includes(key) ? undefined : value));
    // The state is one line of JSON, with a comma between two resources.
    const bytes = own.reduce((sum, resource) => sum + Buffer.byteLength(textOf(resource)) + 1, 0);
    return Math.round(bytes / own.length);
  }

  /** @returns {{ text: string, resources: { type: string, inputs?: Record<string, unknown> }[] }} the state as it is stored */
  state() {
    const text = readFileSync(join(this.#scratch, "backend/.pulumi/stacks", name, `${name}.json`), "utf8");
    return { text, resources: JSON.parse(text).checkpoint.latest.resources ?? [] };
  }

  remove() {
    removeScratch(this.#scratch);
  }

  /**
   * @param {string[]} args
   * @param {Environment} [env]
   */
  async #pulumi(args, env = {}) {
    if (basename(this.folder) === yaml) {
      const plugin = join(this.#scratch, "node_modules/pulumi-tencent-chat/plugin");
      writeFileSync(join(this.folder, "Pulumi.yaml"), yamlProgram(env, plugin));
    }
    const done = await run("pulumi", [...args, "--non-interactive"], {
      cwd: this.folder,
      env: { ...this.#env, ...env },
      timeoutMs: limitMs,
    });
    if (!done.ok)
      throw new Error(`\`pulumi ${args.join(" ")}\` failed: ${done.reason}\n${done.stdout}\n${done.stderr}`);
  }
}

export const up = ["up", "--yes", "--skip-preview", "--suppress-outputs"];
export const preview = ["preview", "--suppress-outputs"];
export const refresh = ["refresh", "--yes", "--skip-preview", "--suppress-outputs"];
export const destroy = ["destroy", "--yes", "--skip-preview", "--suppress-outputs"];
