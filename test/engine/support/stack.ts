import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type Emulator,
  type EmulatorOptions,
  type RequestRecord,
  type Seed,
  type State,
  startEmulator,
} from "pulumi-tencent-chat/emulator";
import { Api } from "tls-sig-api-v2";
import type { ResourceName } from "../../../provider/resources/resource-name";
import { assertNoSecrets, assertNoSecretsInFiles } from "../../support/secrets";
import { hasYaml, type Run, startPulumi } from "./pulumi";
import { quickStart } from "./quick-start";

const repository = resolve(__dirname, "../../..");
const projectName = "engine-test";
const stackName = "test";
const projectFile = `name: ${projectName}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: program.js\n`;

/** Long and of no other use, so that finding it anywhere means a leak. */
export const app = {
  sdkAppId: 1400009999,
  secretKey: "5f0c7e1d9b8a46c2a3e4d5f60718293a4b5c6d7e8f90a1b2c3d4e5f607182930",
  identifier: "administrator",
};

/** What the service holds of one app. */
type World = Seed[string];

export interface StackOptions {
  readonly seed?: World;
  readonly emulator?: EmulatorOptions;
  /** On top of the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Secrets beside the app's, which must be nowhere either. */
  readonly secrets?: readonly string[];
  /** Through which the engine reaches the resources; the dynamic one if left out. */
  readonly door?: Door;
  /** Where the project's folder is made, which finds its packages from there; this repository's `.local/` if left out. */
  readonly parent?: string;
}

/** A JavaScript program of dynamic resources, or a YAML program of the native provider's. */
export type Door = "dynamic" | "native";

/** Those that tests can use: where no language host of YAML could be had, `npm test` has said so. */
export const doors: readonly Door[] = hasYaml ? ["dynamic", "native"] : ["dynamic"];

/** A resource of a program that a test writes down as data. */
export interface Declaration {
  readonly type: ResourceName;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A program that declares these resources by their names. */
export function declaring(resources: Readonly<Record<string, Declaration>>): string {
  const lines = Object.entries(resources).map(
    ([name, { type, args, options = {} }]) =>
      `new chat.${type}(${[name, args, options].map((value) => JSON.stringify(value)).join(", ")});`,
  );
  return ['const chat = require("pulumi-tencent-chat");', ...lines].join("\n");
}

const plugins = { providers: [{ name: "tencent-chat", path: join(repository, "plugin") }] };

/** The Pulumi.yaml of a YAML program, which is JSON, too. With a `resources` of one's own, any provider can be in it. */
export function yamlProgram(resources: object, more: object = {}): string {
  return JSON.stringify({ name: projectName, runtime: "yaml", plugins, resources, ...more });
}

const declaringInYaml = (resources: Readonly<Record<string, Declaration>>): string =>
  yamlProgram(
    Object.fromEntries(
      Object.entries(resources).map(([name, { type, args, options = {} }]) => [
        name,
        { type: `tencent-chat:${type}`, properties: args, options },
      ]),
    ),
  );

/** A scratch project with one stack, and an emulator of its own that it is configured for. */
export class Stack {
  readonly folder: string;
  readonly emulator: Emulator;
  readonly #env: NodeJS.ProcessEnv;
  readonly #secrets: readonly string[];
  #door: Door;

  private constructor(folder: string, emulator: Emulator, env: NodeJS.ProcessEnv, options: StackOptions) {
    this.folder = folder;
    this.emulator = emulator;
    this.#env = env;
    this.#secrets = [app.secretKey, ...(options.secrets ?? [])];
    this.#door = options.door ?? "dynamic";
  }

