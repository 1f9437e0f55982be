import type { AppSeed, AppState } from "pulumi-tencent-chat/emulator";
import type { Host } from "../support/host";
import type { Properties } from "../support/host-error";
import { names, commands as paths } from "../support/world";
import type { Family } from "./faults";
import { type Ended, ensure, inTurn, type Progress, wholly } from "./work";

/** Members that a page of get_members holds at the service. */
export const membersPageSize = 2;

/** An account, or a friend list, that no work of these tests is about. */
export const stranger = "stranger";

const isStranger = (account: string): boolean => account === stranger;

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
   * What the engine or the host has of work that failed: nothing, so that all is asked for once more; what was done; or
   * also what may have been done.
   */
  readonly keeps: "nothing" | "done" | "unconfirmed";
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

function ownedRobots({ memberAccounts, unconfirmed }: Properties): Progress {
  const doubtful = list(unconfirmed);
  return { done: list(memberAccounts).filter((each) => !doubtful.includes(each)), unconfirmed: doubtful };
}

function ownedRoomRobot({ memberAccount, unconfirmed }: Properties): Progress {
  const accounts = [String(memberAccount)];
  return unconfirmed === true ? { done: [], unconfirmed: accounts } : { done: accounts, unconfirmed: [] };
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

/** Three RoomRobots, since none of their commands takes more than one: in one room, or each in its own. */
function threeRoomRobots(id: string, { areThere, apart = false }: { areThere: boolean; apart?: boolean }) {
  const accounts = names("x", 3);
  const all = accounts.map((memberAccount, at) => {
    const roomId = apart ? `room-${id}-${at}` : `room-${id}`;
    const inputs = { roomId, memberAccount };
    const known = (host: Host) => host.known("RoomRobot", `${roomId}/${memberAccount}`, inputs);
    return { memberAccount, inputs, known };
  });
  const rooms = [...new Set(all.map(({ inputs }) => inputs.roomId))];
  const robotsIn = (room: string): string[] =>
    all.filter(({ inputs }) => areThere && inputs.roomId === room).map(({ memberAccount }) => memberAccount);
  const seed: AppSeed = {
    rooms: Object.fromEntries(
      rooms.map((room) => [room, { type: "Conference", robots: [...robotsIn(room), stranger] }]),
    ),
  };
  return {
    all,
    task: {
      seed,
      parts: accounts.map((account) => [account]),
      present: (state: AppState) => rooms.flatMap((room) => state.rooms[room]?.robots ?? []),
    },
  };
}

/** Three LiveRoomRobots of one robot each, in rooms of their own: a room's robots fit into one request. */
function threeLiveRooms(id: string, { areThere }: { areThere: boolean }) {
  const all = names("x", 3).map((account) => {
    const roomId = `live-${id}-${account}`;
    const inputs = { roomId, memberAccounts: [account] };
    return { account, inputs, known: (host: Host) => host.known("LiveRoomRobots", roomId, inputs) };
  });
  const accounts = all.map(({ account }) => account);
  const seed: AppSeed = {
    accounts,
    rooms: Object.fromEntries(
      all.map(({ account, inputs }) => [
        inputs.roomId,
        { type: "Live", robots: areThere ? [account, stranger] : [stranger] },
      ]),
    ),
  };
  const present = (state: AppState): string[] =>
    all.flatMap(({ inputs }) => state.rooms[inputs.roomId]?.robots ?? []);
  return { all, task: { seed, parts: accounts.map((account) => [account]), present } };
}

/** Three ChatAccounts, since each is imported, looked at and deleted by a request of its own. */
function threeAccounts(id: string, { areThere }: { areThere: boolean }) {
  const all = names(`x-${id}`, 3).map((userId) => {
    const inputs = { userId, deleteOnDestroy: true };
    return { userId, inputs, known: (host: Host) => host.known("ChatAccount", userId, inputs) };
  });
  const accounts = all.map(({ userId }) => userId);
  const seed: AppSeed = { accounts: areThere ? [...accounts, stranger] : [stranger] };
  const present = (state: AppState): readonly string[] => state.accounts;
  return { all, task: { seed, parts: accounts.map((account) => [account]), present } };
}

/** Three Chatbots, since each is created, changed and deleted by a request of its own. */
function threeChatbots(id: string, { areThere, profile = {} }: { areThere: boolean; profile?: object }) {
  const all = names(`@RBT#x-${id}`, 3).map((userId) => {
    const known = (host: Host) => host.known("Chatbot", userId, { userId });
    return { userId, inputs: { userId, ...profile }, known };
  });
  const chatbots = all.map(({ userId }) => userId);
  const seed: AppSeed = { accounts: [stranger], ...(areThere ? { chatbots } : {}) };
  return { all, task: { seed, parts: chatbots.map((userId) => [userId]) } };
}

/** How far one account came that a state is about. */
function ownedAccount({ userId, unconfirmed }: Properties): Progress {
  const accounts = [String(userId)];
  return unconfirmed === true ? { done: [], unconfirmed: accounts } : { done: accounts, unconfirmed: [] };
}

/**
 * Every command that the resources call, but for those of LiveGroup, whose every step begins with a look, and for the list
 * of all chatbots, which is one request for all who ask.
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
      return { seed, parts, present, start: (host) => ensure(host, "LiveGroupRobots", inputs, ownedRobots) };
    },
  },
  {
    command: paths.delRobots,
    family: "group",
    does: "removes",
    keeps: "nothing",
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
  {
    command: paths.addRobot,
    family: "room",
    does: "adds",
    keeps: "unconfirmed",
    task(id) {
      const { all, task } = threeRoomRobots(id, { areThere: false });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ inputs }) =>
              () =>
                ensure(host, "RoomRobot", inputs, ownedRoomRobot),
          ),
        );
      return { ...task, start };
    },
  },
  {
    command: paths.deleteRobot,
    family: "room",
    does: "removes",
    keeps: "done",
    task(id) {
      const { all, task } = threeRoomRobots(id, { areThere: true });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ memberAccount, known }) =>
              () =>
                wholly(async () => {
                  await host.delete(known(host));
                  return [memberAccount];
                }),
          ),
        );
      return { ...task, start };
    },
  },
  {
    command: paths.getRoomInfo,
    family: "room",
    does: "reads",
    keeps: "done",
    task(id) {
      // Apart: about one room there would be one request for all three.
      const { all, task } = threeRoomRobots(id, { areThere: true, apart: true });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ known }) =>
              () =>
                wholly(async () => {
                  const found = await host.read(known(host));
                  return found === undefined ? [] : [String(found.state.memberAccount)];
                }),
          ),
        );
      return { ...task, start };
    },
  },
  {
    command: paths.getRoomMemberList,
    family: "room",
    does: "reads",
    // The pages that were read are still those of the room a moment later, in the same host.
    keeps: "done",
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
  {
    command: paths.addLiveRobots,
    family: "room",
    does: "adds",
    keeps: "unconfirmed",
    task(id) {
      const { all, task } = threeLiveRooms(id, { areThere: false });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ inputs }) =>
              () =>
                ensure(host, "LiveRoomRobots", inputs, ownedRobots),
          ),
        );
      return { ...task, start };
    },
  },
  {
    command: paths.delLiveRobots,
    family: "room",
    does: "removes",
    keeps: "done",
    task(id) {
      const { all, task } = threeLiveRooms(id, { areThere: true });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ account, known }) =>
              () =>
                wholly(async () => {
                  await host.delete(known(host));
                  return [account];
                }),
          ),
        );
      return { ...task, start };
    },
  },
  {
    command: paths.getLiveRobots,
    family: "room",
    does: "reads",
    keeps: "done",
    task(id) {
      const { all, task } = threeLiveRooms(id, { areThere: true });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ known }) =>
              () =>
                wholly(async () => list((await host.read(known(host)))?.state.memberAccounts)),
          ),
        );
      return { ...task, start };
    },
  },
  {
    command: paths.accountImport,
    family: "account",
    does: "adds",
    keeps: "unconfirmed",
    task(id) {
      const { all, task } = threeAccounts(id, { areThere: false });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ inputs }) =>
              () =>
                ensure(host, "ChatAccount", inputs, ownedAccount),
          ),
        );
      return { ...task, start };
    },
  },
  {
    command: paths.accountCheck,
    family: "account",
    does: "reads",
    keeps: "done",
    task(id) {
      const { all, task } = threeAccounts(id, { areThere: true });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ known }) =>
              () =>
                wholly(async () => {
                  const found = await host.read(known(host));
                  return found === undefined ? [] : [String(found.state.userId)];
                }),
          ),
        );
      return { ...task, start };
    },
  },
  {
    command: paths.accountDelete,
    family: "account",
    does: "removes",
    keeps: "done",
    task(id) {
      const { all, task } = threeAccounts(id, { areThere: true });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ userId, known }) =>
              () =>
                wholly(async () => {
                  await host.delete(known(host));
                  return [userId];
                }),
          ),
        );
      return { ...task, start };
    },
  },
  {
    command: paths.createChatbot,
    family: "chatbot",
    does: "adds",
    keeps: "unconfirmed",
    task(id) {
      const { all, task } = threeChatbots(id, { areThere: false });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ inputs }) =>
              () =>
                ensure(host, "Chatbot", inputs, ownedAccount),
          ),
        );
      return { ...task, start, present: ({ accounts }) => accounts };
    },
  },
  {
    command: paths.deleteChatbot,
    family: "chatbot",
    does: "removes",
    keeps: "done",
    task(id) {
      const { all, task } = threeChatbots(id, { areThere: true });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ userId, known }) =>
              () =>
                wholly(async () => {
                  await host.delete(known(host));
                  return [userId];
                }),
          ),
        );
      return {
        ...task,
        start,
        present: ({ accounts, chatbots = [] }) => [...chatbots, ...accounts.filter(isStranger)],
      };
    },
  },
  {
    command: paths.setProfile,
    family: "profile",
    does: "adds",
    keeps: "unconfirmed",
    task(id) {
      const { all, task } = threeChatbots(id, { areThere: true, profile: { nick: "N" } });
      const start = (host: Host) =>
        inTurn(
          all.map(
            ({ inputs, known }) =>
              () =>
                ensure(host, "Chatbot", inputs, ownedAccount, known(host)),
          ),
        );
      return {
        ...task,
        start,
        present: ({ accounts, profiles = {} }) => [...Object.keys(profiles), ...accounts.filter(isStranger)],
      };
    },
  },
  {
    command: paths.deleteGroupMember,
    family: "group",
    does: "removes",
    keeps: "done",
    task(id) {
      const groupId = `@TGS#${id}`;
      const { parts, all } = threeOf(100);
      const inputs = { groupId, memberAccounts: all };
      return {
        seed: { groups: { [groupId]: { type: "Work", members: [...all, stranger] } } },
        parts,
        present: (state) => state.groups[groupId]?.members ?? [],
        start: (host) =>
          ensure(host, "GroupMemberRemoval", inputs, ({ removedAccounts }) => ({
            done: list(removedAccounts),
            unconfirmed: [],
          })),
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
        start: (host) =>
          ensure(host, "FriendListDeletion", { fromAccount, groupNames: all }, ({ deletedGroupNames }) => ({
            done: list(deletedGroupNames),
            unconfirmed: [],
          })),
      };
    },
  },
];
