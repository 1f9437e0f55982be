import type { AppSeed, AppState } from "pulumi-tencent-chat/emulator";
import type { Properties } from "../support/host-error";
import type { ResourceType } from "../support/provider-texts";
import { commands } from "../support/world";

/** One resource that a program declares, and the service around it. */
export interface Subject {
  readonly inputs: Properties;
  readonly id: string | RegExp;
  /** What the service holds before: others, and what the resource needs. */
  readonly before: AppSeed;
  /** What the service holds where somebody else did the work, or half of it. */
  readonly there: AppSeed;
  /** What the service holds once the work is gone, in each way in which it can be. */
  readonly gone: readonly AppSeed[];
  readonly isDone: (state: AppState) => boolean;
  /** Whether all that belongs to others is as it was. */
  readonly spares: (state: AppState) => boolean;
  /** What a state holds beside the inputs when the answer to its create was lost. */
  readonly unconfirmed: Properties;
}

/** A type of resource. */
export interface Row {
  readonly type: ResourceType;
  /** The command that does the work. */
  readonly does: string;
  /** The commands that read it and undo it; a one-shot has none. */
  readonly lives?: { readonly read: string; readonly undo: string };
  /** It refuses what is there already, rather than to adopt it. */
  readonly refuses?: RegExp;
  /** All of its kind are listed in one answer, which a run keeps for a while. */
  readonly isListedWithAll?: true;
  /** @param name of its own, so that no test meets what another has left */
  readonly subject: (name: string) => Subject;
}

const robots = ["bot-a", "bot-b"];
const stranger = "stranger";

/** Robots in one container, made by its seed. */
function robotsIn(
  seed: (robots: readonly string[]) => AppSeed,
  held: (state: AppState) => readonly string[] | undefined,
  own = robots,
): Pick<Subject, "before" | "there" | "gone" | "isDone" | "spares"> {
  const [first = "", ...others] = own;
  const { accounts = [] } = seed([]);
  return {
    before: seed([stranger]),
    // One of them, where there are several.
    there: seed(others.length === 0 ? [first, stranger] : [...others, stranger]),
    gone: [seed([stranger]), { accounts }],
    isDone: (state) => own.every((account) => held(state)?.includes(account) === true),
    spares: (state) => held(state)?.includes(stranger) === true,
  };
}

