import type { ContainerName, Found } from "./containers";
import { quoted, type Wanted } from "./formats/wanted";
import type { StoredResource } from "./stack-state";

type Inputs = StoredResource["inputs"];

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");

const inList =
  (idProperty: string, id: string) =>
  (inputs: Inputs): string[] =>
    inputs[idProperty] === id ? textsIn(inputs.memberAccounts) : [];

/** What a resource declares, by the name of its class. */
type NamesOf = Readonly<Record<string, (inputs: Inputs) => string[]>>;

/** Which robots a resource declares in a container. */
const robotsOf: Readonly<Record<ContainerName, (id: string) => NamesOf>> = {
  group: (id) => ({ LiveGroupRobots: inList("groupId", id) }),
  "live room": (id) => ({ LiveRoomRobots: inList("roomId", id) }),
  room: (id) => ({
    RoomRobot: ({ roomId, memberAccount }) => (roomId === id ? textsIn(memberAccount) : []),
    RoomRobots: ({ rooms }) => textsIn((rooms as Inputs | undefined)?.[id] ?? []),
  }),
};

/** The names that the stack's resources of an app declare, through either door. */
function namesIn(
  stored: readonly StoredResource[],
  app: string | undefined,
  namesOf: NamesOf,
): ReadonlySet<string> {
  return new Set(
    stored.flatMap(({ type, inputs }) => {
      const [, name = ""] =
        /^(?:pulumi-nodejs:dynamic\/tencent-chat|tencent-chat:index):(\w+)$/.exec(type) ?? [];
      return inputs.app === app ? (namesOf[name]?.(inputs) ?? []) : [];
    }),
  );
}

/** The chatbots that the stack declares already. */
export const declaredChatbots = (
  stored: readonly StoredResource[],
  app: string | undefined,
): ReadonlySet<string> => namesIn(stored, app, { Chatbot: ({ userId }) => textsIn(userId) });

/** The robots of a container that the stack does not declare yet, and those that it does. */
export function undeclared(
  { accounts, remarks }: Found,
  { container, id, app }: Wanted,
  stored: readonly StoredResource[],
): Found & { readonly leftOut: readonly string[] } {
  const declared = namesIn(stored, app, robotsOf[container](id));
  const leftOut = [...declared].sort();
  return {
    accounts: accounts.filter((account) => !declared.has(account)),
    remarks:
      leftOut.length === 0
        ? remarks
        : [...remarks, `Left out, since the stack declares them already: ${leftOut.map(quoted).join(", ")}.`],
    leftOut,
  };
}

/** @throws if the stack declares some robots already: an import reads all robots of the container */
export function refuseToImport({ container, id }: Wanted, leftOut: readonly string[]): void {
  if (leftOut.length === 0) return;
  throw new Error(
    `The stack declares robots of the ${container} ${quoted(id)} already, and an import would declare them again: ${leftOut.map(quoted).join(", ")}. Use --format yaml.`,
  );
}
