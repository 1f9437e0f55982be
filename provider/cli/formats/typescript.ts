import { containers, type Found } from "../containers";
import { nobodyIn, quoted, unknownInRoom, type Wanted } from "./wanted";

/** The lines of a TypeScript program. */
export const typescriptProgram = (wanted: Wanted, found: Found): string[] =>
  (wanted.container === "room" ? robotsOfRoom : robotsOfList)(wanted, found);

const comment = (...lines: readonly string[]): string[] => lines.map((line) => `// ${line}`);

const appLine = ({ app }: Wanted, indent: string): string[] =>
  app === undefined ? [] : [`${indent}app: ${quoted(app)},`];

function robotsOfList(wanted: Wanted, { accounts, remarks }: Found): string[] {
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
    ...comment(...remarks),
    ...(accounts.length > 0 ? declaration : [...comment(nobodyIn(wanted)), ...comment(...declaration)]),
  ];
}

/** Nobody can tell which members of such a room are robots, so the program declares none of them. */
function robotsOfRoom(wanted: Wanted, { accounts }: Found): string[] {
  return [
    'import { RoomRobot } from "pulumi-tencent-chat";',
    "",
    `const roomId = ${quoted(wanted.id)};`,
    "",
    ...comment(...unknownInRoom(accounts.length > 0)),
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
