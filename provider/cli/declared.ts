import type { ContainerName } from "./containers";
import type { Wanted } from "./formats/wanted";
import type { StoredResource } from "./stack-state";

type Inputs = StoredResource["inputs"];

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");

const inList =
  (idProperty: string) =>
  (inputs: Inputs, id: string): string[] =>
    inputs[idProperty] === id ? textsIn(inputs.memberAccounts) : [];

/** Which robots a resource declares in a container, by the name of its class. */
const robotsOf: Readonly<
  Record<ContainerName, Readonly<Record<string, (inputs: Inputs, id: string) => string[]>>>
> = {
  group: { LiveGroupRobots: inList("groupId") },
  "live room": { LiveRoomRobots: inList("roomId") },
  room: {
    RoomRobot: ({ roomId, memberAccount }, id) => (roomId === id ? textsIn(memberAccount) : []),
    RoomRobots: ({ rooms }, id) => textsIn((rooms as Inputs | undefined)?.[id] ?? []),
  },
};

/** The robots of a container that resources of the stack declare, through either door. */
export function declaredIn(
  stored: readonly StoredResource[],
  { container, id, app }: Wanted,
): ReadonlySet<string> {
  return new Set(
    stored.flatMap(({ type, inputs }) => {
      const [, name = ""] =
        /^(?:pulumi-nodejs:dynamic\/tencent-chat|tencent-chat:index):(\w+)$/.exec(type) ?? [];
      const robots = robotsOf[container][name];
      return robots === undefined || inputs.app !== app ? [] : robots(inputs, id);
    }),
  );
}
