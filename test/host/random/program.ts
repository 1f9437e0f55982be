import type { Properties } from "../support/host-error";
import type { ResourceType } from "../support/provider-texts";
import type { Path } from "./ignore-changes";

/** The types that random programs are made of. */
export type DrawnType = Extract<
  ResourceType,
  "LiveGroupRobots" | "RoomRobot" | "RoomRobots" | "GroupMemberRemoval" | "FriendListDeletion"
>;

/** A resource as a program declares it. */
export interface Declared {
  readonly type: DrawnType;
  readonly name: string;
  readonly inputs: Properties;
  /** A name that it had before, so that the engine takes it for the same resource. */
  readonly alias?: string;
  /** Where the engine takes what it had before. */
  readonly ignoreChanges?: readonly Path[];
}

export type Program = readonly Declared[];

export const accounts = ["a", "b", "c", "d", "e"];
export const liveGroups = ["live-1", "live-2"];
export const workGroups = ["work-1"];
export const rooms = ["room-1", "room-2"];
export const users = ["user-1"];
export const friendLists = ["family", "friends", "work"];

const names = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const mostResources = 8;

/** Picks by a number that may be any: what was drawn before a program was known fits every program. */
function pick<Element>(elements: readonly Element[], number: number): Element | undefined {
  return elements.length === 0 ? undefined : elements[number % elements.length];
}

/** The elements whose bits are set. */
function subset<Element>(elements: readonly Element[], bits: number): Element[] {
  return elements.filter((_, at) => ((bits >> at) & 1) === 1);
}

/** Accounts by room. */
type Rooms = Readonly<Record<string, readonly string[]>>;

export const accountsOf = ({ inputs }: Declared): string[] => inputs.memberAccounts as string[];

/** `place/account` of each robot that a resource declares. */
export function robotsOf({
  type,
  inputs,
}: {
  readonly type: ResourceType;
  readonly inputs: Properties;
}): string[] {
  if (type === "RoomRobot") return [`${inputs.roomId}/${inputs.memberAccount}`];
  if (type === "RoomRobots") {
    const entries = Object.entries(inputs.rooms as Rooms);
    return entries.flatMap(([room, robots]) => [...new Set(robots)].map((account) => `${room}/${account}`));
  }
  if (type !== "LiveGroupRobots") return [];
  return [...new Set(inputs.memberAccounts as string[])].map((account) => `${inputs.groupId}/${account}`);
}

/** What this package lets a program declare: each robot has one owner, each resource a name of its own. */
function isSound(program: Program): boolean {
  const robots = program.flatMap(robotsOf);
  const identities = program.map(({ type, name }) => `${type} ${name}`);
  return (
    program.length <= mostResources &&
    new Set(robots).size === robots.length &&
    new Set(identities).size === identities.length &&
    program.every((each) => each.type !== "LiveGroupRobots" || accountsOf(each).length > 0) &&
    program.every((each) => each.type !== "RoomRobots" || robotsOf(each).length > 0)
  );
}

/** Whether each robot has one owner, whether the engine takes a list as it is declared or as what is ignored leaves it. */
export function hasOneOwnerEach(program: Program, left: Program): boolean {
  const owned = program.flatMap((each, at) => [
    ...new Set([...robotsOf(each), ...robotsOf(left[at] ?? each)]),
  ]);
  return new Set(owned).size === owned.length;
}

/** The way to an element of a list of a resource, or to the one behind its end. */
function pathToElement({ type, inputs }: Declared, place: number, at: number): Path | undefined {
  const to = (path: Path, list: unknown): Path => [...path, at % ((list as unknown[]).length + 1)];
  if (type === "RoomRobot") return undefined;
  if (type === "FriendListDeletion") return to(["groupNames"], inputs.groupNames);
  if (type !== "RoomRobots") return to(["memberAccounts"], inputs.memberAccounts);
  const [room = "", robots] = pick(Object.entries(inputs.rooms as Rooms), place) ?? [];
  return to(["rooms", room], robots);
}

const isLive = ({ type }: Declared): boolean => type === "LiveGroupRobots";

const live = (name: string, groupId: unknown, memberAccounts: readonly string[]): Declared => ({
  type: "LiveGroupRobots",
  name,
  inputs: { groupId, memberAccounts: [...memberAccounts] },
});

const withInputs = (resource: Declared, inputs: Properties): Declared => ({
  ...resource,
  inputs: { ...resource.inputs, ...inputs },
});

/** Only rooms that have robots: a program names no others. */
const inRooms = (name: string, rooms: Rooms): Declared => ({
  type: "RoomRobots",
  name,
  inputs: { rooms: Object.fromEntries(Object.entries(rooms).filter(([, robots]) => robots.length > 0)) },
});

const roomsOf = ({ inputs }: Declared): Rooms => inputs.rooms as Rooms;

/** The program with some of its resources as they are now to be, or without them. */
function changed(program: Program, changes: ReadonlyMap<Declared, Declared | undefined>): Program {
  return program.flatMap((each) => (changes.has(each) ? (changes.get(each) ?? []) : each));
}

export type Numbers = readonly [number, number, number];

