import { containers, type Found } from "../containers";
import { quoted, type Wanted } from "./wanted";

/** The lines of a file for `pulumi import --file`. A resource of robots has at least one. */
export function importFile({ container, id }: Wanted, { accounts }: Found): string[] {
  const type = `tencent-chat:index:${containers[container].type}`;
  const resource = `    { "type": "${type}", "name": ${quoted(id)}, "id": ${quoted(id)} }`;
  return ["{", '  "resources": [', ...(accounts.length > 0 ? [resource] : []), "  ]", "}"];
}
