import pulumi = require("@pulumi/pulumi");

import { escapeControls } from "../client/printable";

/** Properties of every output that the SDK's types leave out. */
interface Inspectable<Value> {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<Value>;
}

function inspect<Value>(output: pulumi.Output<Value>): Inspectable<Value> {
  return output as unknown as Inspectable<Value>;
}

/** The text that a preview may show; undefined if it is a secret or not known yet. */
async function readable(sentence: pulumi.Output<string>): Promise<string | undefined> {
  const hidden = !(await inspect(sentence).isKnown) || (await pulumi.isSecret(sentence));
  return hidden ? undefined : inspect(sentence).promise();
}

/**
 * Says in a preview what a one-shot is going to remove, and in which named app. Only a resource that is going to be created or
 * replaced has no id in a preview.
 */
export function announce(
  resource: pulumi.CustomResource,
  sentence: pulumi.Output<string>,
  app: string | undefined,
): void {
  if (!pulumi.runtime.isDryRun()) return;
  const announced = async (): Promise<void> => {
    if (await inspect(resource.id).isKnown) return;
    const text =
      (await readable(sentence)) ?? "will remove names that are secret, or known only when it runs";
    await pulumi.log.info(app === undefined ? text : `in the app ${app}: ${text}`, resource);
  };
  // A resource that cannot be registered is reported by the SDK; there is nothing left to announce.
  announced().catch(() => {});
}

const namedAtMost = 20;
const shownLength = 80;

/** Names for a line of a preview: only a few, and long ones shortened, so that a person can read them. */
export function named(names: unknown): string {
  const all = [names].flat();
  const shown = all.slice(0, namedAtMost).map((name) => escapeControls(String(name).slice(0, shownLength)));
  const more = all.length - namedAtMost;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
