import { type Declarations, quoted } from "./wanted";

/** The lines of a file for `pulumi import --file`. A resource of robots has at least one. */
export function importFile({ resources, isToFillIn = false }: Declarations): string[] {
  const imported = (isToFillIn ? [] : resources).map(
    ({ type, name, id }) =>
      `    { "type": "tencent-chat:index:${type}", "name": ${quoted(name)}, "id": ${quoted(id)} }`,
  );
  return ["{", '  "resources": [', ...(imported.length > 0 ? [imported.join(",\n")] : []), "  ]", "}"];
}
