import { type Declarations, quoted } from "./wanted";

/** The lines of a file for `pulumi import --file`. A resource of robots has at least one. */
export function importFile({ declared, isToFillIn = false }: Declarations): string[] {
  const resources = (isToFillIn ? [] : declared).map(
    ({ type, name, id }) =>
      `    { "type": "tencent-chat:index:${type}", "name": ${quoted(name)}, "id": ${quoted(id)} }`,
  );
  return ["{", '  "resources": [', ...(resources.length > 0 ? [resources.join(",\n")] : []), "  ]", "}"];
}
