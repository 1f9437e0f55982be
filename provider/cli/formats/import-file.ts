import { containers } from "../containers";
import { quoted, type Shown, type Wanted } from "./wanted";

/**
 * The lines of a file for `pulumi import --file`. A resource of robots has at least one.
 *
 * @throws where an import, which reads all robots, would declare some a second time
 */
export function importFile({ container, id }: Wanted, { accounts, declared }: Shown): string[] {
  if (declared.length > 0)
    throw new Error(
      `The stack declares robots of the ${container} ${quoted(id)} already, and an import would declare them again: ${declared.map(quoted).join(", ")}. Use --format yaml.`,
    );
  const type = `tencent-chat:index:${containers[container].type}`;
  const resource = `    { "type": "${type}", "name": ${quoted(id)}, "id": ${quoted(id)} }`;
  return ["{", '  "resources": [', ...(accounts.length > 0 ? [resource] : []), "  ]", "}"];
}
