import { type Declarations, quoted } from "./wanted";

/** The lines of a file for `pulumi import --file`, without a container that has no robots: a resource needs at least one. */
export function importFile({ resources, isToFillIn = false }: Declarations): string[] {
  const imported = (isToFillIn ? [] : resources).map(
    ({ type, name, id }) =>
      `    { "type": "tencent-chat:index:${type}", "name": ${quoted(name)}, "id": ${quoted(id)} }`,
  );
  return ["{", '  "resources": [', ...(imported.length > 0 ? [imported.join(",\n")] : []), "  ]", "}"];
}
