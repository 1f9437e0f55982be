#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { help, parseCommandLine } from "./arguments";
import { OptionError, startEmulator } from "./index";
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
      for (const signal of ["SIGTERM", "SIGINT"] as const)
        process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
      if (!["127.0.0.1", "localhost", "::1"].includes(options.host ?? "127.0.0.1"))
        log(
          "warning: not on loopback, so whoever reaches this address can read and change the emulator's state",
        );
      process.stdout.write(`${JSON.stringify({ url: emulator.url, apps: emulator.apps })}\n`);
    }
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

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

// A parent that stops reading what the emulator prints must not end it.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

main().catch((error: unknown) => {
  log(`tencent-chat-emulator: ${error instanceof Error ? error.message : "failed"}`);
  process.exitCode = error instanceof OptionError ? exitCodes.misused : exitCodes.failed;
});
