import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** A process at one moment. */
export interface Process {
  readonly pid: number;
  readonly command: string;
}

/** A process's identity: a number alone may be given to another one later. */
interface Entry extends Process {
  readonly parent: number;
  readonly startedAt: string;
}

function entryOf(pid: string): Entry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before it may hold anything, brackets and spaces too.
    const [state = "", parent = "", ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z") return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return { pid: Number(pid), command, parent: Number(parent), startedAt: rest[17] ?? "" };
  } catch {
    // It has ended since.
    return undefined;
  }
}

function allProcesses(): Entry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(entryOf)
    .filter((entry) => entry !== undefined);
}

/** A process and all that came from it, and whether any of them is left later. */
export class Family {
  readonly #members: readonly Entry[];

  private constructor(members: readonly Entry[]) {
    this.#members = members;
  }

  static of(pid: number): Family {
    const all = allProcesses();
    const members = all.filter((entry) => entry.pid === pid);
    for (const member of members) members.push(...all.filter(({ parent }) => parent === member.pid));
    return new Family(members);
  }

  /** The processes among them that run a script or program of this name. */
  all(name: RegExp): readonly Process[] {
    return this.#members.filter(({ command }) => name.test(command));
  }

  /** The first of those. */
  find(name: RegExp): Process | undefined {
    return this.all(name)[0];
  }

  /** Those that still run. */
  left(): Process[] {
    return this.#members.filter(({ pid, startedAt }) => entryOf(String(pid))?.startedAt === startedAt);
  }

  /** Those that still run after a while; ends them, so that a test that fails leaves nothing either. */
  async leftAfter(milliseconds: number): Promise<string[]> {
    const end = Date.now() + milliseconds;
    while (this.left().length > 0 && Date.now() < end) await pause(50);
    const left = this.left();
    for (const { pid } of left) process.kill(pid, "SIGKILL");
    return left.map(({ command }) => command);
  }
}

/** Waits for something that another process is about to do. */
export async function until(what: string, condition: () => boolean, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain until ${what}.`);
    await pause(5);
  }
}
