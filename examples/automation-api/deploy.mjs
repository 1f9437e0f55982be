import { ConcurrentUpdateError, LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { program } from "./program.mjs";
import { lineOf } from "./progress.mjs";

const usage = `Usage: node deploy.mjs up|destroy|unlock STACK

  up       creates, changes and removes what differs from program.mjs
  destroy  removes everything that up created
  unlock   removes the lock of a run that was killed
`;

/** @typedef {import("@pulumi/pulumi/automation/index.js").Stack} Stack */
/** @typedef {Pick<import("@pulumi/pulumi/automation/index.js").UpOptions, "onEvent" | "signal">} Options */

/** @type {Readonly<Record<string, (stack: Stack, options: Options) => Promise<unknown>>>} */
const actions = {
  up: (stack, options) => stack.up(options),
  destroy: (stack, options) => stack.destroy(options),
  unlock: (stack) => stack.cancel(),
};

/** The exit codes that a shell gives for a program that a signal ended. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 };

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main([name = "", stackName = "", ...more]) {
  const action = actions[name];
  if (action === undefined || stackName === "" || more.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  const interruption = awaitInterruption();
  let toldWhy = false;
  /** @type {Options["onEvent"]} */
  const onEvent = (event) => {
    const line = lineOf(event);
    if (line !== undefined) console.log(line);
    if (event.diagnosticEvent?.severity === "error") toldWhy = true;
  };
  console.log(`${name} ${stackName}`);
  try {
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName, projectName: "chat-rooms", program },
      // The provider host starts in this folder and finds its packages from there, wherever this script was started.
      { workDir: import.meta.dirname },
    );
    interruption.abort.throwIfAborted();
    await action(stack, { onEvent, signal: interruption.abort });
    console.log(`${name} ${stackName}: done`);
    return 0;
  } catch (error) {
    if (interruption.signal !== undefined) {
      console.error(
        `${name} ${stackName}: interrupted by ${interruption.signal}. The state has what was done; run the same command again to continue.`,
      );
      return exitCodes[interruption.signal];
    }
    console.error(
      `${name} ${stackName}: failed. ${toldWhy ? "See the error above." : reasonOf(error, stackName)}`,
    );
    return 1;
  }
}

/**
 * At the first signal, asks the engine to end: it finishes the calls that are under way and stores its state. The second signal
 * ends the script at once.
 */
function awaitInterruption() {
  const controller = new AbortController();
  /** @type {{ readonly abort: AbortSignal, signal: keyof typeof exitCodes | undefined }} */
  const interruption = { abort: controller.signal, signal: undefined };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => {
      if (interruption.signal !== undefined) process.exit(exitCodes[signal]);
      interruption.signal = signal;
      // The terminal sends Ctrl-C to the engine, too. Passing it on would be a second signal, which ends the engine at once.
      if (signal !== "SIGINT") controller.abort();
    });
  }
  return interruption;
}

/**
 * @param {unknown} error
 * @param {string} stackName
 */
function reasonOf(error, stackName) {
  if (error instanceof ConcurrentUpdateError) {
    return `The stack is locked: another run is active, or one was killed. If no run is active: node deploy.mjs unlock ${stackName}`;
  }
  return error instanceof Error ? error.message : String(error);
}
