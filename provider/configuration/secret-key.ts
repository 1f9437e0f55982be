import { escapeControls } from "../printable";
import { stackKey } from "./keys";
import { appPath, pathOption } from "./path";

/** The key of an app's SecretKey, as a message shows it. */
export function secretKeyOf(app: string | undefined): string {
  return app === undefined ? stackKey("secretKey") : escapeControls(appPath(app, "secretKey"));
}

/**
 * The command that stores the SecretKey of an app as a secret. It asks for the value, which keeps it out of the shell's history.
 * If no path can name the app, the command asks for the whole object of apps, as JSON.
 */
export function commandToHide(app: string | undefined): string {
  const key = app === undefined ? stackKey("secretKey") : (pathOption(app, "secretKey") ?? stackKey("apps"));
  return `pulumi config set --secret ${key}`;
}

/** The apps with a SecretKey in the JSON of `tencent-chat:apps`. None if the text is not such JSON; `check` refuses it then. */
export function appsWithSecretKey(apps: string): string[] {
  try {
    return Object.entries(
      JSON.parse(apps) as Readonly<Record<string, { readonly secretKey?: unknown } | null>>,
    )
      .filter(([, app]) => Boolean(app?.secretKey))
      .map(([name]) => name);
  } catch {
    return [];
  }
}
