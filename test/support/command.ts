import { execFile } from "node:child_process";
import { dirname, join } from "node:path";

/** The command as a user gets it. */
const main = join(dirname(require.resolve("pulumi-tencent-chat")), "cli/main.js");

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `pulumi-tencent-chat` to its end, whatever that is. */
export function command(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [main, ...args], { ...options, timeout: 90_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") resolve({ code, stdout, stderr });
      else reject(error);
    });
  });
}

/** What `doctor` says of each thing, by its name: the verdict and what it tells, and on the next line what to do. */
export function reportIn(stdout: string): ReadonlyMap<string, string> {
  const rows = stdout.matchAll(/^(ok|WRONG|note|-) +(.{25})(.*(?:\n +→.*)?)$/gm);
  return new Map([...rows].map(([, verdict, name = "", told]) => [name.trim(), `${verdict} ${told}`]));
}
