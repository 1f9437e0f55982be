import { escapeControls } from "../printable";
import { type SettingKey, stackKey } from "./keys";

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

/** The path of a key of a named app. */
export function appPath(app: string, key: SettingKey): string {
  return configurationPath(stackKey("apps"), app, key);
}

/** A backslash before a quotation mark makes the mark a part of the name, and the engine has no escape for a backslash. */
const hasNoPath = (name: string): boolean => /\\("|$)/.test(name);

/** What acts on a terminal cannot be copied from one. */
const canBeCopied = (name: string): boolean => escapeControls(name) === name;

/**
 * The words of a shell that name a key of an app to `pulumi config set`; undefined where no path can hold the app's name, or
 * nobody can copy it.
 */
export function pathOption(app: string, key: SettingKey): string | undefined {
  if (hasNoPath(app) || !canBeCopied(app)) return undefined;
  return `--path '${appPath(app, key).replaceAll("'", "'\\''")}'`;
}
