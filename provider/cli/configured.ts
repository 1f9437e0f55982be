import { type Configuration, readConfiguration } from "../configuration";
import type { Target } from "./arguments";
import { isInProject, runPulumi } from "./pulumi";

/** How the keys of a stack's configuration were found. */
export type StackKeys =
  | { readonly from: "stack"; readonly keys: Readonly<Record<string, string | undefined>> }
  /** There is no project in the folder: the environment says all. */
  | { readonly from: "nowhere" }
  | { readonly from: "failure"; readonly reason: string };

/** The keys of the stack as the engine gives them to the provider, with all secrets. */
export async function stackKeys({ stack }: Target, folder: string): Promise<StackKeys> {
  if (!isInProject(folder)) return { from: "nowhere" };
  const run = await runPulumi(["config", "--json", "--show-secrets", ...onStack(stack)], folder);
  if (run.ended === "not found") return { from: "failure", reason: "there is no `pulumi` on PATH" };
  if (run.ended === "badly") return { from: "failure", reason: run.reason };
  const values = objectIn(run.stdout);
  if (values === undefined) return { from: "failure", reason: "`pulumi config --json` prints no JSON" };
  const keys = Object.entries(values).map(([key, value]) => [key, (value as { value?: string }).value]);
  return { from: "stack", keys: Object.fromEntries(keys) as Record<string, string | undefined> };
}

/** Undefined where it is none: the parser's own error quotes the text, which holds secrets. */
function objectIn(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** Where the SecretKey of the app is: in the stack as a secret, or in clear; or not there, so that it is in the environment. */
export async function keptSecretKey({ app, stack }: Target, folder: string): Promise<SecretKeyPlace> {
  const key = secretKeyOf(app);
  const run = await runPulumi(["config", "get", "--json", "--path", key, ...onStack(stack)], folder);
  const value: { readonly secret?: boolean } | undefined =
    run.ended === "well" ? objectIn(run.stdout) : undefined;
  if (value === undefined) return "elsewhere";
  return value.secret === true ? "secret" : "in clear";
}

export type SecretKeyPlace = "secret" | "in clear" | "elsewhere";

/** The key that holds the SecretKey of an app, as a path. */
export function secretKeyOf(app: string | undefined): string {
  return app === undefined ? "tencent-chat:secretKey" : `tencent-chat:apps.${app}.secretKey`;
}

const onStack = (stack: string | undefined): string[] => (stack === undefined ? [] : ["--stack", stack]);

/** The configuration of the app, from the stack's keys and from the environment, as in the provider. */
export function configurationOf(
  keys: StackKeys,
  app: string | undefined,
  environment: NodeJS.ProcessEnv,
): Configuration {
  const inStack = keys.from === "stack" ? keys.keys : {};
  return readConfiguration((key) => inStack[key], environment, app);
}
