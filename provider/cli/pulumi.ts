import { execFile } from "node:child_process";
import { quotable } from "../printable";
import { projectFile } from "./program-folder";

/** Longer than a slow machine needs to decrypt a configuration. Ends a CLI that waits for input. */
const longestMilliseconds = 60_000;

/** How a run of the `pulumi` command ended. */
export type Run =
  | { readonly ended: "well"; readonly stdout: string }
  | { readonly ended: "badly"; readonly reason: string }
  | { readonly ended: "not found" };

/** Runs the `pulumi` of PATH, which then asks no question. */
export function runPulumi(args: readonly string[], folder: string): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      "pulumi",
      [...args, "--non-interactive"],
      // The state of a large stack has many megabytes.
      { cwd: folder, timeout: longestMilliseconds, maxBuffer: Number.POSITIVE_INFINITY },
      (error, stdout, stderr) => {
        if (error === null) resolve({ ended: "well", stdout });
        else if (error.code === "ENOENT") resolve({ ended: "not found" });
        else resolve({ ended: "badly", reason: reasonIn(stderr) });
      },
    );
  });
}

/** The CLI's first error message. */
function reasonIn(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const first = lines.find((line) => line.startsWith("error:")) ?? lines.find((line) => line !== "");
  return quotable((first ?? "it printed no message").replace(/^error: */, "").replace(/\.$/, ""));
}

/** What the CLI prints about a stack, parsed. */
export type PulumiAnswer<Value> =
  | { readonly from: "stack"; readonly value: Value }
  /** There is no project in the folder. */
  | { readonly from: "nowhere" }
  | { readonly from: "failure"; readonly hasCli: boolean; readonly reason: string };

/** Runs a command of the CLI that prints JSON about a stack of the project in the folder. */
export async function pulumiJson<Value extends object>(
  args: readonly string[],
  folder: string,
): Promise<PulumiAnswer<Value>> {
  if (projectFile(folder) === undefined) return { from: "nowhere" };
  const run = await runPulumi(args, folder);
  if (run.ended === "not found")
    return { from: "failure", hasCli: false, reason: "there is no `pulumi` on PATH" };
  if (run.ended === "badly") return { from: "failure", hasCli: true, reason: run.reason };
  const value = jsonIn(run.stdout);
  if (value === undefined)
    return { from: "failure", hasCli: true, reason: `\`pulumi ${args[0]}\` prints no JSON` };
  return { from: "stack", value: value as Value };
}

/** Undefined where the text is not JSON. The parser's error is dropped: it quotes the text, which holds secrets. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const onStack = (stack: string | undefined): string[] =>
  stack === undefined ? [] : ["--stack", stack];
