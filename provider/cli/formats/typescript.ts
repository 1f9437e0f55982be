import { byText, unique } from "../../lifecycle/batches";
import type { Found } from "../containers";
import { type Declarations, type Declared, quoted, unknownInRoom, type Wanted } from "./wanted";

const comment = (...lines: readonly string[]): string[] => lines.map((line) => `// ${line}`);

const appLine = (app: string | undefined, indent: string): string[] =>
  app === undefined ? [] : [`${indent}app: ${quoted(app)},`];

/** The lines of a TypeScript program. */
export function typescriptProgram({ app, resources, remarks, isToFillIn = false }: Declarations): string[] {
  const types = unique(resources.map(({ type }) => type)).sort(byText);
  const declarations = resources.flatMap((each) => declaring(each, app));
  return [
    ...(types.length > 0 ? [`import { ${types.join(", ")} } from "pulumi-tencent-chat";`, ""] : []),
    ...comment(...remarks),
    ...(isToFillIn ? comment(...declarations) : declarations),
  ];
}

function declaring({ type, name, properties }: Declared, app: string | undefined): string[] {
  return [
    `new ${type}(${quoted(name)}, {`,
    ...appLine(app, "  "),
    ...Object.entries(properties).flatMap(([property, value]) =>
      typeof value === "string"
        ? [`  ${property}: ${quoted(value)},`]
        : [`  ${property}: [`, ...value.map((each) => `    ${quoted(each)},`), "  ],"],
    ),
    "});",
  ];
}

/** Nobody can tell which members of such a room are robots, so the program declares none of them. */
export function typescriptRoom({ id, app }: Wanted, { accounts, remarks }: Found): string[] {
  return [
    'import { RoomRobot } from "pulumi-tencent-chat";',
    "",
    `const roomId = ${quoted(id)};`,
    "",
    ...comment(...unknownInRoom(accounts.length > 0), ...remarks),
    ...(accounts.length > 0 ? comment("Uncomment the robots.") : []),
    "const robots: string[] = [",
    ...accounts.map((account) => `  // ${quoted(account)},`),
    "];",
    "",
    "for (const memberAccount of robots) {",
    '  new RoomRobot(roomId + "/" + memberAccount, {',
    ...appLine(app, "    "),
    "    roomId,",
    "    memberAccount,",
    "  });",
    "}",
  ];
}
