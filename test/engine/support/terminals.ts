import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { State } from "pulumi-tencent-chat/emulator";

/** How every page of this repository starts the emulator, and where it says it is then. */
const emulatorCommand = "npx --no-install tencent-chat-emulator --port 8480";
const emulatorUrl = "http://127.0.0.1:8480";

/** What came of a command that ran to its end. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** What it has said on standard output so far. */
  said(): string;
  readonly ended: Promise<Outcome>;
}

/** The two terminals of whoever follows a page: one in which the emulator runs, and one for everything else. */
export class Terminals {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #scratch = mkdtempSync(join(tmpdir(), "terminal-"));
  /** What later commands begin with, as in one terminal: variables and the folder. */
  readonly #session = join(this.#scratch, "session.sh");
  #emulator: Running | undefined;
  #url = emulatorUrl;

  /**
   * @param folder in which both begin
   * @param env on top of the environment
   */
  constructor(folder: string, env: Readonly<Record<string, string>> = {}) {
    this.#folder = folder;
    this.#env = { ...process.env, ...env };
    writeFileSync(this.#session, "");
  }

  /** Terminal 1: the emulator of the folder's packages with the page's own flags, but any free port. */
  async emulate(command: string): Promise<void> {
    assert.ok(command.startsWith(emulatorCommand), command);
    const main = "node_modules/pulumi-tencent-chat/dist/emulator/cli/main.js";
    const flags = `--port 0${command.slice(emulatorCommand.length)}`;
    this.#emulator = this.#spawn(`exec "${process.execPath}" ${main} ${flags}`);
    const { url } = JSON.parse(await firstLineOf(this.#emulator)) as { url: string };
    this.#url = url;
  }

  /** Terminal 2: runs commands that have to succeed; what they export, and where they go, holds for those that follow. */
  async follow(commands: string): Promise<string> {
    const remember = `{ export -p; printf 'cd "%s"\\n' "$PWD"; } > '${this.#session}'`;
    const { code, stdout, stderr } = await this.run(`${commands}\n${remember}`);
    assert.equal(code, 0, `${commands}\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Terminal 2: runs commands up to the first that fails. */
  async run(commands: string): Promise<Outcome> {
    return await this.#spawn(commands).ended;
  }

  /** Terminal 2: starts one command, in a process group of its own; the caller waits for its end. */
  start(command: string): Running {
    return this.#spawn(`exec ${command}`, true);
  }

  #spawn(commands: string, detached = false): Running {
    const script = `set -e\n. '${this.#session}'\n${commands.replaceAll(emulatorUrl, this.#url)}`;
    const child = spawn("sh", ["-c", script], {
      cwd: this.#folder,
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
      detached,
    });
    const text = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (chunk: string) => {
        text[name] += chunk;
      });
    }
    const ended = new Promise<Outcome>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, ...text }));
    });
    return { child, said: () => text.stdout, ended };
  }

  /** Asks a control route of the emulator. */
  async control(method: "GET" | "POST" | "DELETE", route: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#url}/_emulator/${route}`, { method, body: JSON.stringify(body) });
    assert.ok(response.ok, `${method} ${route}: ${response.status}`);
    return await response.json();
  }

  /** What the emulator holds, by SDKAppID. */
  async state(): Promise<State> {
    return (await this.control("GET", "state")) as State;
  }

  /** The robots of each group and room that the emulator holds of an app. */
  async robots(sdkAppId = 1400000000): Promise<Readonly<Record<string, readonly string[]>>> {
    const { groups = {}, rooms = {} } = (await this.state())[sdkAppId] ?? {};
    return Object.fromEntries(
      Object.entries({ ...groups, ...rooms }).map(([id, { robots }]) => [id, robots]),
    );
  }

  /** Commands that the emulator was asked for, oldest first. */
  async requested(): Promise<string[]> {
    const requests = (await this.control("GET", "requests")) as { command: string }[];
    return requests.map(({ command }) => command);
  }

  /** Stops the emulator. */
  async close(): Promise<void> {
    this.#emulator?.child.kill();
    await this.#emulator?.ended;
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}

async function firstLineOf(running: Running): Promise<string> {
  return await new Promise((resolve, reject) => {
    running.child.stdout?.on("data", () => {
      const [line = "", rest] = running.said().split("\n");
      if (rest !== undefined) resolve(line);
    });
    running.ended.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
}
