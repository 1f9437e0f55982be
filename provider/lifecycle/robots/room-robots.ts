import { randomUUID } from "node:crypto";
import { message } from "../../client/message";
import { causesOf } from "../attempts";
import { byText, naming } from "../batches";
import { listOf, mapOf } from "../collection-rules";
import { ExplainedError } from "../explained-error";
import { type Field, jsonIn } from "../inputs";
import { roomId, userId } from "../rules";
import { conferenceRoom } from "./containers";
import { robotLifecycle } from "./engine-calls";
import { encodeRobots, type RecordedRobots } from "./robot-set";

/** What a state records of a room's robots, beside their names. */
type Notes = Omit<RecordedRobots, "memberAccounts">;

interface Inputs {
  /** Robots by room. */
  readonly rooms: Readonly<Record<string, readonly string[]>>;
}

interface State extends Inputs {
  readonly notes?: Readonly<Record<string, Notes>>;
}

const roomsField: Field = { rule: mapOf(roomId, listOf(userId, "UserIDs"), "room"), isMapOfSets: true };

/** Robots of many rooms. The state has for each room what a resource for that room alone would have. */
export const roomRobots = robotLifecycle<Inputs, State>({
  kind: conferenceRoom,
  fields: { rooms: roomsField },
  isDeletedBeforeReplace: false,
  idOf: () => `room-robots-${randomUUID()}`,

  decode: ({ rooms, notes = {} }) => {
    const lists = Object.entries(typeof rooms === "object" && rooms !== null ? rooms : {});
    const robots = new Map(lists.map(([room, memberAccounts]) => [room, { memberAccounts }]));
    for (const [room, note] of Object.entries(notes)) {
      robots.set(room, { memberAccounts: [], ...robots.get(room), ...note });
    }
    return robots;
  },

  encode: (all) => {
    const rooms: [string, readonly string[]][] = [];
    const notes: [string, Notes][] = [];
    for (const { container, robots } of all) {
      const { memberAccounts, ...note } = encodeRobots(robots);
      if (memberAccounts.length > 0) rooms.push([container.id, memberAccounts]);
      if (Object.keys(note).length > 0) notes.push([container.id, note]);
    }
    return {
      rooms: Object.fromEntries(rooms),
      ...(notes.length > 0 ? { notes: Object.fromEntries(notes) } : {}),
    };
  },

  inputsOf: async (id) => {
    // A created resource has a random id. A resource that is only read has its rooms as its id.
    const rooms = jsonIn(id);
    if (roomsField.rule(rooms, "rooms").length === 0) return { rooms: rooms as Inputs["rooms"] };
    throw new ExplainedError(
      `The id of a RoomRobots that is read is its rooms as JSON, such as {"room-1":["bot-1"]}, but this is "${id}".`,
    );
  },

  explain: (failures, inputs, all) => {
    const open = all.filter(({ isSettled }) => !isSettled).map(({ container }) => container.id);
    const untried = all.filter(({ robots, before }) => robots === before).length;
    const notTried = untried === 0 ? "" : ` ${untried} of the rooms were not tried.`;
    const [aim, rest] =
      inputs === undefined
        ? ["deleted", "Run again to delete the rest."]
        : ["as declared", "The next `pulumi up` does the rest."];
    return message`The robots of ${open.length} of ${all.length} rooms are not ${aim}: ${naming(open.sort(byText))}. ${rest}${notTried}${causesOf(failures, "Room")}`;
  },
});
