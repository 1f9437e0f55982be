import pulumi = require("@pulumi/pulumi");

import { announcementOf, announcements, hidden, type OneShotName } from "../announcements";

/** What every output has, but the SDK's types leave out. */
interface Inspectable<Value> {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<Value>;
}

function inspect<Value>(output: pulumi.Output<Value>): Inspectable<Value> {
  return output as unknown as Inspectable<Value>;
}

/** The values that a preview may show. */
async function readable<Value>(values: pulumi.Output<Value>): Promise<Value | typeof hidden> {
  const isHidden = !(await inspect(values).isKnown) || (await pulumi.isSecret(values));
  return isHidden ? hidden : inspect(values).promise();
}

/**
 * Says in a preview what a one-shot is going to remove. A resource that stays as it is has its id in a preview already; one
 * that is to be created or replaced has none.
 */
export function announce(
  resource: pulumi.CustomResource,
  name: OneShotName,
  { app, ...inputs }: { readonly app?: string },
): void {
  if (!pulumi.runtime.isDryRun()) return;
  const { from, list } = announcements[name];
  const given = inputs as pulumi.Inputs;
  const announced = async (): Promise<void> => {
    if (await inspect(resource.id).isKnown) return;
    const text = announcementOf(name, app, await readable(pulumi.all([given[from], given[list]])));
    if (text !== undefined) await pulumi.log.info(text, resource);
  };
  // A resource that cannot be registered is reported by the SDK; there is nothing left to announce.
  announced().catch(() => {});
}
