import {
  at,
  entriesOf,
  fieldsOf,
  integerOf,
  itemsOf,
  oneOf,
  ShapeError,
  stringOf,
  stringsOf,
} from "../../json-reader";
import type { GroupState, RoomState } from "../app-state";
import {
  adminsOf,
  appoint,
  type Container,
  type Group,
  type GroupInfo,
  newGroup,
  newRoom,
  type RoomInfo,
} from "../containers";
import { groupTypes, limits, printableAscii, roomTypes } from "../limits";
import type { World } from "../world";
import { byUser, checkTextOf, checkUser, type Part, recordOf, sorted } from "./part";

const commonFields = ["type", "members", "robots", "name", "owner", "marks"] as const;
type CommonFields = { readonly [Name in (typeof commonFields)[number]]?: unknown };

export const groups: Part<Record<string, GroupState>> = {
  isAlwaysShown: true,
  show: (world) => recordOf(world.groups, showGroup),
  add(world, given, path, nowMs) {
    for (const [id, value, where] of entriesOf(given, path)) {
      checkId(id, where, limits.groupIdBytes);
      const fields = fieldsOf(value, where, [...commonFields, "maxMemberCount", "admins", "profile"]);
      const info = readGroupInfo(fields, where);
      const group = world.groups.get(id) ?? newGroup(info);
      checkType(info.type, group.info.type, where);
      group.info = { ...group.info, ...info };
      world.groups.set(id, group);
      addAccounts(world, group, fields, where, nowMs);
      addAdmins(world, group, stringsOf(fields.admins, at(where, "admins"), checkUser), nowMs);
      if (info.type !== "AVChatRoom" && group.robots.size > 0)
        throw new ShapeError(at(where, "robots"), "only an AVChatRoom has robots");
    }
  },
};

export const rooms: Part<Record<string, RoomState>> = {
  isAlwaysShown: true,
  show: (world) => recordOf(world.rooms, showContainer),
  add(world, given, path, nowMs) {
    for (const [id, value, where] of entriesOf(given, path)) {
      checkId(id, where, limits.roomIdBytes);
      const fields = fieldsOf(value, where, [...commonFields, "settings"]);
      const info = readRoomInfo(fields, where);
      const room = world.rooms.get(id) ?? newRoom(info, nowMs);
      checkType(info.type, room.info.type, where);
      room.info = { ...room.info, ...info };
      world.rooms.set(id, room);
      addAccounts(world, room, fields, where, nowMs);
    }
    checkSharedIds(world, path);
  },
};

function showGroup(group: Group) {
  const admins = sorted(adminsOf(group));
  return { ...showContainer(group), ...(admins.length > 0 && { admins }) };
}

function showContainer<I extends object>({ info, members, robots, marks }: Container & { readonly info: I }) {
  return {
    ...structuredClone(info),
    members: sorted(members.keys()),
    robots: sorted(robots.keys()),
    ...(marks.size > 0 && { marks: recordOf(marks, (held) => [...held].sort((a, b) => a - b)) }),
  };
}

function readGroupInfo(
  fields: CommonFields & { readonly maxMemberCount?: unknown; readonly profile?: unknown },
  path: string,
): GroupInfo {
  const { maxMemberCount: most, profile } = fields;
  return {
    ...readInfo(fields, groupTypes, path),
    ...(most !== undefined && { maxMemberCount: integerOf(most, at(path, "maxMemberCount"), 1, 1_000_000) }),
    ...given("profile", profile, path),
  };
}

function readRoomInfo(fields: CommonFields & { readonly settings?: unknown }, path: string): RoomInfo {
  return { ...readInfo(fields, roomTypes, path), ...given("settings", fields.settings, path) };
}

/** A field with any JSON object, if it is not empty. */
function given<Name extends string>(name: Name, value: unknown, path: string) {
  const entries = entriesOf(value, at(path, name)).map(([key, each]) => [key, each] as const);
  if (entries.length === 0) return {};
  return { [name]: Object.fromEntries(entries) } as Record<Name, Readonly<Record<string, unknown>>>;
}

function readInfo<T extends string>({ type, name, owner }: CommonFields, types: readonly T[], path: string) {
  return {
    type: oneOf(type, at(path, "type"), types),
    ...(name !== undefined && { name: stringOf(name, at(path, "name"), checkName) }),
    ...(owner !== undefined && { owner: stringOf(owner, at(path, "owner"), checkUser) }),
  };
}

function addAccounts(
  world: World,
  container: Container,
  fields: CommonFields,
  path: string,
  nowMs: number,
): void {
  const members = stringsOf(fields.members, at(path, "members"), checkUser);
  const robots = stringsOf(fields.robots, at(path, "robots"), checkUser);
  for (const account of [...members, ...robots]) world.addAccount(account);
  world.join(container.members, members, nowMs);
  world.join(container.robots, robots, nowMs);
  for (const [account, more] of byUser(fields.marks, at(path, "marks"), readMarks))
    container.marks.set(account, new Set([...(container.marks.get(account) ?? []), ...more]));
}

/** Every admin is a member. */
function addAdmins(world: World, group: Group, admins: readonly string[], nowMs: number): void {
  for (const account of admins) world.addAccount(account);
  world.join(group.members, admins, nowMs);
  appoint(group, admins);
}

function readMarks(held: unknown, path: string): readonly number[] {
  return itemsOf(held, path, (mark, where) => integerOf(mark, where, 0, Number.MAX_SAFE_INTEGER));
}

/** A live room and a group cannot have the same ID. */
function checkSharedIds(world: World, path: string): void {
  for (const [id, { info }] of world.rooms)
    if (info.type === "Live" && world.groups.has(id))
      throw new ShapeError(
        path,
        `${JSON.stringify(id)} is a group too, and a live room needs an ID of its own`,
      );
}

const checkName = checkTextOf(limits.roomNameBytes);

function checkId(id: string, path: string, maxBytes: number): void {
  checkTextOf(maxBytes)(id, path);
  if (!printableAscii.test(id)) throw new ShapeError(path, "an ID has only printable ASCII characters");
}

function checkType(type: string, before: string, path: string): void {
  if (before !== type)
    throw new ShapeError(at(path, "type"), `it exists already, as ${before}, and a type cannot change`);
}
