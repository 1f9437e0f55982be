import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { type ValidationError, validateWorkflow } from "@action-validator/core";
import { isScalar, parse, parseDocument, visit } from "yaml";

export const repository = resolve(__dirname, "../../..");

export const textOf = (file: string): string => readFileSync(join(repository, file), "utf8");

/** What a job's token may do: by its scope, or `read-all` or `write-all`. */
type Permissions = string | Readonly<Record<string, string>>;

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

type Matrix = Readonly<Record<string, readonly (string | number)[]>>;

/** A job of either service, as far as these tests look into it. */
export interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly permissions?: Permissions;
  readonly needs?: string | readonly string[];
  readonly "runs-on"?: string;
  readonly steps?: readonly Step[];
  readonly script?: readonly string[];
  readonly rules?: readonly { readonly if?: string; readonly when?: string }[];
  readonly if?: string;
  readonly environment?: string | { readonly name?: string };
  readonly concurrency?: { readonly group?: string };
  readonly extends?: string;
  readonly stage?: string;
  readonly parallel?: { readonly matrix?: readonly Matrix[] };
  readonly strategy?: {
    readonly "max-parallel"?: number;
    readonly "fail-fast"?: boolean;
    readonly matrix?: Matrix & { readonly include?: readonly Readonly<Record<string, string>>[] };
  };
}

export interface Workflow {
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const yamlOf = (file: string): unknown => parse(textOf(file));

/** The commands of a job, in order. */
export const commandsOf = ({ steps, script }: Job): string[] =>
  (script ?? steps?.map(({ run }) => run) ?? []).filter((command) => command !== undefined);

/** Whether the job's token may sign, publish or push. */
function mayWrite({ permissions = {} }: Job): boolean {
  return JSON.stringify(permissions).includes("write");
}

/** The only action and the only command that a job needs which publishes what another job has packed. */
const trustedActions = /^actions\/(setup-node|download-artifact)@/;
const trustedCommand = /^npm publish \.\/[\w.*-]+\.tgz( --[\w-]+( public)?)*$/;

/**
 * What in a workflow would let code of a package or of a pull request act with the rights of a job that may write: any
 * command or action apart from those that fetch a packed package and publish it.
 */
export function unsafeStepsOf({ permissions, jobs }: Workflow): string[] {
  return Object.entries(jobs)
    .filter(([, job]) => mayWrite({ permissions, ...job }))
    .flatMap(([name, { steps = [] }]) =>
      steps
        .filter(({ uses, run }) =>
          uses === undefined ? !trustedCommand.test(run?.trim() ?? "") : !trustedActions.test(uses),
        )
        .map(({ uses, run }) => `${name}: ${uses ?? run}`),
    );
}

/** Actions that somebody else could change: without the hash of a commit, or without the version beside it. */
export function unpinnedActionsIn(content: string): string[] {
  const unpinned: string[] = [];
  visit(parseDocument(content), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== "uses" || !isScalar(value)) return;
      const [action, version] = [String(value.value), value.comment ?? ""];
      const isPinned = /^[\w./-]+@[0-9a-f]{40}$/.test(action) && /^ v\d+\.\d+\.\d+$/.test(version);
      if (!isPinned && !action.startsWith("./")) unpinned.push(action);
    },
  });
  return unpinned;
}

/** What the published schema of GitHub's workflows has against one, and jobs in `needs` that are not there. */
export const problemsOfWorkflow = (content: string): readonly ValidationError[] =>
  validateWorkflow(content).errors;

/** It is written for Node.js 22, of which it misses this one method in Node.js 20. */
const unionForNode20 = "Set.prototype.union ??= function (other) { return new Set([...this, ...other]); };";

/** Runs `use` with a folder of its own, which goes with all that is in it. */
export async function inScratch<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What gitlab-ci-local says, which holds a file against GitLab's own schema: all its jobs, or what is wrong. */
export const jobsOfPipeline = (content: string): Promise<string> =>
  inScratch(async (folder) => {
    const execute = promisify(execFile);
    writeFileSync(join(folder, ".gitlab-ci.yml"), content);
    await execute("git", ["init", "--quiet", folder]);
    const args = [
      ...["--import", `data:text/javascript,${encodeURIComponent(unionForNode20)}`],
      ...[join(repository, "node_modules/gitlab-ci-local/dist/index.js"), "--list-csv-all"],
    ];
    const { stdout } = await execute(process.execPath, args, { cwd: folder }).catch(
      ({ stdout = "", stderr = "" }) => {
        throw new Error(`${basename(folder)}: ${stdout}${stderr}`);
      },
    );
    return stdout;
  });
