import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { type Message, message } from "../../client/message";
import { byText, naming, unique } from "../batches";
import { listOf, mapOf } from "../collection-rules";
import type { Context } from "../context";
import { ExplainedError } from "../explained-error";
import type { Lifecycle } from "../lifecycle";
import { roomId, userId } from "../rules";
import { conferenceRoom } from "./containers";
import { type Reached, RobotLifecycle, type RobotResource } from "./engine-calls";
import { noRobots, type OwnedRobots } from "./robot-set";

/** Robots by room. */
type Rooms = Readonly<Record<string, readonly string[]>>;

interface Inputs {
  readonly rooms: Rooms;
}

interface State extends Inputs {
  /** What a `LiveGroupRobots` has beside its robots, by room. */
  readonly notes?: Readonly<Record<string, Omit<OwnedRobots, "memberAccounts">>>;
}

const causesShown = 3;

/** Robots of many rooms, each with a state as if it had a resource of its own. */
const resource: RobotResource<Inputs, State> = {
  kind: conferenceRoom,
  fields: { rooms: { rule: mapOf(roomId, listOf(userId, "UserIDs"), "room"), isMapOfSets: true } },
  replacedBy: [],
  isDeletedBeforeReplace: false,
  idOf: () => `room-robots-${randomUUID()}`,

  decode: ({ rooms, notes = {} }) => {
    const lists = Object.entries(typeof rooms === "object" && rooms !== null ? rooms : {});
    const robots = new Map(lists.map(([room, memberAccounts]) => [room, { memberAccounts }]));
    for (const [room, note] of Object.entries(notes)) {
      robots.set(room, { ...(robots.get(room) ?? noRobots), ...note });
    }
    return robots;
  },

  encode: (robots) => {
    const owned = [...robots].filter(([, { memberAccounts }]) => memberAccounts.length > 0);
    const notes = [...robots]
      .map(([room, { memberAccounts: _, ...note }]) => [room, note] as const)
      .filter(([, note]) => Object.keys(note).length > 0);
    return {
      rooms: Object.fromEntries(owned.map(([room, { memberAccounts }]) => [room, memberAccounts])),
      ...(notes.length > 0 ? { notes: Object.fromEntries(notes) } : {}),
    };
  },

  inputsOf: async () => {
    throw new ExplainedError(
      "A RoomRobots cannot be read by an id: it is whatever a program declares of many rooms.",
    );
  },

  explain: (_first, reached, { rooms }) => explain(reached, rooms),
};

/** Which rooms are not as declared, and what was said of the first of them. */
function explain({ robots, failures }: Reached, rooms: Rooms): Message {
  const wanted = new Map(Object.entries(rooms));
  const all = [...robots].filter(
    ([room, { memberAccounts }]) => memberAccounts.length > 0 || wanted.has(room),
  );
  const open = all.filter(
    ([room, { memberAccounts, unconfirmed }]) =>
      unconfirmed !== undefined || !isDeepStrictEqual(memberAccounts, unique(wanted.get(room) ?? [])),
  );
  const causes = failures.slice(0, causesShown).flatMap(({ told }) => message` ${told}`);
  const names = naming(open.map(([room]) => room).sort(byText));
  return message`The robots of ${open.length} of ${all.length} rooms are not as declared: ${names}. The next \`pulumi up\` does the rest.${causes}`;
}

/** What the engine asks of a `RoomRobots`. */
export function roomRobots(context: Context): Lifecycle<Inputs, State> {
  return new RobotLifecycle(context, resource);
}
