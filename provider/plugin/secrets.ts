import { Struct, type Value } from "google-protobuf/google/protobuf/struct_pb";
import { namingInputs } from "../secret-names";
import { isSecret, secretOf, structOf } from "./conversions";

/* The engine marks secrets in its requests, and encrypts in the state only what the answer marks as a secret. */

/** Whether a value is a secret, or holds one at any depth. */
export function holdsSecret(value: Value): boolean {
  if (isSecret(value)) return true;
  let holds = (value.getListValue()?.getValuesList() ?? []).some(holdsSecret);
  const fields = value.getStructValue()?.getFieldsMap();
  fields?.forEach((field: Value) => {
    holds ||= holdsSecret(field);
  });
  return holds;
}

/** The first input that names an account, a group or the like, and is a secret or holds one. */
export function secretName(inputs: Struct): string | undefined {
  return namingInputs.find((input) => {
    const value = inputs.getFieldsMap().get(input);
    return value !== undefined && holdsSecret(value);
  });
}

/** Makes the fields of the answer secret that are secret in `told`. A list is secret as a whole, since its elements may move. */
function markAs(told: Struct, answer: Struct): void {
  const fields = answer.getFieldsMap();
  told.getFieldsMap().forEach((secret: Value, key: string) => {
    const field = fields.get(key);
    if (field === undefined) return;
    const [inside, insideOfSecret] = [field.getStructValue(), secret.getStructValue()];
    if (!isSecret(secret) && inside !== undefined && insideOfSecret !== undefined)
      markAs(insideOfSecret, inside);
    else if (holdsSecret(secret)) fields.set(key, secretOf(field));
  });
}

/**
 * The properties for an answer to the engine. A property is secret if the input of the same name is, or if it repeats names and
 * a name among the inputs is a secret.
 *
 * @param repeating the outputs that repeat names
 * @param inputs as the engine sent them
 * @param state as the engine sent it, for the answer of a read
 */
export function stored(
  properties: object,
  repeating: readonly string[],
  inputs = new Struct(),
  state = new Struct(),
): Struct {
  const answer = structOf(properties);
  for (const told of [inputs, state]) markAs(told, answer);
  if (secretName(inputs) === undefined) return answer;
  const fields = answer.getFieldsMap();
  for (const output of repeating) {
    const value = fields.get(output);
    if (value !== undefined) fields.set(output, secretOf(value));
  }
  return answer;
}
