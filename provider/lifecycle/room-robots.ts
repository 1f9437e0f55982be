import { randomUUID } from "node:crypto";
import { TencentChatError } from "../client/errors";
import { byText, naming } from "./batches";
import { conferenceRoom } from "./conference-room";
import type { Context } from "./context";
import { ExplainedError } from "./explained-error";
import {
  canonicalJson,
  changedProperties,
  checkInputs,
  type Fields,
  listOf,
  mapOf,
  roomId,
  userId,
} from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { PartialFailure } from "./partial-failure";
import { isUnsettled, leave, noteChange, recall, recallDeletions } from "./place-ownership";
import { converge, deleteAll } from "./robot-changes";
import { type State as InRoom, kindIn, stillThere } from "./robot-place";
import type { OwnedRobots } from "./robot-set";

const fields: Fields = {
  rooms: { rule: mapOf(roomId, listOf(userId, "UserIDs"), "room"), isMapOfSets: true },
};

/** Robots by room. */
type Rooms = Readonly<Record<string, readonly string[]>>;

interface Inputs {
  readonly rooms: Rooms;
}

interface State extends Inputs {
  /** What a `LiveGroupRobots` has beside its robots, by room. */
  readonly notes?: Readonly<Record<string, Omit<OwnedRobots, "memberAccounts">>>;
}

/** More would wait for a connection, or for the limit of calls. */
const roomsAtOnce = 32;
const causesShown = 3;

/** Robots of many rooms, each with a state as if it had a resource of its own. */
class RoomStates {
  readonly #rooms = new Map<string, InRoom>();

  /** @param state may be of inputs that are not known yet, or wrong: then it has none */
  constructor({ rooms, notes }: Partial<State>) {
    for (const room of new Set([...keysOf(rooms), ...keysOf(notes)])) {
      this.set({ roomId: room, memberAccounts: rooms?.[room] ?? [], ...notes?.[room] });
    }
  }

  get(room: string): InRoom {
    return this.#rooms.get(room) ?? { roomId: room, memberAccounts: [] };
  }

  set(state: InRoom): void {
    this.#rooms.set(state.roomId ?? "", state);
  }

