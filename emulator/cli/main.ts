#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { type Emulator, type EmulatorApp, OptionError, startEmulator } from "..";
import { createLog } from "../log/log";
import { printable } from "../log/printable";
import { Redactor } from "../log/redact";
import type { Seed } from "../model/app-state";
import { type Command, help, parseCommandLine } from "./arguments";
import { appsIn, appsInFile, appsVariable, isReadableByOthers } from "./given-apps";
import { givenTls } from "./given-tls";

const exitCodes = { failed: 1, misused: 2 } as const;

async function main(): Promise<void> {
  const command = parseCommandLine(process.argv.slice(2));
  switch (command.does) {
    case "help":
      process.stdout.write(help());
      return;
    case "version":
      process.stdout.write(`${version()}\n`);
      return;
    case "serve": {
      const { does: _, seedFile, appsFile, tlsCertFile, tlsKeyFile, tlsPort, ...options } = command;
      const apps = givenApps(command);
      redactor = new Redactor(apps?.map(({ secretKey }) => secretKey) ?? []);
      if (appsFile !== undefined && isReadableByOthers(appsFile))
        createLog(options.logFormat ?? "text", log, redactor).note(
          "warning",
          "other users can read the file of --apps, which has SecretKeys: prevent that with chmod 600",
        );
      const seed = seedFile === undefined ? {} : readSeedFile(seedFile);
      const tls = givenTls(command);
      const emulator = await startEmulator({ ...options, apps, seed, log, ...(tls && { tls }) });
      for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end(emulator));
      const { url, tlsUrl, apps: served } = emulator;
      process.stdout.write(`${printable(JSON.stringify({ url, tlsUrl, apps: served }))}\n`);
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

function givenApps({
  apps = [],
  appsFile,
}: Command & { readonly does: "serve" }): readonly EmulatorApp[] | undefined {
  const all = appsFile === undefined ? apps : [...apps, ...appsInFile(appsFile)];
  if (all.length > 0) return all;
  const lines = process.env[appsVariable];
  return lines ? appsIn(lines, appsVariable) : undefined;
}

/** Checks only that the file is JSON; `startEmulator` checks the rest. The message of JSON.parse would quote the file. */
function readSeedFile(file: string): Seed {
  // A file name with a colon may be a part of an app.
  const where = `--seed${/^([a-z]:)?[^:]*$/i.test(file) ? ` ${file}` : ""}`;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`${where}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return JSON.parse(text) as Seed;
  } catch {
    throw new Error(`${where}: is not JSON`);
  }
}

/** Finds the package by its own name, because the compiled file lies in another folder than this one. */
function version(): string {
  return (require("pulumi-tencent-chat/package.json") as { readonly version: string }).version;
}

/** Replaced by a redactor that knows the SecretKeys once the command line is read. */
let redactor = new Redactor([]);

let waiting: string[] = [];

/** Writes all lines of one turn of the event loop at once, because each write delays waiting requests. */
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
  log(`tencent-chat-emulator: ${redactor.line(error instanceof Error ? error.message : "failed")}`);
  process.exitCode = error instanceof OptionError ? exitCodes.misused : exitCodes.failed;
}

// A parent process that stops reading the output must not end the emulator.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
process.once("exit", writeLog);

main().catch(fail);
