import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";

/** Values as the lifecycles know them: JSON, with a special text for a value that is not known yet. */
export type Properties = Readonly<Record<string, unknown>>;

/** On the wire, an object with this key is another kind of value, such as a secret. Source: Pulumi's provider protocol. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The value inside a secret; any other value is itself. */
function revealed(value: Value): Value {
  const fields = value.getStructValue()?.getFieldsMap();
  if (fields?.get(signatureKey)?.getStringValue() !== secretSignature) return value;
  return fields.get("value") ?? new Value();
}

export function isSecret(value: Value): boolean {
  return revealed(value) !== value;
}

/** The value as a secret, which the engine stores encrypted. */
export function secretOf(value: Value): Value {
  if (isSecret(value)) return value;
  const secret = new Struct();
  secret.getFieldsMap().set(signatureKey, new Value().setStringValue(secretSignature)).set("value", value);
  return new Value().setStructValue(secret);
}

/** A value of the wire, without its secrets' wrapping: the engine remembers by itself which inputs are secret. */
export function plainOf(wire: Value): unknown {
  const value = revealed(wire);
  switch (value.getKindCase()) {
    case Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case Value.KindCase.STRING_VALUE:
      return value.getStringValue();
    case Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case Value.KindCase.STRUCT_VALUE:
      return propertiesOf(value.getStructValue());
    case Value.KindCase.LIST_VALUE:
      return (value.getListValue()?.getValuesList() ?? []).map(plainOf);
    default:
      return null;
  }
}

export function propertiesOf(struct: Struct | undefined): Properties {
  const entries: [string, unknown][] = [];
  struct?.getFieldsMap().forEach((value, key) => {
    entries.push([key, plainOf(value)]);
  });
  return Object.fromEntries(entries);
}

/** @throws TypeError if JSON cannot represent the value, which no lifecycle of this package returns */
export function wireOf(plain: unknown): Value {
  if (plain === null || plain === undefined) return new Value().setNullValue(NullValue.NULL_VALUE);
  if (typeof plain === "number") return new Value().setNumberValue(plain);
  if (typeof plain === "string") return new Value().setStringValue(plain);
  if (typeof plain === "boolean") return new Value().setBoolValue(plain);
  if (Array.isArray(plain)) return new Value().setListValue(new ListValue().setValuesList(plain.map(wireOf)));
  if (typeof plain === "object") return new Value().setStructValue(structOf(plain));
  throw new TypeError(`A ${typeof plain} cannot be handed to the engine.`);
}

/** Leaves out the properties that are undefined: to the engine, they do not exist. */
export function structOf(properties: object): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [key, value] of Object.entries(properties)) {
    if (value !== undefined) fields.set(key, wireOf(value));
  }
  return struct;
}