  get names(): string[] {
    return [...this.#rooms.keys()].sort(byText);
  }

  state(): State {
    const rooms: Record<string, readonly string[]> = {};
    const notes: Record<string, Omit<OwnedRobots, "memberAccounts">> = {};
    for (const room of this.names) {
      const { roomId: _, groupId: __, memberAccounts, ...rest } = this.get(room);
      if (memberAccounts.length > 0) rooms[room] = memberAccounts;
      if (Object.keys(rest).length > 0) notes[room] = rest;
    }
    return { rooms, ...(Object.keys(notes).length > 0 ? { notes } : {}) };
  }
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** What the engine asks of a `RoomRobots`. */
export function roomRobots(context: Context): Lifecycle<Inputs, State> {
  const kind = kindIn(context, conferenceRoom);

  /** Each room of either state, as it is and as it is to be. */
  const compare = (olds: Partial<State>, news: Partial<Inputs>) => {
    const before = new RoomStates(olds);
    const after = new RoomStates({ rooms: news.rooms });
    const names = [...new Set([...before.names, ...after.names])].sort(byText);
    return names.map((room) => ({ room, before: before.get(room), after: after.get(room) }));
  };

  /** Makes all rooms' robots as declared; keeps what was done when some of it fails. */
  const convergeAll = async (id: string, olds: State, news: Inputs): Promise<State> => {
    const reached = new RoomStates(olds);
    const failures: Error[] = [];
    await inTurns(compare(olds, news), async ({ before, after }) => {
      try {
        reached.set(await converge(kind, before, after));
      } catch (error) {
        if (error instanceof PartialFailure) reached.set(error.properties as InRoom);
        else if (!(error instanceof TencentChatError)) throw error;
        failures.push(error);
      }
      return failures.length === 0;
    });
    const state = reached.state();
    const [cause] = failures;
    if (cause === undefined) return state;
    const message = explain(reached, news, failures);
    const isAsBefore = canonicalJson(state) === canonicalJson(new RoomStates(olds).state());
    if (isAsBefore) throw new ExplainedError(message, { cause });
    throw new PartialFailure(id, state, message);
  };

  return {
    check: async (olds, news) => {
      // Rooms that are not known yet take nothing away.
      if (keysOf(news.rooms).length > 0) {
        for (const { before, after } of compare(olds, news)) noteChange(kind, before, after);
      }
      return checkInputs(fields, news);
    },

    diff: async (_id, olds, news) => {
      const rooms = compare(olds, news);
      for (const { before, after } of rooms) recall(kind, before, after);
      return {
        changes:
          changedProperties(fields, olds, news).length > 0 ||
          rooms.some(({ before, after }) => isUnsettled(kind, before, after)),
        replaces: [],
      };
    },

    create: async (news) => {
      const id = `room-robots-${randomUUID()}`;
      return { id, outs: await convergeAll(id, { rooms: {} }, news) };
    },

    update: async (id, olds, news) => ({ outs: await convergeAll(id, olds, news) }),

    read: async (id, props) => {
      if (props?.rooms === undefined) {
        throw new ExplainedError(
          "A RoomRobots cannot be read by an id: it is whatever a program declares of many rooms.",
        );
      }
      const before = new RoomStates(props);
      const found = new RoomStates({});
      await inTurns(before.names, async (room) => {
        const state = before.get(room);
        if (state.memberAccounts.length === 0) {
          found.set(state);
          return true;
        }
        const listing = await kind.listing(room);
        const there = listing && stillThere(state, listing, 0);
        if (there !== undefined) found.set({ roomId: room, ...there });
        return true;
      });
      const state = found.state();
      return keysOf(state.rooms).length === 0 ? {} : { id, props: state, inputs: { rooms: state.rooms } };
    },

    delete: async (_id, olds) => {
      const states = new RoomStates(olds);
      await inTurns(states.names, (room) =>
        kind.withLock(room, async () => {
          recallDeletions(kind, states.get(room));
          await deleteAll(kind, states.get(room));
          return true;
        }),
      );
    },

    leave: (olds) => {
      const states = new RoomStates(olds);
      for (const room of states.names) leave(kind, states.get(room));
    },
  };
}

/** Which rooms are not as declared, and what was said of the first of them. */
function explain(reached: RoomStates, { rooms }: Inputs, failures: readonly Error[]): string {
  const wanted = new RoomStates({ rooms });
  const robotsOf = (room: string) => [
    ...reached.get(room).memberAccounts,
    ...wanted.get(room).memberAccounts,
  ];
  const names = [...new Set([...reached.names, ...wanted.names])].filter((room) => robotsOf(room).length > 0);
  const open = names.filter((room) => {
    const { memberAccounts, unconfirmed } = reached.get(room);
    return (
      unconfirmed !== undefined ||
      canonicalJson(memberAccounts) !== canonicalJson(wanted.get(room).memberAccounts)
    );
  });
  const causes = failures.slice(0, causesShown).map(({ message }) => message);
  return [
    `The robots of ${open.length} of ${names.length} rooms are not as declared: ${naming(open.sort(byText))}.`,
    "The next `pulumi up` does the rest.",
    ...causes,
  ].join(" ");
}

/**
 * Works on all items, several at once, in order.
 *
 * @param work says whether to begin another
 * @throws the first error, once nothing is under way any more
 */
async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<boolean>): Promise<void> {
  const rest = items.values();
  let goesOn = true;
  const workers = Array.from({ length: Math.min(roomsAtOnce, items.length) }, async () => {
    for (const item of rest) {
      if (!goesOn) return;
      try {
        goesOn = (await work(item)) && goesOn;
      } catch (error) {
        goesOn = false;
        throw error;
      }
    }
  });
  const ended = await Promise.allSettled(workers);
  for (const end of ended) if (end.status === "rejected") throw end.reason;
}
