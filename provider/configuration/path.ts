import { escapeControls } from "../printable";
import { type SettingKey, stackKey } from "./keys";

/** Names that need no brackets in a path. */
const plain = /^[\w-]+$/;

/**
 * The path of a value in an object, as `pulumi config --path` reads it: `apps.staging.region`, `apps["my.app"].region`.
 *
 * @param root the key of the object; empty for a path inside an object that the message names in another way
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

/** Names that no path can hold: the engine reads a backslash and a quotation mark as a quotation mark, and has no escape for a backslash. */
const hasNoPath = (name: string): boolean => /\\("|$)/.test(name);

/** Nobody can copy characters that act on a terminal. */
const canBeCopied = (name: string): boolean => escapeControls(name) === name;

/**
 * The arguments of `pulumi config set` for a key of an app, for a shell; undefined if no path can hold the app's name, or if nobody
 * can copy it.
 */
export function pathOption(app: string, key: SettingKey): string | undefined {
  if (hasNoPath(app) || !canBeCopied(app)) return undefined;
  return `--path '${appPath(app, key).replaceAll("'", "'\\''")}'`;
}
