import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { quotable } from "../printable";

/** Longer than a slow machine needs to decrypt a configuration. Ends a CLI that waits for input. */
const longestMilliseconds = 60_000;

/** How a run of the `pulumi` command ended. */
export type Run =
  | { readonly ended: "well"; readonly stdout: string }
  | { readonly ended: "badly"; readonly reason: string }
  | { readonly ended: "not found" };

/** Runs the `pulumi` of PATH, without questions. */
export function runPulumi(args: readonly string[], folder: string): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      "pulumi",
      [...args, "--non-interactive"],
      { cwd: folder, timeout: longestMilliseconds },
      (error, stdout, stderr) => {
        if (error === null) resolve({ ended: "well", stdout });
        else if (error.code === "ENOENT") resolve({ ended: "not found" });
        else resolve({ ended: "badly", reason: reasonIn(stderr) });
      },
    );
  });
}

/** The first thing that the CLI says is wrong. */
function reasonIn(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const first = lines.find((line) => line.startsWith("error:")) ?? lines.find((line) => line !== "");
  return quotable((first ?? "no reason").replace(/^error: */, "").replace(/\.$/, ""));
}

const projectFiles = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** Whether a folder is in a Pulumi project, as the `pulumi` command looks for one. */
export function isInProject(folder: string): boolean {
  if (projectFiles.some((name) => existsSync(join(folder, name)))) return true;
  const above = dirname(folder);
  return above !== folder && isInProject(above);
}
