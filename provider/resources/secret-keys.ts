import pulumi = require("@pulumi/pulumi");

import { escapeControls } from "../client/printable";
import { appsKey, commandToHide, configurationPath, secretKeyKey } from "../configuration-path";

/** The SDK exports this, but keeps it out of its types. */
const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };

/** The apps of a text of `tencent-chat:apps` that hold a SecretKey. What is no such text is for `check` to refuse. */
function appsWithSecretKey(apps: string): string[] {
  try {
    return Object.entries(JSON.parse(apps) as Record<string, { readonly secretKey?: unknown } | null>)
      .filter(([, app]) => app?.secretKey !== undefined)
      .map(([name]) => name);
  } catch {
    return [];
  }
}

/** What is stored in clear in the stack's configuration, with the command that stores it as a secret. */
function secretKeysInClear(): { readonly key: string; readonly mend: string }[] {
  const inClear = (key: string): string | undefined =>
    isConfigSecret?.(key) === false ? pulumi.runtime.getConfig(key) : undefined;
  // One secret in an object makes a secret of the whole object, in the engine's memory and in the state.
  const apps = appsWithSecretKey(inClear(appsKey) ?? "{}");
  return [
    ...(inClear(secretKeyKey) === undefined ? [] : [{ key: secretKeyKey, mend: commandToHide(undefined) }]),
    ...apps.map((app) => ({
      key: escapeControls(configurationPath(appsKey, app, "secretKey")),
      mend: commandToHide(app),
    })),
  ];
}

/** All of a stack's configuration becomes part of its state: in clear, unless it was set as a secret. */
export function refuseSecretKeyInClear(): void {
  const [first] = secretKeysInClear();
  if (first === undefined) return;
  throw new pulumi.RunError(
    `The configuration ${first.key} is stored in clear, and would be in the state in clear. Store it as a secret: ` +
      `\`${first.mend}\`. The SecretKey that was in the file is no secret any more: ` +
      "replace it in the Chat console.",
  );
}
