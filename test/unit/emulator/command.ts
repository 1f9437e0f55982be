import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";

/** The command as a user gets it. */
const main = join(dirname(require.resolve("pulumi-tencent-chat/emulator")), "cli/main.js");

export interface Run {
  readonly child: ChildProcess;
  /** The first line on standard output, or all of it if the command ends before. */
  readonly firstLine: Promise<string>;
  /** The URL in that line. */
  readonly url: Promise<string>;
  readonly ended: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>;
}

/** Starts the tencent-chat-emulator command. */
export function run(...args: string[]): Run {
  return runWith({}, ...args);
}

/** The same with further variables in its environment. */
export function runWith(variables: NodeJS.ProcessEnv, ...args: string[]): Run {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...variables },
  });
  let stdout = "";
  let stderr = "";
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const firstLine = new Promise<string>((resolve) => {
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
      if (stdout.includes("\n")) resolve(stdout.split("\n")[0] ?? "");
    });
    child.once("close", () => resolve(stdout));
  });
  const ended = new Promise<Awaited<Run["ended"]>>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const url = firstLine.then((line) => {
    if (line === "") throw new Error(`the command ended at once: ${stderr}`);
    return (JSON.parse(line) as { url: string }).url;
  });
  url.catch(() => undefined);
  return { child, firstLine, url, ended };
}

/** Runs a command line that is not meant to serve. */
export function ending(...args: string[]) {
  return run(...args).ended;
}
