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
 * The outputs that are to be secret: the program's own, and more where an input is one. Whether one is shows only later, so the list is filled once
 * `isKnown` resolves: the SDK reads it after the inputs, of which that has to be one.
 */
export function secretOutputs(
  type: ResourceName,
  name: string,
  props: pulumi.Inputs,
  own: readonly string[] = [],
): { readonly outputs: string[]; readonly isKnown: Promise<void> } {
  const outputs = [...own];
  const look = async (): Promise<void> => {
    const secret = await Promise.all(namingInputs.map((input) => isSecret(props[input])));
    const input = namingInputs.find((_, at) => secret[at]);
    if (input === undefined) return;
    outputs.push(...repeatingOutputs[type]);
    warnOnce(type, name, input);
  };
  return { outputs, isKnown: look() };
}

/** An input that fails is reported by the SDK, which registers nothing then. */
async function isSecret(input: unknown): Promise<boolean> {
  if (!isToCome(input)) return false;
  return pulumi.isSecret(pulumi.output(input)).catch(() => false);
}

/** Whether a value is not plain: plain ones are no secrets, and lists of thousands of them take the SDK long. */
function isToCome(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  return Object.values(value).some(isToCome);
}
