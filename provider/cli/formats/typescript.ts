import { containers } from "../containers";
import { nobodyIn, quoted, remarksOn, type Shown, unknownInRoom, type Wanted } from "./wanted";

/** The lines of a TypeScript program. */
export const typescriptProgram = (wanted: Wanted, found: Shown): string[] =>
  (wanted.container === "room" ? robotsOfRoom : robotsOfList)(wanted, found);

const comment = (...lines: readonly string[]): string[] => lines.map((line) => `// ${line}`);

const appLine = ({ app }: Wanted, indent: string): string[] =>
  app === undefined ? [] : [`${indent}app: ${quoted(app)},`];

function robotsOfList(wanted: Wanted, found: Shown): string[] {
  const { accounts } = found;
  const { container, id } = wanted;
  const { type, idProperty } = containers[container];
  const declaration = [
    `new ${type}(${quoted(id)}, {`,
    ...appLine(wanted, "  "),
    `  ${idProperty}: ${quoted(id)},`,
    "  memberAccounts: [",
    ...accounts.map((account) => `    ${quoted(account)},`),
    "  ],",
    "});",
  ];
  return [
    `import { ${type} } from "pulumi-tencent-chat";`,
    "",
    ...comment(...remarksOn(found)),
    ...(accounts.length > 0 ? declaration : comment(nobodyIn(wanted, found), ...declaration)),
  ];
}

/** Nobody can tell which members of such a room are robots, so the program declares none of them. */
function robotsOfRoom(wanted: Wanted, found: Shown): string[] {
  const { accounts } = found;
  return [
    'import { RoomRobot } from "pulumi-tencent-chat";',
    "",
    `const roomId = ${quoted(wanted.id)};`,
    "",
    ...comment(...unknownInRoom(accounts.length > 0), ...remarksOn(found)),
    ...(accounts.length > 0 ? comment("Take the two slashes away before those who are robots.") : []),
    "const robots: string[] = [",
    ...accounts.map((account) => `  // ${quoted(account)},`),
    "];",
    "",
    "for (const memberAccount of robots) {",
    '  new RoomRobot(roomId + "/" + memberAccount, {',
    ...appLine(wanted, "    "),
    "    roomId,",
    "    memberAccount,",
    "  });",
    "}",
  ];
}
