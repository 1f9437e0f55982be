import { Struct, type Value } from "google-protobuf/google/protobuf/struct_pb";
import { namingInputs } from "../secret-names";
import { isSecret, secretOf, structOf } from "./conversions";

/* The engine sends secrets as such, and stores encrypted only what the answer calls a secret. */

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

/** The input that names somebody or something, and is a secret or holds one. */
export function secretName(inputs: Struct): string | undefined {
  return namingInputs.find((input) => {
    const value = inputs.getFieldsMap().get(input);
    return value !== undefined && holdsSecret(value);
  });
}

/** Makes secrets of the fields that are secrets in `told`. A list is one as a whole: its elements may move. */
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
 * Properties as an answer to the engine: secret where an input of the same name is one, and where they repeat an input's name.
 *
 * @param repeating the outputs that repeat names
 * @param inputs as the engine sent them
 * @param state as the engine sent it, when the answer only looks at it again
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
