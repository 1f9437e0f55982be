import { type Configuration, readConfiguration } from "../configuration/configuration";
import { type Key, stackKey } from "../configuration/keys";
import { appPath } from "../configuration/path";
import { appsWithSecretKey } from "../configuration/secret-key";
import type { Target } from "./arguments";
import { isInProject, runPulumi } from "./pulumi";

/** A value of a stack's configuration, as `pulumi config --json` tells it. */
interface Entry {
  readonly value?: string;
  readonly secret?: boolean;
  /** Present where the value is an object, of which each part may be a secret by itself. */
  readonly objectValue?: unknown;
}

/** How the keys of a stack's configuration were found. */
export type StackKeys =
  | { readonly from: "stack"; readonly keys: Readonly<Record<string, Entry | undefined>> }
  /** There is no project in the folder: only the environment counts. */
  | { readonly from: "nowhere" }
  | { readonly from: "failure"; readonly reason: string };

/** The keys of the stack as the engine gives them to the provider, with all secrets. */
export async function stackKeys({ stack }: Target, folder: string): Promise<StackKeys> {
  if (!isInProject(folder)) return { from: "nowhere" };
  const run = await runPulumi(["config", "--json", "--show-secrets", ...onStack(stack)], folder);
  if (run.ended === "not found") return { from: "failure", reason: "there is no `pulumi` on PATH" };
  if (run.ended === "badly") return { from: "failure", reason: run.reason };
  const keys = objectIn(run.stdout) as Readonly<Record<string, Entry>> | undefined;
  if (keys === undefined) return { from: "failure", reason: "`pulumi config --json` prints no JSON" };
  return { from: "stack", keys };
}

/** Undefined where the text is not JSON. The parser's error is dropped: it quotes the text, which holds secrets. */
function objectIn(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

export type SecretKeyStorage = "secret" | "in clear" | "elsewhere";

/**
 * Where the SecretKey of the app is: in the stack as a secret, in the stack in clear, or elsewhere, that is in the
 * environment.
 */
export async function keptSecretKey(
  { app, stack }: Target,
  keys: StackKeys,
  folder: string,
): Promise<SecretKeyStorage> {
  if (keys.from !== "stack") return "elsewhere";
  const key: Key = app === undefined ? "secretKey" : "apps";
  const entry = keys.keys[stackKey(key)];
  if (entry === undefined) return "elsewhere";
  if (app !== undefined && !appsWithSecretKey(entry.value ?? "").includes(app)) return "elsewhere";
  if (entry.secret !== true) return "in clear";
  // One secret makes the engine treat the whole object as a secret, though the values beside it may be in clear in the
  // file.
  if (app === undefined || entry.objectValue === undefined) return "secret";
  const path = ["--path", appPath(app, "secretKey")];
  const run = await runPulumi(["config", "get", "--json", ...path, ...onStack(stack)], folder);
  const value = run.ended === "well" ? (objectIn(run.stdout) as Entry | undefined) : undefined;
  return value?.secret === true ? "secret" : "in clear";
}

const onStack = (stack: string | undefined): string[] => (stack === undefined ? [] : ["--stack", stack]);

/** The configuration of the app, from the stack's keys and from the environment, as in the provider. */
export function configurationOf(
  keys: StackKeys,
  app: string | undefined,
  environment: NodeJS.ProcessEnv,
): Configuration {
  const inStack = keys.from === "stack" ? keys.keys : {};
  return readConfiguration((key) => inStack[key]?.value, environment, app);
}
