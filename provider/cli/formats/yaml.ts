import { containers } from "../containers";
import { nobodyIn, quoted, remarksOn, type Shown, unknownInRoom, type Wanted } from "./wanted";

const comment = (lines: readonly string[]): string[] => lines.map((line) => `# ${line}`);

/** A text of YAML of which Pulumi makes this one: `${` would begin a reference, and it reads `$$` as `$`. */
const literal = (text: string): string => quoted(text.replaceAll("$", () => "$$"));

/** The lines of a YAML program of the native provider, to be put below what Pulumi.yaml has. */
export function yamlProgram(wanted: Wanted, found: Shown): string[] {
  const { accounts } = found;
  const remarks = remarksOn(found);
  const isRoom = wanted.container === "room";
  const declaration = declaring(wanted, accounts);
  if (isRoom) {
    const told = [
      ...unknownInRoom(accounts.length > 0),
      ...remarks,
      "Take `# ` away, and leave out who is no robot.",
    ];
    return comment([...told, ...declaration]);
  }
  return accounts.length > 0
    ? [...comment(remarks), ...declaration]
    : comment([...remarks, nobodyIn(wanted, found), ...declaration]);
}

function declaring({ container, id, app }: Wanted, accounts: readonly string[]): string[] {
  const { type, idProperty } = containers[container];
  const isRoom = container === "room";
  return [
    "resources:",
    `  ${quoted(id)}:`,
    `    type: tencent-chat:${isRoom ? "RoomRobots" : type}`,
    "    properties:",
    ...(app === undefined ? [] : [`      app: ${literal(app)}`]),
    ...(isRoom
      ? ["      rooms:", `        ${literal(id)}:`]
      : [`      ${idProperty}: ${literal(id)}`, "      memberAccounts:"]),
    ...accounts.map((account) => `${isRoom ? "          " : "        "}- ${literal(account)}`),
  ];
}
