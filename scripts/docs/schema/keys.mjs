/** @typedef {Record<string, unknown>} Json */

/**
 * The keys of the configuration, from the table that documents them.
 *
 * @param {import("../schema.mjs").Sources} sources
 * @returns {Record<string, Json>}
 */
export function keysOf({ configuration, variables, defaults }) {
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
  if (key === "region") return { $ref: `#/types/tencent-chat:index:Region` };
  if (key === "log") return { $ref: `#/types/tencent-chat:index:LogLevel` };
  if (value.startsWith("whole number")) return { type: "integer" };
  if (value.startsWith("number")) return { type: "number" };
  return { type: value.includes("`true`") ? "boolean" : "string" };
}

/**
 * @param {Record<string, Json>} properties
 * @returns {Record<string, Json>}
 */
export function withoutDefaults(properties) {
  return Object.fromEntries(
    Object.entries(properties).map(([key, { default: _, defaultInfo: __, ...rest }]) => [key, rest]),
  );
}
