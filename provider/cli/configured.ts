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
  /** Present if the value is an object, each part of which may be a secret. */
  readonly objectValue?: unknown;
}

/** The keys of a stack's configuration, or why there are none. */
export type StackKeys =
  | { readonly from: "stack"; readonly keys: Readonly<Record<string, Entry | undefined>> }
  /** The folder is in no project, so only the environment counts. */
  | { readonly from: "nowhere" }
  | { readonly from: "failure"; readonly reason: string };

/** The keys of the stack, with all secrets, as the engine passes them to the provider. */
export async function stackKeys({ stack }: Target, folder: string): Promise<StackKeys> {
  if (!isInProject(folder)) return { from: "nowhere" };
  const run = await runPulumi(["config", "--json", "--show-secrets", ...onStack(stack)], folder);
  if (run.ended === "not found") return { from: "failure", reason: "there is no `pulumi` on PATH" };
  if (run.ended === "badly") return { from: "failure", reason: run.reason };
  const keys = objectIn(run.stdout) as Readonly<Record<string, Entry>> | undefined;
  if (keys === undefined) return { from: "failure", reason: "`pulumi config --json` prints no JSON" };
  return { from: "stack", keys };
}

/** Parses JSON; undefined if the text is no JSON. Drops the parser's error, which quotes the text with its secrets. */
function objectIn(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

export type SecretKeyStorage = "secret" | "in clear" | "elsewhere";

/**
 * Where the app's SecretKey is stored: in the stack as a secret, in the stack in clear, or elsewhere, which means in the
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
  // If one value of an object is a secret, the engine treats the whole object as one, although the file may have other values in
  // clear.
  if (app === undefined || entry.objectValue === undefined) return "secret";
  const path = ["--path", appPath(app, "secretKey")];
  const run = await runPulumi(["config", "get", "--json", ...path, ...onStack(stack)], folder);
  const value = run.ended === "well" ? (objectIn(run.stdout) as Entry | undefined) : undefined;
  return value?.secret === true ? "secret" : "in clear";
}

const onStack = (stack: string | undefined): string[] => (stack === undefined ? [] : ["--stack", stack]);

/** The configuration of the app, from the stack's keys and the environment, as the provider reads it. */
export function configurationOf(
  keys: StackKeys,
  app: string | undefined,
  environment: NodeJS.ProcessEnv,
): Configuration {
  const inStack = keys.from === "stack" ? keys.keys : {};
  return readConfiguration((key) => inStack[key]?.value, environment, app);
}
