import { integer, list, printableId, record, text } from "../http/fields";
import type { Group, Room } from "../model/containers";
import { Refusal } from "../model/errors";
import { limits, type RoomType } from "../model/limits";
import type { World } from "../model/world";
import type { Errors } from "./command";

/** GroupId of every group command: 10004 if it is not a text, 10015 if no group can have it as ID. */
export const groupId = printableId({ invalid: 10004, malformed: 10015, maxBytes: limits.groupIdBytes });

/** A UserID of the group commands. "Error Codes" gives 60015 for a UserID that is not a string, in any command. */
export const groupUser = text({ invalid: 10004, wrongType: 60015, maxBytes: limits.userIdBytes });

export const roomId = printableId({ invalid: 100002, maxBytes: limits.roomIdBytes });

export const roomUser = text({ invalid: 100002, wrongType: 60015, maxBytes: limits.userIdBytes });

/** 1 sets marks, 2 deletes them. */
export const commandType = (invalid: 10004 | 100002) => integer({ invalid, min: 1, max: 2 });

/** Members with marks, in the form that the commands for marks take. */
export function markedMembers(rules: {
  readonly invalid: 10004 | 100002;
  readonly maxItems: number;
  readonly smallestMark: number;
  readonly maxMarks?: number;
}) {
  const { invalid, maxItems, smallestMark, maxMarks = Number.MAX_SAFE_INTEGER } = rules;
  const mark = integer({ invalid, min: smallestMark });
  const marks = list(mark, rules.maxMarks === undefined ? { invalid } : { invalid, maxItems: maxMarks });
  return list(record({ Member_Account: userOf(invalid), Marks: marks }, { invalid }), { invalid, maxItems });
}

export const groupErrors = { 10010: "no such group" } as const satisfies Errors;

/** @throws Refusal 10010 */
export function groupOf(world: World, id: string): Group {
  const group = world.groups.get(id);
  if (group === undefined) throw new Refusal(10010);
  return group;
}

export const liveGroupErrors = { ...groupErrors, 10007: "the group is not an AVChatRoom" } as const;

/** @throws Refusal */
export function liveGroup(world: World, id: string): Group {
  const group = groupOf(world, id);
  if (group.info.type !== "AVChatRoom")
    throw new Refusal(10007, `it is of type ${group.info.type}, and the command is for AVChatRoom`);
  return group;
}

const whyNotLive = {
  10004: "AVChatRoom members cannot be deleted",
  10007: "the command is not for AVChatRoom",
} as const;

/** @param code the ErrorCode for an AVChatRoom, according to the page of the command */
export function ordinaryGroupErrors<C extends 10004 | 10007>(code: C) {
  return { ...groupErrors, [code]: "the group is an AVChatRoom" } as typeof groupErrors & Record<C, string>;
}

/** @throws Refusal */
export function ordinaryGroup(world: World, id: string, code: 10004 | 10007): Group {
  const group = groupOf(world, id);
  if (group.info.type === "AVChatRoom") throw new Refusal(code, whyNotLive[code]);
  return group;
}

export const roomErrors = { 100004: "no such room", 100006: "the room belongs to the other engine" } as const;

/** @throws Refusal */
export function roomOf(world: World, id: string, type: RoomType): Room {
  const room = world.rooms.get(id);
  if (room === undefined) throw new Refusal(100004);
  if (room.info.type !== type)
    throw new Refusal(100006, `it is a ${room.info.type} room, and the command is for ${type} rooms`);
  return room;
}

/** The first name that is no account: neither imported nor an app admin. */
export function findNotImported(world: World, accounts: readonly string[]): string | undefined {
  return accounts.find((account) => !world.isAccount(account));
}

function userOf(invalid: 10004 | 100002) {
  return invalid === 10004 ? groupUser : roomUser;
}
