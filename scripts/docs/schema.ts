import { readFileSync } from "node:fs";
import { join } from "node:path";
import { regions } from "../../provider/client/regions";
import { readConfiguration } from "../../provider/configuration/configuration";
import { Context } from "../../provider/lifecycle/context";
import { unknownValue } from "../../provider/lifecycle/inputs";
import { resources } from "../../provider/plugin/resources";
import { root } from "../lib/root.mjs";
import type { Resource } from "./classes";
import { keysOf, withoutDefaults } from "./schema/keys";
import { resourceOf } from "./schema/resources";

const MODULE = "tencent-chat:index";

/** The schema of the native provider, in JSON. */
export async function makeSchema(classes: readonly Resource[]): Promise<string> {
  const { description, keywords, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const replacements = await replacedBy();
  const keys = keysOf();
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
    description,
    keywords: [...new Set(["pulumi", "kind/native", "category/cloud", ...keywords])],
    license,
    meta: { moduleFormat: "(.*)" },
    config: { variables },
    types: {
      [`${MODULE}:App`]: {
        type: "object",
        description: "One app of several. What it does not say is as the provider says, or the environment.",
        properties: own,
      },
      [`${MODULE}:Region`]: enumOf("Where an app is.", regions),
      [`${MODULE}:LogLevel`]: enumOf("What is shown of requests.", ["off", "debug"]),
    },
    provider: {
      description:
        "Calls the Tencent Cloud Chat REST API. What is not set is taken from the environment of the plug-in.",
      inputProperties: variables,
      properties: { ...own, apps },
    },
    resources: Object.fromEntries(
      classes.flatMap((resource) => {
        const replaces = replacements[resource.name];
        // A component has no lifecycle.
        return replaces === undefined ? [] : [[`${MODULE}:${resource.name}`, resourceOf(resource, replaces)]];
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

function enumOf(description: string, values: readonly string[]): object {
  return { type: "string", description, enum: values.map((value) => ({ value })) };
}

/** For each resource of the plug-in, the inputs whose change replaces it. Asks the resource's own `diff` about each input. */
async function replacedBy(): Promise<Readonly<Record<string, string[]>>> {
  const context = new Context(readConfiguration(() => undefined, {}));
  const found: Record<string, string[]> = {};
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
