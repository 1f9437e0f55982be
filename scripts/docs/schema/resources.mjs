import { Comment, ReflectionKind } from "typedoc";

/** @typedef {import("typedoc").DeclarationReflection} Declaration */
/** @typedef {import("typedoc").SomeType} SomeType */
/** @typedef {Record<string, unknown>} Json */

/**
 * @param {Declaration} outputs the class
 * @param {Declaration} inputs its arguments
 * @param {readonly string[]} replaces
 */
export function resourceOf(outputs, inputs, replaces) {
  const given = inputs.children ?? [];
  const descriptions = new Map(given.map((input) => [input.name, describe(input.comment)]));
  const made = (outputs.children ?? []).filter(
    (child) => child.kind === ReflectionKind.Property && !child.flags.isStatic && !child.inheritedFrom,
  );
  const app = given.filter(({ name }) => name === "app");
  return {
    description: describe(outputs.comment),
    inputProperties: Object.fromEntries(
      given.map(({ name, type, comment }) => [
        name,
        {
          ...typeOf(type),
          description: describe(comment),
          ...defaultIn(comment),
          ...(replaces.includes(name) ? { willReplaceOnChanges: true } : {}),
        },
      ]),
    ),
    requiredInputs: given.filter(({ flags }) => !flags.isOptional).map(({ name }) => name),
    properties: Object.fromEntries(
      [...made, ...app].map(({ name, type, comment }) => [
        name,
        { ...typeOf(type), description: describe(comment) || (descriptions.get(name) ?? "") },
      ]),
    ),
    required: made.filter(({ type }) => !mayBeUndefined(type)).map(({ name }) => name),
  };
}

/** @param {Comment | undefined} comment */
function describe(comment) {
  const text = Comment.combineDisplayParts(comment?.summary).replaceAll(/\{@link (\w+)\}/g, "`$1`");
  const absent = Comment.combineDisplayParts(comment?.getTag("@default")?.content).trim();
  return absent === "" ? text.trim() : `${text.trim()} Default: ${absent.replaceAll(/\s+/g, " ")}.`;
}

/**
 * The default where it is a value. Others are sentences, such as what the service has.
 *
 * @param {Comment | undefined} comment
 */
function defaultIn(comment) {
  const said = Comment.combineDisplayParts(comment?.getTag("@default")?.content).trim();
  const value = /^(true|false)\b/.exec(said)?.[1];
  return value === undefined ? {} : { default: value === "true" };
}

/** What has a value of its first type argument. */
const WRAPPERS = new Set(["Input", "Output", "OutputInstance"]);

/**
 * @param {SomeType | undefined} type
 * @returns {Json}
 */
function typeOf(type) {
  switch (type?.type) {
    case "reference": {
      const [first, second] = type.typeArguments ?? [];
      if (WRAPPERS.has(type.name)) return typeOf(first);
      if (type.name === "Record") return { type: "object", additionalProperties: typeOf(second) };
      // `Triggers`: a list or an object of anything.
      if (type.name === "Triggers") return { $ref: "pulumi.json#/Any" };
      break;
    }
    case "array":
      return { type: "array", items: typeOf(type.elementType) };
    case "union": {
      const kinds = new Map(
        type.types
          .filter((each) => !isUndefined(each))
          .map(typeOf)
          .map((each) => [JSON.stringify(each), each]),
      );
      const [only] = kinds.values();
      if (kinds.size === 1 && only !== undefined) return only;
      break;
    }
    case "literal":
      if (typeof type.value === "boolean") return { type: "boolean" };
      break;
    case "intrinsic":
      if (["string", "number", "boolean"].includes(type.name)) return { type: type.name };
      break;
  }
  throw new Error(`The schema has no word for the type ${type?.toString()}.`);
}

/** @param {SomeType} type */
function isUndefined(type) {
  return type.type === "intrinsic" && type.name === "undefined";
}

/** @param {SomeType | undefined} type */
function mayBeUndefined(type) {
  const inner = type?.type === "reference" ? type.typeArguments?.[0] : type;
  return inner?.type === "union" && inner.types.some(isUndefined);
}
