#!/usr/bin/env node
import { render } from "../client/message";
import { Context } from "../lifecycle/context";
import { toldBy } from "../lifecycle/explained-error";
import { wordsOf } from "../lifecycle/words";
import { escapeControls } from "../printable";
import { type Command, parseCommandLine, type Target, UsageError } from "./arguments";
import { configurationOf, stackKeys } from "./configured";
import { doctor } from "./doctor";
import { snapshot } from "./snapshot";
import { type StoredResource, storedResources } from "./stack-state";

const exitCodes = { well: 0, failed: 1, misused: 2 } as const;

interface Outcome {
  readonly text: string;
  readonly isWell: boolean;
}

const well = (text: string): Outcome => ({ text, isWell: true });

async function outcomeOf(command: Command): Promise<Outcome> {
  switch (command.does) {
    case "tell":
      return well(command.text);
    case "doctor":
      return doctor(command, process.cwd(), process.env);
    case "snapshot":
      return well(await snapshot(await contextOf(command), command, await ownedBy(command)));
  }
}

async function contextOf(target: Target): Promise<Context> {
  const keys = await stackKeys(target, process.cwd());
  if (keys.from === "failure") {
    throw new Error(
      `The stack's configuration cannot be read: ${keys.reason}. \`pulumi-tencent-chat doctor\` says what to do.`,
    );
  }
  return new Context(configurationOf(keys, target.app, process.env));
}

async function ownedBy({ stack }: Target): Promise<readonly StoredResource[]> {
  const stored = await storedResources(stack, process.cwd());
  return stored.from === "stack" ? stored.value : [];
}

/** The error's message, with the configuration keys of the app. */
function messageOf(error: unknown, app: string | undefined): string {
  return error instanceof Error ? render(toldBy(error), wordsOf(app)) : "failed";
}

async function main(): Promise<void> {
  let app: string | undefined;
  try {
    const command = parseCommandLine(process.argv.slice(2));
    if ("app" in command) app = command.app;
    const { text, isWell } = await outcomeOf(command);
    process.stdout.write(text);
    process.exitCode = isWell ? exitCodes.well : exitCodes.failed;
  } catch (error) {
    process.stderr.write(`pulumi-tencent-chat: ${escapeControls(messageOf(error, app))}\n`);
    process.exitCode = error instanceof UsageError ? exitCodes.misused : exitCodes.failed;
  }
}

void main();
