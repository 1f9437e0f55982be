import { type ChildProcess, spawn } from "node:child_process";

/** Whether the engine can run YAML programs here. */
export const hasYaml = process.env.PULUMI_TENCENT_CHAT_WITHOUT_YAML === undefined;

/** What a resource of the stack went through in one run, such as `create` or `update`. */
export type Operations = Readonly<Record<string, readonly string[]>>;

/** One run of the `pulumi` command. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** By the resource's name; what stayed the same is left out. */
  readonly operations: Operations;
  /** Errors, warnings and infos as a person sees them. */
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly message: string;
    readonly urn?: string;
  }[];
}

interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string; readonly urn?: string };
}

interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

/** Starts `pulumi` from PATH; the caller has to wait for it. */
export function startPulumi(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): { readonly child: ChildProcess; readonly ended: Promise<Run> } {
  const child = spawn("pulumi", [...args, "--non-interactive"], {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      text[name] += chunk;
    });
  }
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const events = eventsIn(text.stdout);
      resolve({ code, ...text, operations: operationsOf(events), diagnostics: diagnosticsOf(events) });
    });
  });
  return { child, ended };
}

function eventsIn(stdout: string): EngineEvent[] {
  return stdout
    .split("\n")
    .filter((line) => line.startsWith('{"sequence"'))
    .map((line) => JSON.parse(line) as EngineEvent);
}

/** The engine's own: the stack, and the provider of all dynamic resources. */
const ownTypes = /^pulumi:(pulumi:Stack|providers:)/;

function operationsOf(events: readonly EngineEvent[]): Operations {
  const operations: Record<string, string[]> = {};
  const refreshing = new Set<string>();
  const record = ({ op, urn, type }: StepMetadata): void => {
    if (ownTypes.test(type) || op === "same") return;
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    operations[name] = [...(operations[name] ?? []), op];
  };
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    // What a refresh found is told only when it is over; every other step says at its start what it does.
    if (resourcePreEvent?.metadata.op === "refresh") refreshing.add(resourcePreEvent.metadata.urn);
    else if (resourcePreEvent !== undefined) record(resourcePreEvent.metadata);
    else if (resOutputsEvent !== undefined && refreshing.delete(resOutputsEvent.metadata.urn)) {
      record(resOutputsEvent.metadata);
    }
  }
  return operations;
}

function diagnosticsOf(events: readonly EngineEvent[]): Run["diagnostics"] {
  return events
    .map(({ diagnosticEvent }) => diagnosticEvent)
    .filter((event) => event !== undefined && event.severity !== "debug")
    .map((event) => event as NonNullable<typeof event>);
}
