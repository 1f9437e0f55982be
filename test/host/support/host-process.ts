import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** The repository's root: from here the constant text in `__provider` finds this package, by its own name. */
export const root = join(__dirname, "../../..");

/** Where coverage is collected, with the module that writes there what a host runs; unset elsewhere. */
const coverage = process.env.NODE_V8_COVERAGE;
const recorder = join(__dirname, "record-coverage.cjs");
const lazyPackages = require.resolve("../../support/lazy-packages.cjs");
const preloaded = [lazyPackages, ...(coverage === undefined ? [] : [recorder])];

/** The programs that the engine starts, by the way to the lifecycles that each is. */
const programs = {
  /** The SDK's own program that runs dynamic providers. */
  dynamic: "@pulumi/pulumi/cmd/dynamic-provider",
  /** The plug-in of this package. */
  native: join(root, "dist/provider/plugin/main.js"),
} as const;

export type DoorName = keyof typeof programs;

export interface ProcessOptions {
  /** Where the engine would start the host: the program's folder. @default the repository's root */
  readonly cwd?: string;
  /** Environment variables beside those that any process needs. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the engine listens. @default nowhere */
  readonly engine?: string;
}

/** A program of the engine's, as the engine starts it. */
export class HostProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #stdout = "";
  #stderr = "";

  constructor(door: DoorName, { cwd = root, env = {}, engine = "127.0.0.1:1" }: ProcessOptions) {
    const program = require.resolve(programs[door]);
    const requires = preloaded.flatMap((file) => ["--require", file]);
    this.#child = spawn(process.execPath, [...requires, program, engine], {
      cwd,
      // Not this process' environment: what a developer has set must not decide a test.
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        // Node.js would hand it on by itself.
        NODE_V8_COVERAGE: undefined,
        PULUMI_TENCENT_CHAT_COVERAGE: coverage,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.#ended = new Promise((resolve) => this.#child.once("close", () => resolve()));
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** The port that the host prints as its first line. */
  port(): Promise<number> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const line = /^(\d+)\n/.exec(this.#stdout);
        if (line === null) return;
        this.#child.stdout?.off("data", look);
        resolve(Number(line[1]));
      };
      this.#child.stdout?.on("data", look);
      // It may have said so before anybody asked.
      look();
      void this.#ended.then(() =>
        reject(new Error(`The host ended before it said its port. ${this.#stderr}`)),
      );
    });
  }

  /** Resolves when the process has ended by itself, or by whatever. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Ends the process, and waits until it has ended and all that it wrote has come. */
  stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.#child.kill(signal);
    return this.#ended;
  }
}