  static async open(options: StackOptions = {}): Promise<Stack> {
    const emulator = await startEmulator({
      apps: [app],
      listDelaySeconds: 0,
      ...options.emulator,
      ...(options.seed === undefined ? {} : { seed: { [app.sdkAppId]: options.seed } }),
    });
    // Under the repository, where Node.js finds the package by its own name as it does for a user's project.
    const parent = options.parent ?? join(repository, ".local");
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(join(parent, "engine-"));
    mkdirSync(join(folder, "backend"));
    writeFileSync(join(folder, "Pulumi.yaml"), projectFile);
    const env = {
      ...process.env,
      ...(options.parent === undefined ? quickStart : {}),
      PULUMI_BACKEND_URL: pathToFileURL(join(folder, "backend")).href,
      PULUMI_CONFIG_PASSPHRASE: "engine tests",
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      TENCENT_CHAT_ENDPOINT: emulator.url,
      TENCENT_CHAT_SDK_APP_ID: String(app.sdkAppId),
      TENCENT_CHAT_SECRET_KEY: app.secretKey,
      TENCENT_CHAT_LIST_DELAY_SECONDS: "0",
      ...options.env,
    };
    const stack = new Stack(folder, emulator, env, options);
    try {
      await stack.succeed("stack", "init", stackName);
    } catch (error) {
      await stack.close();
      throw error;
    }
    return stack;
  }

