import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../lib/root.mjs";
import { resourcesIn } from "./resources.mjs";
import { keysOf, withoutDefaults } from "./schema/keys.mjs";
import { resourceOf } from "./schema/resources.mjs";

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
