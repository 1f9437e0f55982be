import { escapeControls } from "../client/printable";
import type { Context } from "../lifecycle/context";
import { type ContainerName, containers, type Found } from "./containers";

interface Wanted {
  readonly container: ContainerName;
  readonly id: string;
  readonly app?: string;
}

/** The container whose robots were to be printed does not exist. */
export class NothingThere extends Error {
  override readonly name = "NothingThere";
}

/**
 * A TypeScript program that declares the robots of a container as they are now; an `up` of it changes nothing in the service.
 *
 * @throws NothingThere where there is no such container
 * @throws ConfigurationError, TencentChatError
 */
export async function snapshot(context: Context, wanted: Wanted): Promise<string> {
  const { container, id } = wanted;
  const found = await containers[container].find(context, id);
  if (found === undefined) {
    throw new NothingThere(
      `There is no ${container} ${quoted(id)} in the app ${context.configuration.client?.sdkAppId}. Check the ID, and --app.`,
    );
  }
  return (container === "room" ? robotsOfRoom : robotsOfList)(wanted, found);
}

/**
 * A string literal of TypeScript in which no character ends a line or a comment. `JSON.stringify` alone leaves line
 * separators as they are.
 */
const quoted = (text: string): string => escapeControls(JSON.stringify(text));

const comment = (...lines: readonly string[]): string[] => lines.map((line) => `// ${line}`);

const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

const appLine = ({ app }: Wanted, indent: string): string[] =>
  app === undefined ? [] : [`${indent}app: ${quoted(app)},`];

function robotsOfList(wanted: Wanted, { accounts, remarks }: Found): string {
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
  return text([
    `import { ${type} } from "pulumi-tencent-chat";`,
    "",
    ...comment(...remarks),
    ...(accounts.length > 0
      ? declaration
      : [
          ...comment(`The ${container} ${quoted(id)} has no robots now. Name at least one:`),
          ...comment(...declaration),
        ]),
  ]);
}

/** Nobody can tell which members of such a room are robots, so the program declares none of them. */
function robotsOfRoom(wanted: Wanted, { accounts }: Found): string {
  const told =
    accounts.length === 0
      ? ["The service has no list of the robots of a room of type Conference. Name them here:"]
      : [
          "The service has no list of the robots of a room of type Conference. These are its members, and robots are",
          "among them, says tencent-chat:roomRobotsInMemberList. Take the two slashes away before those who are robots.",
        ];
  return text([
    'import { RoomRobot } from "pulumi-tencent-chat";',
    "",
    `const roomId = ${quoted(wanted.id)};`,
    "",
    ...comment(...told),
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
  ]);
}
