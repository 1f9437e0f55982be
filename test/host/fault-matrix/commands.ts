import type { AppSeed, AppState } from "pulumi-tencent-chat/emulator";
import type { Host } from "../support/host";
import type { Properties } from "../support/host-error";
import type { ResourceType } from "../support/provider-texts";
import { names, commands as paths } from "../support/world";
import type { Family } from "./faults";
import { type Ended, ensure, inTurn, type Progress, wholly } from "./work";

/** Members that a page of get_members holds at the service. */
export const membersPageSize = 2;

/** An account, or a friend list, that no work of these tests is about. */
export const stranger = "stranger";

/** Work of three requests of one command, and of no other command. */
export interface Task {
  /** What the service holds before. */
  readonly seed: AppSeed;
  /** What each of the three requests is about. */
  readonly parts: readonly (readonly string[])[];
  /** What the service holds now, of the parts and of others. */
  readonly present: (state: AppState) => readonly string[];
  readonly start: (host: Host) => Promise<Ended>;
}

export interface CommandRow {
  /** Service and command. */
  readonly command: string;
  readonly family: Family;
  /** What the command does with what a request is about. */
  readonly does: "adds" | "removes" | "reads";
  /**
   * What is known of work that failed: nothing, so that all is asked for once more; what was done, in the state or, of a
   * deletion, in the memory of the host alone; or also what may have been done.
   */
  readonly keeps: "nothing" | "inMemory" | "done" | "unconfirmed";
  /** The host has to take a room's member list at its word. */
  readonly asksMemberList?: true;
  /** @param id of its own, so that no work meets another's */
  readonly task: (id: string) => Task;
}