/** From one program to the next; undefined where it does not fit the program. The numbers choose what is changed, and how. */
type Edit = (program: Program, numbers: Numbers) => Program | undefined;

/** Whom nothing in the program owns at a place. */
function free(program: Program, place: unknown): string[] {
  const robots = new Set(program.flatMap(robotsOf));
  return accounts.filter((account) => !robots.has(`${place}/${account}`));
}

function fresh(program: Program, type: DrawnType, name: string, [, place, what]: Numbers): Declared {
  switch (type) {
    case "LiveGroupRobots": {
      const groupId = pick(liveGroups, place);
      return live(name, groupId, subset(free(program, groupId), what));
    }
    case "RoomRobot": {
      const roomId = pick(rooms, place);
      return { type, name, inputs: { roomId, memberAccount: pick(free(program, roomId), what) ?? "a" } };
    }
    case "RoomRobots": {
      // Some of each room, by other bits of the same number.
      const robots = rooms.map((room, at) => [room, subset(free(program, room), what >> at)]);
      return inRooms(name, Object.fromEntries(robots));
    }
    case "GroupMemberRemoval":
      return {
        type,
        name,
        inputs: { groupId: pick(workGroups, place), memberAccounts: subset(accounts, what | 1) },
      };
    case "FriendListDeletion":
      return {
        type,
        name,
        inputs: { fromAccount: pick(users, place), groupNames: subset(friendLists, what | 1) },
      };
  }
}

const add =
  (type: DrawnType): Edit =>
  (program, numbers) => {
    const taken = new Set(program.filter((each) => each.type === type).map(({ name }) => name));
    const name =
      pick(
        names.filter((each) => !taken.has(each)),
        numbers[0],
      ) ?? "";
    return [...program, fresh(program, type, name, numbers)];
  };

/** Of two live groups' resources of one group, the one from which and the one to which something goes. */
function pair(program: Program, [one, other]: Numbers): [Declared, Declared] | undefined {
  const from = pick(program.filter(isLive), one);
  const to = pick(
    program.filter((each) => isLive(each) && each !== from && each.inputs.groupId === from?.inputs.groupId),
    other,
  );
  return from === undefined || to === undefined ? undefined : [from, to];
}

