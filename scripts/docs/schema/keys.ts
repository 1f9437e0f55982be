import { readFileSync } from "node:fs";
import { join } from "node:path";
import { variables } from "../../../provider/configuration/keys";
import { defaults } from "../../../provider/configuration/settings";
import { root } from "../../lib/root.mjs";

export type Json = Record<string, unknown>;

/** The keys of the configuration, with the descriptions from the table in docs/configuration.md. */
export function keysOf(): Record<string, Json> {
  const values: Json = defaults;
  const page = readFileSync(join(root, "docs/configuration.md"), "utf8");
  const rows = page.matchAll(/^\| `(\w+)` \|.*?\|.*?\| (.*?) \| (.*?) \|$/gm);
  const words = new Map([...rows].map(([, key = "", value = "", meaning = ""]) => [key, { value, meaning }]));
  const keys = Object.entries(variables).filter(([key]) => key !== "apps");
  return Object.fromEntries(
    keys.map(([key, variable]) => {
      const { value, meaning } = words.get(key) ?? {};
      if (!value || !meaning)
        throw new Error(`The table in docs/configuration.md has no row for ${key}. Add one.`);
      const isSecret = key === "secretKey";
      // Leave out the command that stores the key as a secret: in a provider's inputs, Pulumi always does that.
      const said = isSecret ? meaning.replace(/\..*/, "") : meaning;
      return [
        key,
        {
          ...typeOfKey(key, value),
          description: `${said[0]?.toUpperCase()}${said.slice(1)}. Value: ${value}. Environment variable: \`${variable}\`.`,
          ...(Object.hasOwn(values, key) ? { default: values[key] } : {}),
          // Without defaultInfo for the SecretKey: an SDK would copy it from the environment into the state. The plug-in reads it itself.
          ...(isSecret ? { secret: true } : { defaultInfo: { environment: [variable] } }),
        },
      ];
    }),
  );
}

/** The type of a key, from the text in the table's column for values. */
function typeOfKey(key: string, value: string): Json {
  if (key === "region") return { $ref: `#/types/tencent-chat:index:Region` };
  if (key === "log") return { $ref: `#/types/tencent-chat:index:LogLevel` };
  if (value.startsWith("whole number")) return { type: "integer" };
  if (value.startsWith("number")) return { type: "number" };
  return { type: value.includes("`true`") ? "boolean" : "string" };
}

export function withoutDefaults(properties: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, { default: _, defaultInfo: __, ...rest }]) => [key, rest]),
  );
}