/** Three lists of names, in one order: requests of this size, and a last one. */
function threeOf(size: number): { parts: string[][]; all: string[] } {
  const all = names("x", 2 * size + 1);
  return { parts: [all.slice(0, size), all.slice(size, 2 * size), all.slice(2 * size)], all };
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A live group with these robots, and with a stranger who is none. */
function liveGroup(id: string, robots: readonly string[]) {
  const groupId = `@TGS#${id}`;
  const seed: AppSeed = { groups: { [groupId]: { type: "AVChatRoom", members: [stranger], robots } } };
  const present = (state: AppState): string[] => {
    const { members = [], robots: held = [] } = state.groups[groupId] ?? {};
    return [...members, ...held];
  };
  return { groupId, seed, present };
}

/** Three things of one type, each of which takes a request of its own. */
interface Things {
  readonly type: ResourceType;
  readonly things: readonly { readonly name: string; readonly id: string; readonly inputs: Properties }[];
  /** @param held names of those that are there */
  readonly seed: (held: readonly string[]) => AppSeed;
  readonly present: Task["present"];
}

/** What is done to each of the three, one after the other. */
const doing = {
  creates: {
    does: "adds",
    keeps: "unconfirmed",
    areThere: false,
    work: (host: Host, { type }: Things, { name, inputs }: Things["things"][number]) =>
      ensure(host, type, inputs, progressOf(name)),
  },
  updates: {
    does: "adds",
    keeps: "unconfirmed",
    areThere: true,
    work: (host: Host, { type }: Things, { name, id, inputs }: Things["things"][number]) =>
      ensure(host, type, inputs, progressOf(name), host.known(type, id, { userId: id })),
  },
  deletes: {
    does: "removes",
    keeps: "done",
    areThere: true,
    work: (host: Host, { type }: Things, { name, id, inputs }: Things["things"][number]) =>
      wholly(async () => {
        await host.delete(host.known(type, id, inputs));
        return [name];
      }),
  },
  reads: {
    does: "reads",
    keeps: "done",
    areThere: true,
    work: (host: Host, { type }: Things, { name, id, inputs }: Things["things"][number]) =>
      wholly(async () => ((await host.read(host.known(type, id, inputs))) === undefined ? [] : [name])),
  },
} as const;

/** How far one thing came, by its state. */
function progressOf(name: string): (state: Properties) => Progress {
  return ({ unconfirmed }) =>
    unconfirmed === undefined ? { done: [name], unconfirmed: [] } : { done: [], unconfirmed: [name] };
}

function each(
  what: keyof typeof doing,
  thingsOf: (id: string) => Things,
): Pick<CommandRow, "does" | "keeps" | "task"> {
  const { does, keeps, areThere, work } = doing[what];
  const task = (id: string): Task => {
    const all = thingsOf(id);
    const own = all.things.map(({ name }) => name);
    return {
      seed: all.seed(areThere ? own : []),
      parts: own.map((name) => [name]),
      present: all.present,
      start: (host) => inTurn(all.things.map((thing) => () => work(host, all, thing))),
    };
  };
  return { does, keeps, task };
}

/** RoomRobots take one robot each: in one room, or each in a room of its own, since all ask one room at once. */
function roomRobots(id: string, apart = false): Things {
  const things = names("x", 3).map((name, at) => {
    const roomId = apart ? `room-${id}-${at}` : `room-${id}`;
    return { name, id: `${roomId}/${name}`, inputs: { roomId, memberAccount: name } };
  });
  const rooms = [...new Set(things.map(({ inputs }) => inputs.roomId))];
  const robotsIn = (room: string, held: readonly string[]): string[] =>
    things
      .filter(({ name, inputs }) => held.includes(name) && inputs.roomId === room)
      .map(({ name }) => name);
  return {
    type: "RoomRobot",
    things,
    seed: (held) => ({
      rooms: Object.fromEntries(
        rooms.map((room) => [room, { type: "Conference", robots: [...robotsIn(room, held), stranger] }]),
      ),
    }),
    present: (state) => rooms.flatMap((room) => state.rooms[room]?.robots ?? []),
  };
}

/** LiveRoomRobots of one robot each, in rooms of their own: a room's robots fit into one request. */
function liveRooms(id: string): Things {
  const things = names("x", 3).map((name) => {
    const roomId = `live-${id}-${name}`;
    return { name, id: roomId, inputs: { roomId, memberAccounts: [name] } };
  });
  return {
    type: "LiveRoomRobots",
    things,
    seed: (held) => ({
      accounts: things.map(({ name }) => name),
      rooms: Object.fromEntries(
        things.map(({ name, id: room }) => [
          room,
          { type: "Live", robots: held.includes(name) ? [name, stranger] : [stranger] },
        ]),
      ),
    }),
    present: (state) => things.flatMap(({ id: room }) => state.rooms[room]?.robots ?? []),
  };
}

function accounts(id: string): Things {
  return {
    type: "ChatAccount",
    things: names(`x-${id}`, 3).map((userId) => ({
      name: userId,
      id: userId,
      inputs: { userId, deleteOnDestroy: true },
    })),
    seed: (held) => ({ accounts: [...held, stranger] }),
    present: (state) => state.accounts,
  };
}

/** @param shows where of the service one of them shows */
function chatbots(shows: (state: AppState) => readonly string[], profile = {}): (id: string) => Things {
  return (id) => ({
    type: "Chatbot",
    things: names(`@RBT#x-${id}`, 3).map((userId) => ({
      name: userId,
      id: userId,
      inputs: { userId, ...profile },
    })),
    seed: (held) => ({ accounts: [stranger], ...(held.length === 0 ? {} : { chatbots: held }) }),
    present: (state) => [...shows(state), ...state.accounts.filter((account) => account === stranger)],
  });
}

/** A create of one resource whose work takes three requests. */
function creates(
  type: ResourceType,
  inputs: Properties,
  doneIn: string,
): { readonly start: (host: Host) => Promise<Ended> } {
  const progress = ({ [doneIn]: done, unconfirmed }: Properties): Progress => {
    const doubtful = list(unconfirmed);
    return { done: list(done).filter((one) => !doubtful.includes(one)), unconfirmed: doubtful };
  };
  return { start: (host) => ensure(host, type, inputs, progress) };
}

/**
 * Every command that the resources call, but for those of LiveGroup, whose every step begins with a look, for the list of
 * all chatbots, which is one request for all who ask, and for the profiles of accounts, which are looked at after them.
 */
export const commands: readonly CommandRow[] = [
  {
    command: paths.addRobots,
    family: "group",
    does: "adds",
    keeps: "unconfirmed",
    task(id) {
      const { parts, all } = threeOf(500);
      const { groupId, seed, present } = liveGroup(id, []);
      const inputs = { groupId, memberAccounts: all };
      return { seed, parts, present, ...creates("LiveGroupRobots", inputs, "memberAccounts") };
    },
  },
  {
    command: paths.delRobots,
    family: "group",
    does: "removes",
    keeps: "inMemory",
    task(id) {
      const { parts, all } = threeOf(500);
      const { groupId, seed, present } = liveGroup(id, all);
      const start = (host: Host) =>
        wholly(async () => {
          await host.delete(host.known("LiveGroupRobots", groupId, { groupId, memberAccounts: all }));
          return all;
        });
      return { seed, parts, present, start };
    },
  },
  {
    command: paths.getMembers,
    family: "group",
    does: "reads",
    keeps: "nothing",
    task(id) {
      const { parts, all } = threeOf(membersPageSize);
      const { groupId, seed, present } = liveGroup(id, all);
      const start = (host: Host) =>
        wholly(async () => {
          const state = { groupId, memberAccounts: [...all, "gone"] };
          const found = await host.read(host.known("LiveGroupRobots", groupId, state));
          return list(found?.state.memberAccounts);
        });
      return { seed, parts, present, start };
    },
  },
  { command: paths.addRobot, family: "room", ...each("creates", roomRobots) },
  { command: paths.deleteRobot, family: "room", ...each("deletes", roomRobots) },
  { command: paths.getRoomInfo, family: "room", ...each("reads", (id) => roomRobots(id, true)) },
  {
    command: paths.getRoomMemberList,
    family: "room",
    does: "reads",
    keeps: "nothing",
    asksMemberList: true,
    task(id) {
      const roomId = `room-${id}`;
      const members = [...names("user", 119), stranger];
      return {
        seed: { rooms: { [roomId]: { type: "Conference", members, robots: ["x"] } } },
        // The robot came last, so the third page of 50 has it.
        parts: [[], [], ["x"]],
        present: (state) => [...(state.rooms[roomId]?.members ?? []), ...(state.rooms[roomId]?.robots ?? [])],
        start: (host) =>
          wholly(async () => {
            const inputs = { roomId, memberAccount: "x" };
            const found = await host.read(host.known("RoomRobot", `${roomId}/x`, inputs));
            return found === undefined ? [] : ["x"];
          }),
      };
    },
  },
  { command: paths.addLiveRobots, family: "room", ...each("creates", liveRooms) },
  { command: paths.delLiveRobots, family: "room", ...each("deletes", liveRooms) },
  { command: paths.getLiveRobots, family: "room", ...each("reads", liveRooms) },
  { command: paths.accountImport, family: "account", ...each("creates", accounts) },
  { command: paths.accountCheck, family: "account", ...each("reads", accounts) },
  { command: paths.accountDelete, family: "account", ...each("deletes", accounts) },
  {
    command: paths.createChatbot,
    family: "chatbot",
    ...each(
      "creates",
      chatbots((state) => state.accounts),
    ),
  },
  {
    command: paths.deleteChatbot,
    family: "chatbot",
    ...each(
      "deletes",
      chatbots((state) => state.chatbots ?? []),
    ),
  },
  {
    command: paths.setProfile,
    family: "profile",
    ...each(
      "updates",
      chatbots((state) => Object.keys(state.profiles ?? {}), { nick: "N" }),
    ),
  },
  {
    command: paths.deleteGroupMember,
    family: "group",
    does: "removes",
    keeps: "done",
    task(id) {
      const groupId = `@TGS#${id}`;
      const { parts, all } = threeOf(100);
      return {
        seed: { groups: { [groupId]: { type: "Work", members: [...all, stranger] } } },
        parts,
        present: (state) => state.groups[groupId]?.members ?? [],
        ...creates("GroupMemberRemoval", { groupId, memberAccounts: all }, "removedAccounts"),
      };
    },
  },
  {
    command: paths.deleteFriendLists,
    family: "friends",
    does: "removes",
    keeps: "done",
    task(id) {
      const fromAccount = `user-${id}`;
      const { parts, all } = threeOf(32);
      // A user has 32 lists at most: only some of those that are to go are there.
      const there = parts.map((part) => part.slice(-10));
      return {
        seed: { friendLists: { [fromAccount]: [...there.flat(), stranger] } },
        parts: there,
        present: (state) => state.friendLists[fromAccount] ?? [],
        ...creates("FriendListDeletion", { fromAccount, groupNames: all }, "deletedGroupNames"),
      };
    },
  },
];
