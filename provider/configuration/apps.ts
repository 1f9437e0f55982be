import { escapeControls, quotable } from "../printable";
import { didYouMean } from "../suggest";
import { stackKey, variables } from "./keys";
import { configurationPath } from "./path";
import { looksLikeSecretKey } from "./setting-values";

/** The text of a value, and a name of its source for messages. */
export interface Found {
  readonly text: string;
  readonly source: string;
}

/** One of the two sources of an app's values: the stack's configuration, or the environment. */
interface Source {
  readonly apps: Readonly<Record<string, unknown>>;
  /** What is wrong with the source as a whole. */
  readonly problems: readonly string[];
  /** The name of the app, or of a key of it, for messages. */
  readonly nameOf: (...path: readonly string[]) => string;
}

export interface NamedApp {
  /** Apps are configured, but none has this name. */
  readonly isMisspelt: boolean;
  /** What is wrong with the app as a whole. Problems of its values show when they are parsed. */
  readonly problems: readonly string[];
  readonly find: (key: string) => Found | undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a source. Its problems never quote the text, which may hold a SecretKey. */
function sourceOf(text: string | undefined, whole: string, nameOf: Source["nameOf"]): Source {
  const none = { apps: {}, problems: [], nameOf };
  // An empty value counts as none, since pipelines set variables without a value.
  if (text === undefined || text === "") return none;
  const wrong = `${whole} has to be an object with an object for each app, such as {"staging":{"sdkAppId":1400000000}}.`;
  try {
    const apps: unknown = JSON.parse(text);
    return isObject(apps) ? { ...none, apps } : { ...none, problems: [wrong] };
  } catch {
    return { ...none, problems: [wrong] };
  }
}

function valuesIn({ apps }: Source, app: string): unknown {
  return Object.hasOwn(apps, app) ? apps[app] : undefined;
}

/** The value of a key of an app; undefined if it is empty, or an object or a list. */
function findIn(source: Source, app: string, key: string): Found | undefined {
  const values = valuesIn(source, app);
  if (!isObject(values) || !Object.hasOwn(values, key)) return undefined;
  const value = values[key];
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isPlain && value !== "" ? { text: String(value), source: source.nameOf(app, key) } : undefined;
}

function problemsIn(source: Source, app: string, keys: readonly string[]): string[] {
  const values = valuesIn(source, app);
  if (values === undefined || values === null) return [];
  if (!isObject(values)) return [`${source.nameOf(app)} has to be an object with ${keys.join(", ")}.`];
  return Object.entries(values).flatMap(([key, value]) => {
    if (!keys.includes(key)) return [noSuchKey(source, app, key, keys)];
    const name = source.nameOf(app, key);
    return typeof value === "object" && value !== null
      ? [`${name} has to be a text, a number, true or false.`]
      : [];
  });
}

/** Names a wrong key only if it resembles a real one: if somebody swapped key and value, the key is a SecretKey. */
function noSuchKey({ nameOf }: Source, app: string, key: string, keys: readonly string[]): string {
  const meant = didYouMean(key, keys);
  const wrong =
    meant === ""
      ? `${nameOf(app)} has a key that an app does not have`
      : `${nameOf(app, key)} is no key of an app`;
  return `${wrong}.${meant} An app has ${keys.join(", ")}.`;
}

/** Names of apps that are safe in a message. */
const named = (apps: readonly string[]): string[] =>
  apps.map((app) => (looksLikeSecretKey(app) ? "(looks like a SecretKey)" : quotable(app)));

function noSuchApp(app: string, known: readonly string[]): string {
  const apps = named([...known].sort());
  return `"${named([app])}" is no app of this stack.${didYouMean(app, apps)} The apps: ${apps.join(", ")}.`;
}

/**
 * One app of `tencent-chat:apps`. The environment variable may supply each value that the stack does not set.
 *
 * @param keys the keys that an app may have
 */
export function namedApp(
  app: string,
  configured: string | undefined,
  environment: string | undefined,
  keys: readonly string[],
): NamedApp {
  const appsKey = stackKey("apps");
  const variable = `the environment variable ${variables.apps}`;
  const sources = [
    sourceOf(configured, `the configuration ${appsKey}`, (...path) =>
      escapeControls(`the configuration ${configurationPath(appsKey, ...path)}`),
    ),
    sourceOf(environment, variable, (...path) =>
      escapeControls(`${configurationPath("", ...path)} in ${variable}`),
    ),
  ];
  const known = [...new Set(sources.flatMap(({ apps }) => Object.keys(apps)))];
  const unreadable = sources.flatMap(({ problems }) => problems);
  // If no app is configured at all, none is misspelt: a preview works without a configuration.
  const isMisspelt = known.length > 0 && !known.includes(app);
  return {
    isMisspelt,
    problems: isMisspelt
      ? [...unreadable, noSuchApp(app, known)]
      : [...unreadable, ...sources.flatMap((source) => problemsIn(source, app, keys))],
    find: (key) => sources.map((source) => findIn(source, app, key)).find((found) => found !== undefined),
  };
}