const edits = {
  addLive: add("LiveGroupRobots"),
  addRoom: add("RoomRobot"),
  addRooms: add("RoomRobots"),
  addRemoval: add("GroupMemberRemoval"),
  addDeletion: add("FriendListDeletion"),

  remove: (program, [which]) => program.filter((each) => each !== pick(program, which)),

  rename: (program, [which, to, alias]) => {
    const old = pick(program, which);
    if (old === undefined) return undefined;
    const name = pick(names, to) ?? "";

    const renamed = { type: old.type, name, inputs: old.inputs };
    return changed(program, new Map([[old, alias % 2 === 0 ? renamed : { ...renamed, alias: old.name }]]));
  },

  /** An account more, or one less. */
  toggle: (program, [which, , account]) => {
    const old = pick(program.filter(isLive), which);
    const toggled = pick(accounts, account) ?? "";
    if (old === undefined) return undefined;
    const there = accountsOf(old);
    const memberAccounts = there.includes(toggled)
      ? there.filter((each) => each !== toggled)
      : [...there, toggled];
    return changed(program, new Map([[old, withInputs(old, { memberAccounts })]]));
  },

  /** A robot more in a room of many, or one less. */
  toggleInRooms: (program, [which, place, account]) => {
    const old = pick(
      program.filter(({ type }) => type === "RoomRobots"),
      which,
    );
    const room = pick(rooms, place) ?? "";
    const toggled = pick(accounts, account) ?? "";
    if (old === undefined) return undefined;
    const there = roomsOf(old)[room] ?? [];
    const robots = there.includes(toggled) ? there.filter((each) => each !== toggled) : [...there, toggled];
    return changed(program, new Map([[old, inRooms(old.name, { ...roomsOf(old), [room]: robots })]]));
  },

  /** The robot of a resource of its own goes into one of many rooms. */
  gather: (program, [which, to]) => {
    const single = pick(
      program.filter(({ type }) => type === "RoomRobot"),
      which,
    );
    const all = pick(
      program.filter(({ type }) => type === "RoomRobots"),
      to,
    );
    if (single === undefined || all === undefined) return undefined;
    const room = single.inputs.roomId as string;
    const robots = [...(roomsOf(all)[room] ?? []), single.inputs.memberAccount as string];
    return changed(
      program,
      new Map([
        [single, undefined],
        [all, inRooms(all.name, { ...roomsOf(all), [room]: robots })],
      ]),
    );
  },

  /** A robot of one of many rooms gets a resource of its own. */
  singleOut: (program, [which, place, account]) => {
    const all = pick(
      program.filter(({ type }) => type === "RoomRobots"),
      which,
    );
    const [room, robots] = pick(Object.entries(all === undefined ? {} : roomsOf(all)), place) ?? [];
    const memberAccount = pick(robots ?? [], account);
    if (all === undefined || room === undefined || robots === undefined) return undefined;
    const left = robots.filter((each) => each !== memberAccount);
    const taken = new Set(program.map(({ name }) => name));
    const name = names.find((each) => !taken.has(each)) ?? "";
    return [
      ...changed(program, new Map([[all, inRooms(all.name, { ...roomsOf(all), [room]: left })]])),
      { type: "RoomRobot", name, inputs: { roomId: room, memberAccount } },
    ];
  },

  /** One robot, from one resource to another. */
  move: (program, numbers) => {
    const [from, to] = pair(program, numbers) ?? [];
    if (from === undefined || to === undefined) return undefined;
    const account = pick(accountsOf(from), numbers[2]) ?? "";
    const left = accountsOf(from).filter((each) => each !== account);
    return changed(
      program,
      new Map([
        [from, left.length === 0 ? undefined : withInputs(from, { memberAccounts: left })],
        [to, withInputs(to, { memberAccounts: [...accountsOf(to), account] })],
      ]),
    );
  },

  split: (program, [which, to, at]) => {
    const old = pick(program.filter(isLive), which);
    if (old === undefined || accountsOf(old).length < 2) return undefined;
    const cut = 1 + (at % (accountsOf(old).length - 1));
    const taken = new Set(program.filter(isLive).map(({ name }) => name));
    const name =
      pick(
        names.filter((each) => !taken.has(each)),
        to,
      ) ?? "";
    const rest = live(name, old.inputs.groupId, accountsOf(old).slice(cut));
    const kept = withInputs(old, { memberAccounts: accountsOf(old).slice(0, cut) });
    return [...changed(program, new Map([[old, kept]])), rest];
  },

  merge: (program, numbers) => {
    const [from, to] = pair(program, numbers) ?? [];
    if (from === undefined || to === undefined) return undefined;
    const memberAccounts = [...accountsOf(to), ...accountsOf(from)];
    return changed(
      program,
      new Map([
        [from, undefined],
        [to, withInputs(to, { memberAccounts })],
      ]),
    );
  },

  /** Another group, room, robot of a room, or the work of a one-shot once more. */
  replace: (program, [which, place, account]) => {
    const old = pick(program, which);
    if (old === undefined) return undefined;
    const inputs: Readonly<Record<DrawnType, Properties>> = {
      LiveGroupRobots: { groupId: pick(liveGroups, place) },
      RoomRobot: {
        roomId: pick(rooms, place),
        memberAccount: pick(free(program, pick(rooms, place)), account) ?? "a",
      },
      RoomRobots: fresh(program, "RoomRobots", old.name, [which, place, account | 1]).inputs,
      GroupMemberRemoval: { triggers: place, memberAccounts: subset(accounts, account | 2) },
      FriendListDeletion: { triggers: place },
    };
    return changed(program, new Map([[old, withInputs(old, inputs[old.type])]]));
  },

  /** Two resources of one type become each other. */
  swap: (program, [one, other]) => {
    const first = pick(program, one);
    const second = pick(
      program.filter((each) => each !== first && each.type === first?.type),
      other,
    );
    if (first === undefined || second === undefined) return undefined;
    return changed(
      program,
      new Map([
        [first, { ...first, inputs: second.inputs }],
        [second, { ...second, inputs: first.inputs }],
      ]),
    );
  },

  /** An element of a list that the engine is to leave as it is, or no longer. */
  ignore: (program, [which, place, at]) => {
    const old = pick(program, which);
    if (old === undefined) return undefined;
    const { ignoreChanges, ...rest } = old;
    const path = ignoreChanges === undefined ? pathToElement(old, place, at) : undefined;
    if (path === undefined && ignoreChanges === undefined) return undefined;
    return changed(program, new Map([[old, path === undefined ? rest : { ...rest, ignoreChanges: [path] }]]));
  },

  /** Means nothing: the resources, and the accounts of one, in another order and one account twice. */
  reorder: (program, [which, , turn]) => {
    const old = pick(program.filter(isLive), which);
    if (old === undefined) return [...program].reverse();
    const there = accountsOf(old);
    const at = turn % there.length;
    const memberAccounts = [...new Set([...there.slice(at), ...there])];
    return changed(program, new Map([[old, withInputs(old, { memberAccounts })]])).toReversed();
  },
} satisfies Readonly<Record<string, Edit>>;

export type EditName = keyof typeof edits;

export const editNames = Object.keys(edits) as EditName[];

/** The next program, or undefined when there is no such change of this one. */
export function edit(name: EditName, program: Program, numbers: Numbers): Program | undefined {
  const next: Program | undefined = edits[name](program, numbers);
  return next !== undefined && isSound(next) ? next : undefined;
}

/** A program for a person: `LiveGroupRobots one {…}; …`. */
export function shown(program: Program): string {
  return program
    .map(
      ({ type, name, alias, inputs, ignoreChanges }) =>
        `${type} ${name}${alias === undefined ? "" : ` (was ${alias})`} ${JSON.stringify(inputs)}${
          ignoreChanges === undefined ? "" : ` ignoring ${JSON.stringify(ignoreChanges)}`
        }`,
    )
    .join("; ");
}
