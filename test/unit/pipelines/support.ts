import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { type ValidationError, validateWorkflow } from "@action-validator/core";
import { parse } from "yaml";

export const repository = resolve(__dirname, "../../..");

export const textOf = (file: string): string => readFileSync(join(repository, file), "utf8");

/** A job of either service, as far as these tests look into it. */
export interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly { readonly run?: string; readonly uses?: string; readonly env?: object }[];
  readonly script?: readonly string[];
  readonly rules?: readonly { readonly if?: string }[];
  readonly if?: string;
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly (string | number)[]>> };
}

export interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const yamlOf = (file: string): unknown => parse(textOf(file));

/** The commands of a job, in order. */
export const commandsOf = ({ steps, script }: Job): string[] =>
  (script ?? steps?.map(({ run }) => run) ?? []).filter((command) => command !== undefined);

/** What the published schema of GitHub's workflows has against one, and jobs in `needs` that are not there. */
export const problemsOfWorkflow = (content: string): readonly ValidationError[] =>
  validateWorkflow(content).errors;

/** It is written for Node.js 22, of which it misses this one method in Node.js 20. */
const unionForNode20 = "Set.prototype.union ??= function (other) { return new Set([...this, ...other]); };";

/** What gitlab-ci-local says, which holds a file against GitLab's own schema: all its jobs, or what is wrong. */
export async function jobsOfPipeline(content: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
  const execute = promisify(execFile);
  try {
    writeFileSync(join(folder, ".gitlab-ci.yml"), content);
    await execute("git", ["init", "--quiet", folder]);
    const args = [
      ...["--import", `data:text/javascript,${encodeURIComponent(unionForNode20)}`],
      ...[join(repository, "node_modules/gitlab-ci-local/dist/index.js"), "--list-csv-all"],
    ];
    const { stdout } = await execute(process.execPath, args, { cwd: folder });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${basename(folder)}: ${stdout}${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
