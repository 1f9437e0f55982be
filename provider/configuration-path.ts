import { escapeControls } from "./client/printable";

/** The key of a stack's configuration that holds an object for each named app. */
export const appsKey = "tencent-chat:apps";
/** That of the SecretKey of the app that has no name. */
export const secretKeyKey = "tencent-chat:secretKey";

/** Names that stand in a path as they are. */
const plain = /^[\w-]+$/;

/**
 * The path of a value in an object, as `pulumi config --path` reads it: `apps.staging.region`, `apps["my.app"].region`.
 *
 * @param root the key of the object; empty for a path inside an object that the message names otherwise
 */
export function configurationPath(root: string, ...names: readonly string[]): string {
  return names.reduce((path, name) => {
    if (!plain.test(name)) return `${path}["${name.replaceAll('"', '\\"')}"]`;
    return path === "" ? name : `${path}.${name}`;
  }, root);
}

/** A backslash before a quotation mark makes the mark a part of the name, and the engine has no escape for a backslash. */
const hasNoPath = (name: string): boolean => /\\("|$)/.test(name);

/** What acts on a terminal cannot be copied from one. */
const canBeCopied = (name: string): boolean => escapeControls(name) === name;

/**
 * The words of a shell that name a key of an app to `pulumi config set`; undefined where no path can hold the app's name, or
 * nobody can copy it.
 */
export function pathOption(app: string, key: string): string | undefined {
  if (hasNoPath(app) || !canBeCopied(app)) return undefined;
  return `--path '${configurationPath(appsKey, app, key).replaceAll("'", "'\\''")}'`;
}

/**
 * The command that stores the SecretKey of an app as a secret. It asks for the value, so that no history of a shell has it.
 * Where no path says which app is meant, the value is the whole object, as JSON.
 */
export function commandToHide(app: string | undefined): string {
  const key = app === undefined ? secretKeyKey : (pathOption(app, "secretKey") ?? appsKey);
  return `pulumi config set --secret ${key}`;
}
