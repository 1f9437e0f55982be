import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Comment, ReflectionKind } from "typedoc";
import { root } from "../lib/root.mjs";
import { resourcesIn } from "./resources.mjs";

/** @typedef {import("typedoc").DeclarationReflection} Declaration */
/** @typedef {import("typedoc").SomeType} SomeType */
/** @typedef {Record<string, unknown>} Json */

/**
 * @typedef {object} Sources what the schema is made of, beside the doc comments of the classes
 * @property {string} configuration docs/configuration.md, whose table has the keys
 * @property {readonly string[]} regions
 * @property {Readonly<Record<string, readonly string[]>>} resources those of the plug-in, each with the inputs whose change
 *   replaces it
 * @property {Readonly<Record<string, unknown>>} defaults of the keys
 * @property {Readonly<Record<string, string>>} variables the environment variable of each key
 * @property {{ description: string, license: string, keywords: string[] }} manifest package.json
 */

const MODULE = "tencent-chat:index";

/**
 * The schema of the native provider, as Pulumi reads it.
 *
 * @param {ReturnType<typeof import("./resources.mjs").resourcesIn>} classes
 * @param {Sources} sources
 * @returns {string} JSON
 */
function schemaOf(classes, sources) {
  const { manifest, resources } = sources;
  const keys = keysOf(sources);
  const own = withoutDefaults(keys);
  const apps = {
    type: "object",
    additionalProperties: { $ref: `#/types/${MODULE}:App` },
    description:
      "Several apps, each by a name that the input `app` of a resource picks. An app has the keys that the provider has. The environment variable TENCENT_CHAT_APPS has the same as JSON.",
  };
  const variables = { ...keys, apps };
  const schema = {
    name: "tencent-chat",
    displayName: "Tencent Cloud Chat",
    description: manifest.description,
    keywords: [
      "pulumi",
      "kind/native",
      "category/cloud",
      ...manifest.keywords.filter((each) => each !== "pulumi"),
    ],
    license: manifest.license,
    meta: { moduleFormat: "(.*)" },
    config: { variables },
    types: {
      [`${MODULE}:App`]: {
        type: "object",
        description: "One app of several. What it does not say is as the provider says, or the environment.",
        properties: own,
      },
      [`${MODULE}:Region`]: {
        type: "string",
        description: "Where an app is.",
        enum: sources.regions.map((value) => ({ value })),
      },
      [`${MODULE}:LogLevel`]: {
        type: "string",
        description: "What is shown of requests.",
        enum: [{ value: "off" }, { value: "debug" }],
      },
    },
    provider: {
      description:
        "Calls the Tencent Cloud Chat REST API. What is not set is taken from the environment of the plug-in.",
      inputProperties: variables,
      properties: { ...own, apps },
    },
    resources: Object.fromEntries(
      classes.flatMap(({ name, outputs, inputs }) => {
        const replaces = resources[name];
        // A component has no lifecycle.
        return replaces === undefined ? [] : [[`${MODULE}:${name}`, resourceOf(outputs, inputs, replaces)]];
      }),
    ),
    language: {
      nodejs: { packageName: "pulumi-tencent-chat-native", respectSchemaVersion: true },
      python: {
        packageName: "pulumi_tencent_chat",
        respectSchemaVersion: true,
        pyproject: { enabled: true },
      },
      csharp: { namespaces: { "tencent-chat": "TencentChat" }, respectSchemaVersion: true },
      go: { respectSchemaVersion: true },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/**
 * The keys of the configuration, from the table that documents them.
 *
 * @param {Sources} sources
 * @returns {Record<string, Json>}
 */
function keysOf({ configuration, variables, defaults }) {
  const rows = new Map(
    configuration.split("\n").flatMap((line) => {
      const cells = line.split("|").map((cell) => cell.trim());
      const key = /^`(\w+)`$/.exec(cells[1] ?? "")?.[1];
      return key !== undefined && Object.hasOwn(variables, key) ? [[key, cells]] : [];
    }),
  );
  const keys = Object.entries(variables).filter(([key]) => key !== "apps");
  return Object.fromEntries(
    keys.map(([key, variable]) => {
      const [, , , , value = "", meaning = ""] = rows.get(key) ?? [];
      if (meaning === "") throw new Error(`docs/configuration.md has no row for ${key}.`);
      const isSecret = key === "secretKey";
      // The command to store it as a secret is for the configuration of a stack; a provider's is always stored as one.
      const said = isSecret ? meaning.replace(/\..*/, "") : meaning;
      return [
        key,
        {
          ...typeOfKey(key, value),
          description: `${said[0]?.toUpperCase()}${said.slice(1)}. Value: ${value}. Environment variable: \`${variable}\`.`,
          ...(Object.hasOwn(defaults, key) ? { default: defaults[key] } : {}),
          // An SDK would put a SecretKey of the environment into the state. The plug-in reads the environment by itself.
          ...(isSecret ? { secret: true } : { defaultInfo: { environment: [variable] } }),
        },
      ];
    }),
  );
}

/**
 * @param {string} key
 * @param {string} value as the table has it
 */
function typeOfKey(key, value) {
  if (key === "region") return { $ref: `#/types/${MODULE}:Region` };
  if (key === "log") return { $ref: `#/types/${MODULE}:LogLevel` };
  if (value.startsWith("whole number")) return { type: "integer" };
  if (value.startsWith("number")) return { type: "number" };
  return { type: value.includes("`true`") ? "boolean" : "string" };
}

/**
 * @param {Record<string, Json>} properties
 * @returns {Record<string, Json>}
 */
function withoutDefaults(properties) {
  return Object.fromEntries(
    Object.entries(properties).map(([key, { default: _, defaultInfo: __, ...rest }]) => [key, rest]),
  );
}

/**
 * @param {Declaration} outputs the class
 * @param {Declaration} inputs its arguments
 * @param {readonly string[]} replaces
 */
function resourceOf(outputs, inputs, replaces) {
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

const load = createRequire(import.meta.url);

/**
 * Reads what the schema is made of.
 *
 * @param {import("typedoc").ProjectReflection} project
 */
export async function readSchema(project) {
  return schemaOf(resourcesIn(project), {
    configuration: readFileSync(join(root, "docs/configuration.md"), "utf8"),
    manifest: JSON.parse(readFileSync(join(root, "package.json"), "utf8")),
    regions: load("../../dist/provider/client/regions.js").regions,
    defaults: load("../../dist/provider/configuration/settings.js").defaults,
    variables: load("../../dist/provider/configuration/keys.js").variables,
    resources: await replacedBy(),
  });
}

/**
 * For each resource of the plug-in, the inputs whose change replaces it: its lifecycle is asked about a change of each.
 *
 * @returns {Promise<Sources["resources"]>}
 */
async function replacedBy() {
  const { resources } = load("../../dist/provider/plugin/resources.js");
  const { Context } = load("../../dist/provider/lifecycle/context.js");
  const { readConfiguration } = load("../../dist/provider/configuration/configuration.js");
  const { unknownValue } = load("../../dist/provider/lifecycle/inputs.js");
  const context = new Context(readConfiguration(() => undefined, {}));
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const [name, { lifecycleIn }] of Object.entries(resources)) {
    const lifecycle = lifecycleIn(context);
    found[name] = ["app"];
    for (const property of Object.keys(lifecycle.fields)) {
      const { replaces = [] } = await lifecycle.diff("", {}, { [property]: unknownValue });
      if (replaces.includes(property)) found[name].push(property);
    }
  }
  return found;
}
