import { type Configuration, readConfiguration } from "../configuration/configuration";
import { type Key, stackKey } from "../configuration/keys";
import { appPath } from "../configuration/path";
import { appsWithSecretKey } from "../configuration/secret-key";
import type { Target } from "./arguments";
import { jsonIn, onStack, type PulumiAnswer, pulumiJson, runPulumi } from "./pulumi";

/** A value of a stack's configuration, as `pulumi config --json` tells it. */
interface Entry {
  readonly value?: string;
  readonly secret?: boolean;
  /** Present where the value is an object, of which each part may be a secret by itself. */
  readonly objectValue?: unknown;
}

/** The keys of a stack's configuration. */
export type StackValues = Readonly<Record<string, Entry | undefined>>;

/** The keys of the stack as the engine gives them to the provider, with all secrets. Outside of a project, only the environment counts. */
export function stackKeys({ stack }: Target, folder: string): Promise<PulumiAnswer<StackValues>> {
  return pulumiJson(["config", "--json", "--show-secrets", ...onStack(stack)], folder);
}

export type SecretKeyStorage = "secret" | "in clear" | "elsewhere";

/**
 * Where the SecretKey of the app is: in the stack as a secret, in the stack in clear, or elsewhere, that is in the
 * environment.
 */
export async function keptSecretKey(
  { app, stack }: Target,
  keys: PulumiAnswer<StackValues>,
  folder: string,
): Promise<SecretKeyStorage> {
  if (keys.from !== "stack") return "elsewhere";
  const key: Key = app === undefined ? "secretKey" : "apps";
  const entry = keys.value[stackKey(key)];
  if (entry === undefined) return "elsewhere";
  if (app !== undefined && !appsWithSecretKey(entry.value ?? "").includes(app)) return "elsewhere";
  if (entry.secret !== true) return "in clear";
  // One secret makes the engine treat the whole object as a secret, though the values beside it may be in clear in the
  // file.
  if (app === undefined || entry.objectValue === undefined) return "secret";
  const path = ["--path", appPath(app, "secretKey")];
  const run = await runPulumi(["config", "get", "--json", ...path, ...onStack(stack)], folder);
  const value = run.ended === "well" ? (jsonIn(run.stdout) as Entry | undefined) : undefined;
  return value?.secret === true ? "secret" : "in clear";
}

/** The configuration of the app, from the stack's keys and from the environment, as in the provider. */
export function configurationOf(
  keys: PulumiAnswer<StackValues>,
  app: string | undefined,
  environment: NodeJS.ProcessEnv,
): Configuration {
  const inStack = keys.from === "stack" ? keys.value : {};
  return readConfiguration((key) => inStack[key]?.value, environment, app);
}
