import { randomUUID } from "node:crypto";
import { isTencentChatError } from "../../client/errors";
import { type Message, message } from "../../client/message";
import { byText, naming, without } from "../batches";
import { listOf, mapOf } from "../collection-rules";
import type { Context } from "../context";
import { ExplainedError, toldBy } from "../explained-error";
import type { Field } from "../inputs";
import type { Lifecycle } from "../lifecycle";
import { roomId, userId } from "../rules";
import type { Failure, Reached } from "./all-containers";
import { conferenceRoom } from "./containers";
import { RobotLifecycle, type RobotResource } from "./engine-calls";
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

const roomsField: Field = { rule: mapOf(roomId, listOf(userId, "UserIDs"), "room"), isMapOfSets: true };

/** Robots of many rooms, each with a state as if it had a resource of its own. */
const resource: RobotResource<Inputs, State> = {
  kind: conferenceRoom,
  fields: { rooms: roomsField },
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

  inputsOf: async (id) => ({ rooms: roomsOf(id) }),

  explain: (_first, reached, inputs) => explain(reached, inputs?.rooms),
};

/** The id of one that is only read is what it reads, as JSON: no program has that of a state, which is made up. */
function roomsOf(id: string): Rooms {
  let rooms: unknown;
  try {
    rooms = JSON.parse(id);
  } catch {
    rooms = undefined;
  }
  const problems = roomsField.rule(rooms, "rooms");
  if (problems.length === 0) return rooms as Rooms;
  throw new ExplainedError(
    `The id of a RoomRobots that is read is its rooms as JSON, such as {"room-1":["bot-1"]}, but this is "${id}".`,
  );
}

/**
 * Which rooms are not as declared, and what was said of the first of each cause.
 *
 * @param declared undefined when all are to be deleted
 */
function explain({ robots, failures, untried }: Reached, declared?: Rooms): Message {
  const wanted = new Map(Object.entries(declared ?? {}));
  const isOpen = ([room, { memberAccounts, unconfirmed }]: [string, OwnedRobots]): boolean =>
    unconfirmed !== undefined || !haveSame(memberAccounts, wanted.get(room) ?? []);
  const open = [...robots].filter(isOpen).map(([room]) => room);
  const [aim, rest] =
    declared === undefined
      ? (["deleted", "Run again: it does the rest."] as const)
      : (["as declared", "The next `pulumi up` does the rest."] as const);
  const notTried = untried.length === 0 ? "" : ` ${untried.length} of the rooms were not tried.`;
  const names = naming(open.sort(byText));
  const causes = alike(failures).slice(0, causesShown).flatMap(explainCause);
  return message`The robots of ${open.length} of ${robots.size} rooms are not ${aim}: ${names}. ${rest}${notTried}${causes}`;
}

const haveSame = (one: readonly string[], other: readonly string[]): boolean =>
  without(one, other).length === 0 && without(other, one).length === 0;

/** Failures with the same cause together. */
function alike(failures: readonly Failure[]): Failure[][] {
  const causes = new Map<unknown, Failure[]>();
  for (const failure of failures) {
    const { cause = failure.error } = failure.error;
    const key = isTencentChatError(cause) ? (cause.code ?? cause.fault) : failure.error.message;
    causes.set(key, [...(causes.get(key) ?? []), failure]);
  }
  return [...causes.values()];
}

function explainCause([first, ...others]: readonly Failure[]): Message {
  if (first === undefined) return [];
  const rooms = naming([first, ...others].map(({ container }) => container.id).sort(byText));
  if (others.length > 0) return message` Rooms ${rooms}: ${toldBy(first.error)}`;
  const done = first.progress === "" ? "" : ` (${first.progress})`;
  return message` Room ${rooms}${done}: ${toldBy(first.error)}`;
}

/** What the engine asks of a `RoomRobots`. */
export function roomRobots(context: Context): Lifecycle<Inputs, State> {
  return new RobotLifecycle(context, resource);
}
