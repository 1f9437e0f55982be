#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { help, parseCommandLine } from "./arguments";
import { type Emulator, OptionError, startEmulator } from "./index";
import type { Seed } from "./state";

const exitCodes = { failed: 1, misused: 2 } as const;

async function main(): Promise<void> {
  const command = parseCommandLine(process.argv.slice(2));
  switch (command.does) {
    case "help":
      process.stdout.write(help);
      return;
    case "version":
      process.stdout.write(`${version()}\n`);
      return;
    case "serve": {
      const { does: _, seedFile, ...options } = command;
      const seed = seedFile === undefined ? {} : readSeedFile(seedFile);
      const emulator = await startEmulator({ ...options, seed, log });
      for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end(emulator));
      process.stdout.write(`${JSON.stringify({ url: emulator.url, apps: emulator.apps })}\n`);
    }
  }
}

async function end(emulator: Emulator): Promise<void> {
  try {
    await emulator.stop();
    process.exit(0);
  } catch (error) {
    fail(error);
    process.exit();
  }
}

/** Checked as far as JSON goes; its shape is the emulator's to check. */
function readSeedFile(file: string): Seed {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Seed;
  } catch (error) {
    throw new Error(`--seed ${file}: ${error instanceof Error ? error.message : "cannot be read"}`);
  }
}

/** The package by its own name, because the compiled file does not lie where this one does. */
function version(): string {
  return (require("pulumi-tencent-chat/package.json") as { readonly version: string }).version;
}

let waiting: string[] = [];

/** Many lines of one turn of the event loop are written at once: each write holds up the requests that wait. */
function log(line: string): void {
  if (waiting.length === 0) setImmediate(writeLog);
  waiting.push(`${line}\n`);
}

function writeLog(): void {
  const lines = waiting.join("");
  waiting = [];
  if (lines !== "") process.stderr.write(lines);
}

function fail(error: unknown): void {
  log(`tencent-chat-emulator: ${error instanceof Error ? error.message : "failed"}`);
  process.exitCode = error instanceof OptionError ? exitCodes.misused : exitCodes.failed;
}

// A parent that stops reading what the emulator prints must not end it.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
process.once("exit", writeLog);

main().catch(fail);
