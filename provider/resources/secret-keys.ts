import pulumi = require("@pulumi/pulumi");

import { stackKey } from "../configuration/keys";
import { appsWithSecretKey, commandToHide, secretKeyOf } from "../configuration/secret-key";
import { ofThisRun } from "./run";

/** The SDK exports this function, but its types leave it out. */
const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };

/** The first app whose SecretKey is stored in clear in the stack's configuration. */
function appInClear(): { readonly app: string | undefined } | undefined {
  const inClear = (key: string): string | undefined =>
    isConfigSecret?.(key) === false ? pulumi.runtime.getConfig(key) : undefined;
  if (inClear(stackKey("secretKey")) !== undefined) return { app: undefined };
  // One secret in an object makes the whole object a secret, in the engine's memory and in the state.
  const [app] = appsWithSecretKey(inClear(stackKey("apps")) ?? "{}");
  return app === undefined ? undefined : { app };
}

/**
 * A stack's whole configuration becomes part of its state: in clear, unless it was set as a secret. This looks once in a run,
 * since the SDK parses the whole configuration each time, and a program may declare thousands of resources.
 */
export function refuseSecretKeyInClear(): void {
  const { found } = ofThisRun("SecretKey in clear", () => ({ found: appInClear() }));
  if (found === undefined) return;
  throw new pulumi.RunError(
    `The configuration ${secretKeyOf(found.app)} is stored in clear, and would be in the state in clear. Store it as a secret: ` +
      `\`${commandToHide(found.app)}\`. The SecretKey that was in the file is no secret any more: ` +
      "replace it in the Chat console.",
  );
}
