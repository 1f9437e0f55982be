import pulumi = require("@pulumi/pulumi");

import { escapeControls } from "../printable";

/** What every output has, but the SDK's types leave out. */
interface Inspectable<Value> {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<Value>;
}

function inspect<Value>(output: pulumi.Output<Value>): Inspectable<Value> {
  return output as unknown as Inspectable<Value>;
}

/** The text that a preview may show; undefined where it is a secret or not known yet. */
async function readable(sentence: pulumi.Output<string>): Promise<string | undefined> {
  const hidden = !(await inspect(sentence).isKnown) || (await pulumi.isSecret(sentence));
  return hidden ? undefined : inspect(sentence).promise();
}

/**
 * Says in a preview what a one-shot is going to remove, and in which named app. A resource that stays as it is has its id
 * in a preview already; one that is to be created or replaced has none.
 */
export function announce(
  resource: pulumi.CustomResource,
  sentence: pulumi.Output<string>,
  app: string | undefined,
): void {
  if (!pulumi.runtime.isDryRun()) return;
  const announced = async (): Promise<void> => {
    if (await inspect(resource.id).isKnown) return;
    const text = (await readable(sentence)) ?? "will remove what is known only when it runs, or is secret";
    await pulumi.log.info(app === undefined ? text : `in the app ${app}: ${text}`, resource);
  };
  // A resource that cannot be registered is reported by the SDK; there is nothing left to announce.
  announced().catch(() => {});
}

const namedAtMost = 20;
const shownLength = 80;

/** Names as a line of a preview shows them: no more of them than a person reads, nor of each. */
export function named(names: unknown): string {
  const all = [names].flat();
  const shown = all.slice(0, namedAtMost).map((name) => escapeControls(String(name).slice(0, shownLength)));
  const more = all.length - namedAtMost;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