  /** Searches what `pulumi stack export` gives, unless a secret was found before; stops the emulator and leaves no file. */
  async close(): Promise<void> {
    try {
      if (!this.#hasLeaked && existsSync(this.stacks)) {
        const { stdout, stderr } = await this.start("stack", "export").ended;
        this.#assertNone({ "pulumi stack export": stdout + stderr });
      }
    } finally {
      await this.emulator.stop();
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  #hasLeaked = false;

  /** The environment in which the engine runs, for who starts it by other means. */
  get env(): NodeJS.ProcessEnv {
    return { ...this.#env };
  }

  /** Writes the program, as data or as text. */
  write(program: string | Readonly<Record<string, Declaration>>): void {
    const [file, declare] =
      this.#door === "native"
        ? (["Pulumi.yaml", declaringInYaml] as const)
        : (["program.js", declaring] as const);
    writeFileSync(join(this.folder, file), typeof program === "string" ? program : declare(program));
  }

  /** Makes it a project whose programs go through this door, and which has the resources of the other. */
  enter(door: Door): void {
    this.#door = door;
    writeFileSync(join(this.folder, "Pulumi.yaml"), `${projectFile}plugins: ${JSON.stringify(plugins)}\n`);
  }

  /** What the emulator holds of this stack's app. */
  get service(): State[string] {
    return this.emulator.state()[app.sdkAppId] ?? assert.fail("the emulator does not know the app");
  }

  /** @param of the SDKAppID of another app that the emulator serves; this stack's own if left out */
  robotsOf(id: string, of = app.sdkAppId): readonly string[] {
    const { groups, rooms } =
      this.emulator.state()[of] ?? assert.fail(`the emulator does not know the app ${of}`);
    return (groups[id] ?? rooms[id])?.robots ?? assert.fail(`the emulator has no ${id}`);
  }

  /** The requests since the last call of this. */
  requests(): RequestRecord[] {
    const all = this.emulator.requests();
    const fresh = all.slice(this.#seen);
    this.#seen = all.length;
    return fresh;
  }

  /** Commands of the requests since the last call of this. */
  requested(): string[] {
    return this.requests().map(({ command }) => command);
  }

  #seen = 0;

  /** The state as the engine stores it. */
  get state(): {
    readonly resources: readonly StoredResource[];
    readonly pending: readonly PendingOperation[];
  } {
    const file = join(this.stacks, `${stackName}.json`);
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
      checkpoint: {
        latest: {
          resources?: readonly StoredResource[];
          pending_operations?: readonly PendingOperation[];
        };
      };
    };
    const { resources = [], pending_operations: pending = [] } = checkpoint.latest;
    return { resources, pending };
  }

  stored(name: string): StoredResource | undefined {
    return this.state.resources.find(({ urn }) => urn.endsWith(`::${name}`));
  }

  outputsOf(name: string): Readonly<Record<string, unknown>> {
    return this.stored(name)?.outputs ?? assert.fail(`the stack has no ${name}`);
  }

  /** Calls the service as somebody else would, outside of the stack. */
  async byHand(command: string, body: object): Promise<void> {
    const url = new URL(`${this.emulator.url}/v4/${command}`);
    url.search = new URLSearchParams({
      sdkappid: String(app.sdkAppId),
      identifier: app.identifier,
      usersig: new Api(app.sdkAppId, app.secretKey).genUserSig(app.identifier, 3600),
      random: "1",
      contenttype: "json",
    }).toString();
    const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    const { ErrorCode } = (await response.json()) as { ErrorCode: number };
    assert.equal(ErrorCode, 0);
  }

  up(...args: string[]): Promise<Run> {
    return this.succeed("up", "--yes", "--skip-preview", "--json", ...args);
  }

  preview(...args: string[]): Promise<Run> {
    return this.succeed("preview", "--json", ...args);
  }

  refresh(...args: string[]): Promise<Run> {
    return this.succeed("refresh", "--yes", "--skip-preview", "--json", ...args);
  }

  destroy(...args: string[]): Promise<Run> {
    return this.succeed("destroy", "--yes", "--skip-preview", "--json", ...args);
  }

  /** A run that has to succeed. */
  async succeed(...args: string[]): Promise<Run> {
    const run = await this.pulumi(...args);
    assert.equal(run.code, 0, `pulumi ${args.join(" ")}\n${readable(run)}`);
    return run;
  }

  /** A run that has to fail; gives what a person reads. */
  async fail(...args: string[]): Promise<string> {
    const run = await this.pulumi(...args);
    assert.notEqual(run.code, 0, `pulumi ${args.join(" ")} succeeded\n${readable(run)}`);
    return readable(run);
  }

  /** Any run. Whatever it is, it must not have written a secret anywhere. */
  async pulumi(...args: string[]): Promise<Run> {
    const stackArgs = args[0] === "stack" ? [] : ["--stack", stackName];
    const run = await startPulumi([...args, ...stackArgs], { cwd: this.folder, env: this.#env }).ended;
    await this.assertNoSecrets(run);
    return run;
  }

  /** Starts a command that the caller interrupts; it is the caller's to wait for its end. */
  start(...args: string[]): ReturnType<typeof startPulumi> {
    return startPulumi([...args, "--stack", stackName], { cwd: this.folder, env: this.#env });
  }

  /**
   * Keeps stack, configuration and service as they are now; what this returns brings all of it back to that, as often as
   * it is called.
   */
  remember(): () => void {
    const kept = ["backend", `Pulumi.${stackName}.yaml`];
    const copy = mkdtempSync(join(this.folder, "remembered-"));
    for (const name of kept) cpSync(join(this.folder, name), join(copy, name), { recursive: true });
    const service = this.emulator.state();
    return () => {
      for (const name of kept) {
        rmSync(join(this.folder, name), { recursive: true });
        cpSync(join(copy, name), join(this.folder, name), { recursive: true });
      }
      this.emulator.reset();
      this.emulator.seed(service);
      this.#seen = 0;
    };
  }

  /** The backend's folder with the files of this stack's state. */
  get stacks(): string {
    return join(this.folder, "backend/.pulumi/stacks", projectName);
  }

  /** Searches the run's output, and every file of the project and its backend. */
  async assertNoSecrets({ stdout, stderr }: Pick<Run, "stdout" | "stderr">): Promise<void> {
    this.#assertNone({ "standard output": stdout, "standard error": stderr });
  }

  #assertNone(texts: Readonly<Record<string, string>>): void {
    try {
      assertNoSecrets(
        Object.entries(texts).map(([name, text]) => ({ name, text })),
        this.#secrets,
      );
      assertNoSecretsInFiles([this.folder], this.#secrets);
    } catch (error) {
      this.#hasLeaked = true;
      throw error;
    }
  }
}

/** What the engine was about when it was stopped. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: { readonly urn: string };
}

export interface StoredResource {
  readonly urn: string;
  readonly id?: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  /** Where the program declares it. */
  readonly sourcePosition?: string;
}

function readable({ diagnostics, stdout, stderr }: Run): string {
  const told = diagnostics.map(({ severity, message }) => `${severity}: ${message}`).join("\n");
  return told === "" ? `${stdout}\n${stderr}` : `${told}\n${stderr}`;
}