export const rows: readonly Row[] = [
  {
    type: "ChatAccount",
    does: commands.accountImport,
    lives: { read: commands.accountCheck, undo: commands.accountDelete },
    subject(name) {
      const [userId, other] = [`robot-${name}`, `stranger-${name}`];
      return {
        inputs: { userId, nick: "Host", deleteOnDestroy: true },
        id: userId,
        before: { accounts: [other] },
        there: { accounts: [userId, other] },
        gone: [{ accounts: [other] }],
        isDone: ({ accounts }) => accounts.includes(userId),
        spares: ({ accounts }) => accounts.includes(other),
        unconfirmed: { unconfirmed: true },
      };
    },
  },
  {
    type: "Chatbot",
    does: commands.createChatbot,
    lives: { read: commands.getChatbots, undo: commands.deleteChatbot },
    isListedWithAll: true,
    subject(name) {
      const [userId, other] = [`@RBT#${name}`, `@RBT#other-${name}`];
      return {
        inputs: { userId, nick: "Guide" },
        id: userId,
        before: { chatbots: [other] },
        there: { chatbots: [userId, other] },
        // Its account may stay.
        gone: [{ chatbots: [other] }, { chatbots: [other], accounts: [userId] }],
        isDone: ({ chatbots = [] }) => chatbots.includes(userId),
        spares: ({ chatbots = [] }) => chatbots.includes(other),
        unconfirmed: { unconfirmed: true },
      };
    },
  },
  {
    type: "LiveGroup",
    does: commands.createGroup,
    lives: { read: commands.getGroupInfo, undo: commands.destroyGroup },
    refuses: /^Group live-\S+ exists already.* never takes over .*`aliases`/,
    subject(name) {
      const [groupId, other] = [`live-${name}`, `other-${name}`];
      const theirs = { type: "AVChatRoom", name: "Theirs" } as const;
      return {
        inputs: { groupId, name: "Main stage" },
        id: groupId,
        before: { groups: { [other]: theirs } },
        there: { groups: { [groupId]: theirs, [other]: theirs } },
        gone: [{ groups: { [other]: theirs } }],
        isDone: ({ groups }) => groups[groupId]?.name === "Main stage",
        spares: ({ groups }) => groups[other]?.name === "Theirs",
        unconfirmed: { created: true, unconfirmed: true },
      };
    },
  },
  {
    type: "LiveGroupRobots",
    does: commands.addRobots,
    lives: { read: commands.getMembers, undo: commands.delRobots },
    subject(name) {
      const groupId = `@TGS#${name}`;
      return {
        inputs: { groupId, memberAccounts: robots },
        id: groupId,
        ...robotsIn(
          (held) => ({ groups: { [groupId]: { type: "AVChatRoom", members: ["viewer"], robots: held } } }),
          ({ groups }) => groups[groupId]?.robots,
        ),
        unconfirmed: { unconfirmed: robots },
      };
    },
  },
  {
    type: "LiveRoomRobots",
    does: commands.addLiveRobots,
    lives: { read: commands.getLiveRobots, undo: commands.delLiveRobots },
    subject(name) {
      const roomId = `live-${name}`;
      return {
        inputs: { roomId, memberAccounts: robots },
        id: roomId,
        ...robotsIn(
          (held) => ({
            accounts: [...robots, stranger],
            rooms: { [roomId]: { type: "Live", robots: held } },
          }),
          ({ rooms }) => rooms[roomId]?.robots,
        ),
        unconfirmed: { unconfirmed: robots },
      };
    },
  },
  {
    type: "RoomRobot",
    does: commands.addRobot,
    lives: { read: commands.getRoomMemberList, undo: commands.deleteRobot },
    subject(name) {
      const roomId = `room/${name}`;
      return {
        inputs: { roomId, memberAccount: "bot-a" },
        id: `${roomId}/bot-a`,
        ...robotsIn(
          (held) => ({ rooms: { [roomId]: { type: "Conference", robots: held } } }),
          ({ rooms }) => rooms[roomId]?.robots,
          ["bot-a"],
        ),
        unconfirmed: { unconfirmed: true },
      };
    },
  },
  {
    type: "RoomRobots",
    does: commands.addRobot,
    lives: { read: commands.getRoomMemberList, undo: commands.deleteRobot },
    subject(name) {
      const room = `room-${name}`;
      return {
        // One room: which of several a fault meets first is chance.
        inputs: { rooms: { [room]: ["bot-a"] } },
        id: /^room-robots-/,
        ...robotsIn(
          (held) => ({ rooms: { [room]: { type: "Conference", robots: held } } }),
          ({ rooms }) => rooms[room]?.robots,
          ["bot-a"],
        ),
        unconfirmed: { notes: { [room]: { unconfirmed: ["bot-a"] } } },
      };
    },
  },
  {
    type: "GroupMemberRemoval",
    does: commands.deleteGroupMember,
    subject(name) {
      const groupId = `team-${name}`;
      const team = (...members: string[]): AppSeed => ({ groups: { [groupId]: { type: "Work", members } } });
      return {
        inputs: { groupId, memberAccounts: ["user-a", "user-b"] },
        id: new RegExp(`^${groupId}/[0-9a-f]{12}$`),
        before: team("user-a", "user-b", stranger),
        there: team("user-b", stranger),
        gone: [team(stranger), {}],
        isDone: ({ groups }) => groups[groupId]?.members.every((member) => member === stranger) === true,
        spares: ({ groups }) => groups[groupId]?.members.includes(stranger) === true,
        unconfirmed: {},
      };
    },
  },
  {
    type: "FriendListDeletion",
    does: commands.deleteFriendLists,
    subject(name) {
      const fromAccount = `alice-${name}`;
      const lists = (...names: string[]): AppSeed => ({ friendLists: { [fromAccount]: names } });
      return {
        inputs: { fromAccount, groupNames: ["old-a", "old-b"] },
        id: new RegExp(`^${fromAccount}/[0-9a-f]{12}$`),
        before: lists("old-a", "old-b", stranger),
        there: lists("old-b", stranger),
        gone: [lists(stranger), {}],
        isDone: ({ friendLists }) => friendLists[fromAccount]?.every((list) => list === stranger) === true,
        spares: ({ friendLists }) => friendLists[fromAccount]?.includes(stranger) === true,
        unconfirmed: {},
      };
    },
  },
];
