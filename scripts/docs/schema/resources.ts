import type { SomeType } from "typedoc";
import { alternativesOf, isUndefined, type Member, type Resource } from "../classes";
import type { Json } from "./keys";

export function resourceOf({ summary, inputs, outputs }: Resource, replaces: readonly string[]): Json {
  const inputProperties = Object.fromEntries(
    inputs.map((input) => {
      // The other defaults are sentences, which a schema cannot have as a value.
      const [, value] = /^(true|false)\b/.exec(input.absent) ?? [];
      return [
        input.name,
        {
          ...typeOf(input.type),
          description: describe(input),
          ...(value === undefined ? {} : { default: value === "true" }),
          ...(replaces.includes(input.name) ? { willReplaceOnChanges: true } : {}),
        },
      ];
    }),
  );
  const properties = [...outputs, ...inputs.filter(({ name }) => name === "app")].map((output) => [
    output.name,
    {
      ...typeOf(output.type),
      description: describe(output) || (inputProperties[output.name]?.description ?? ""),
    },
  ]);
  return {
    description: summary,
    inputProperties,
    requiredInputs: inputs.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
    properties: Object.fromEntries(properties),
    required: outputs.filter(({ type }) => !alternativesOf(type).some(isUndefined)).map(({ name }) => name),
  };
}

function describe({ summary, absent }: Member): string {
  return absent === "" ? summary : `${summary} Default: ${absent.replaceAll(/\s+/g, " ")}.`;
}

const PLAIN = ["string", "number", "boolean"];

function typeOf(type: SomeType | undefined): Json {
  const alternatives = alternativesOf(type).filter((each) => !isUndefined(each));
  const [only, ...more] = new Map(
    alternatives.map(schemaTypeOf).map((each) => [JSON.stringify(each), each]),
  ).values();
  if (only === undefined || more.length > 0)
    throw new Error(`No schema type for ${type?.toString()}. Add it to schemaTypeOf.`);
  return only;
}

function schemaTypeOf(type: SomeType): Json | undefined {
  if (type.type === "array") return { type: "array", items: typeOf(type.elementType) };
  if (type.type === "literal" && typeof type.value === "boolean") return { type: "boolean" };
  if (type.type === "intrinsic" && PLAIN.includes(type.name)) return { type: type.name };
  if (type.type !== "reference") return undefined;
  if (type.name === "Record")
    return { type: "object", additionalProperties: typeOf(type.typeArguments?.[1]) };
  // `Triggers`: a list or an object of anything.
  return type.name === "Triggers" ? { $ref: "pulumi.json#/Any" } : undefined;
}
