import type { Found } from "../containers";
import { type Declarations, quoted, unknownInRoom, type Wanted } from "./wanted";

const comment = (lines: readonly string[]): string[] => lines.map((line) => `# ${line}`);

/** The text as a literal of Pulumi's YAML, which reads `$$` as `$`: `${` would begin a reference. */
const literal = (text: string): string => quoted(text.replaceAll("$", () => "$$"));

/** The lines of a YAML program of the native provider, to be put below what Pulumi.yaml has. */
export function yamlProgram({ app, resources, remarks, isToFillIn = false }: Declarations): string[] {
  const lines = resources.flatMap(({ type, name, properties }) =>
    declaring(
      name,
      type,
      app,
      Object.entries(properties).flatMap(([property, value]) =>
        typeof value === "string" ? [`${property}: ${literal(value)}`] : listing(property, value),
      ),
    ),
  );
  const program = lines.length > 0 ? ["resources:", ...lines] : [];
  return isToFillIn ? comment([...remarks, ...program]) : [...comment(remarks), ...program];
}

/** Nobody can tell which members of such a room are robots, so the program declares none of them. */
export function yamlRoom({ id, app }: Wanted, { accounts, remarks }: Found): string[] {
  const rooms = listing(literal(id), accounts).map((line) => `  ${line}`);
  return comment([
    ...unknownInRoom(accounts.length > 0),
    ...remarks,
    "Uncomment the lines below, and delete the members that are no robots.",
    "resources:",
    ...declaring(id, "RoomRobots", app, ["rooms:", ...rooms]),
  ]);
}

const listing = (key: string, names: readonly string[]): string[] => [
  `${key}:`,
  ...names.map((name) => `  - ${literal(name)}`),
];

function declaring(
  name: string,
  type: string,
  app: string | undefined,
  properties: readonly string[],
): string[] {
  return [
    `  ${quoted(name)}:`,
    `    type: tencent-chat:${type}`,
    "    properties:",
    ...(app === undefined ? [] : [`      app: ${literal(app)}`]),
    ...properties.map((line) => `      ${line}`),
  ];
}
