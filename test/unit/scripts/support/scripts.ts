import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** The address of a module of scripts/, for an import in this process or in another one. */
export function scriptUrl(module: string): string {
  return pathToFileURL(join(resolve(__dirname, "../../../../scripts"), module)).href;
}

/** Loads a module of scripts/, which are ES modules without declarations; the caller says what it expects there. */
export async function load<T>(module: string): Promise<T> {
  return (await import(scriptUrl(module))) as T;
}

export interface InstallOnce {
  installOnce(installation: {
    folder: string;
    what: string;
    works(folder: string): Promise<boolean>;
    build(folder: string): Promise<void>;
    log(line: string): void;
  }): Promise<"found" | "built">;
}

const folders: string[] = [];

/** A new folder, which is removed after the test. */
export function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "scripts-")));
  folders.push(folder);
  return folder;
}

export function removeScratch(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface Program {
  child: ChildProcess;
  /** What it has written to standard output so far. */
  output(): string;
  /** Settled when standard output holds the text. */
  says(text: string): Promise<void>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Runs the text of an ES module in a Node.js process of its own. */
export function program(folder: string, source: string, args: string[] = []): Program {
  const file = join(folder, `program-${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(file, source);
  const child = spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((settle) => {
    child.once("close", (code, signal) => settle({ code, signal }));
  });
  return {
    child,
    output: () => text,
    says: (wanted) =>
      new Promise((settle, fail) => {
        const look = () => {
          if (text.includes(wanted)) settle();
        };
        child.stdout.on("data", look);
        child.once("close", () => fail(new Error(`It ended without saying "${wanted}": ${text}`)));
        look();
      }),
    ended,
  };
}

/** Whether a process ends within five seconds. */
export async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(25);
  }
  return false;
}
