import pulumi = require("@pulumi/pulumi");

import { stackKey } from "../configuration/keys";
import { appsWithSecretKey, commandToHide, secretKeyOf } from "../configuration/secret-key";

/** The SDK exports this, but keeps it out of its types. */
const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };

/** The first app whose SecretKey is stored in clear in the stack's configuration. */
function appInClear(): { readonly app: string | undefined } | undefined {
  const inClear = (key: string): string | undefined =>
    isConfigSecret?.(key) === false ? pulumi.runtime.getConfig(key) : undefined;
  if (inClear(stackKey("secretKey")) !== undefined) return { app: undefined };
  // One secret in an object makes a secret of the whole object, in the engine's memory and in the state.
  const [app] = appsWithSecretKey(inClear(stackKey("apps")) ?? "{}");
  return app === undefined ? undefined : { app };
}

/**
 * The runs of programs whose configuration was looked at: the SDK parses all of it at each look, and a program may declare
 * thousands of resources.
 */
const lookedAt = new WeakSet<object>();

/** All of a stack's configuration becomes part of its state: in clear, unless it was set as a secret. */
export function refuseSecretKeyInClear(): void {
  const run = pulumi.runtime.getStackResource();
  if (run !== undefined && lookedAt.has(run)) return;
  const found = appInClear();
  if (found === undefined) {
    if (run !== undefined) lookedAt.add(run);
    return;
  }
  throw new pulumi.RunError(
    `The configuration ${secretKeyOf(found.app)} is stored in clear, and would be in the state in clear. Store it as a secret: ` +
      `\`${commandToHide(found.app)}\`. The SecretKey that was in the file is no secret any more: ` +
      "replace it in the Chat console.",
  );
}
