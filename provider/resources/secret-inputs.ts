import pulumi = require("@pulumi/pulumi");

import { namingInputs, repeatingOutputs, warningOf } from "../secret-names";
import type { ResourceName } from "./resource-name";
import { ofThisRun } from "./run";

function warnOnce(type: ResourceName, name: string, input: string): void {
  const run = ofThisRun("secret inputs", () => ({ isTold: false }));
  if (run.isTold) return;
  run.isTold = true;
  pulumi.log.warn(warningOf(input, type, name)).catch(() => {});
}

/**
 * The outputs to keep secret: those that the program names, and, if a name among the inputs is a secret, those that repeat names.
 * The list is complete once `isKnown` resolves, since an output tells only later whether it is a secret. An input has to wait for
 * `isKnown`: the SDK reads the list after the inputs. Where all names are plain values, there is nothing to wait for.
 */
export function secretOutputs(
  type: ResourceName,
  name: string,
  props: pulumi.Inputs,
  own: readonly string[] = [],
): { readonly outputs: string[]; readonly isKnown: Promise<void> | undefined } {
  const outputs = [...own];
  const look = async (): Promise<void> => {
    const secret = await Promise.all(namingInputs.map((input) => isSecret(props[input])));
    const input = namingInputs.find((_, at) => secret[at]);
    if (input === undefined) return;
    outputs.push(...repeatingOutputs[type]);
    warnOnce(type, name, input);
  };
  const isOpen = namingInputs.some((input) => isToCome(props[input]));
  return { outputs, isKnown: isOpen ? look() : undefined };
}

/** An input that fails counts as no secret: the SDK reports it, and registers nothing. */
async function isSecret(input: unknown): Promise<boolean> {
  if (!isToCome(input)) return false;
  return pulumi.isSecret(pulumi.output(input)).catch(() => false);
}

/** Whether a value contains an output or a promise. Plain values are no secrets, and the SDK is slow with thousands of them. */
function isToCome(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  return Object.values(value).some(isToCome);
}
