import {
  type GroupType,
  groupTypes,
  limits,
  printableAscii,
  type RoomType,
  roomTypes,
  utf8Bytes,
} from "./limits";
import { at, entriesOf, oneOf, partsOf, ShapeError, stringsOf } from "./shape";
import type { World } from "./world";

interface PlaceSeed<T> {
  readonly id: string;
  readonly type: T;
  readonly members: readonly string[];
  readonly robots: readonly string[];
}

interface WorldSeed {
  readonly world: World;
  readonly accounts: readonly string[];
  readonly groups: readonly PlaceSeed<GroupType>[];
  readonly rooms: readonly PlaceSeed<RoomType>[];
  readonly friendLists: readonly (readonly [user: string, names: readonly string[]])[];
}

/**
 * Adds to the worlds what `seed` says. Nothing is changed unless all of it is right. Whoever is named as a member, a robot
 * or the owner of friend lists becomes an account: the real service could hold none of them otherwise.
 * @param worlds the world of each app, by SDKAppID
 * @throws ShapeError
 */
export function plant(seed: unknown, worlds: ReadonlyMap<string, World>, nowMs: number): void {
  if (seed === undefined) throw new ShapeError("seed", "must be a JSON object");
  const read = entriesOf(seed, "seed").map(([sdkAppId, app, path]) => {
    const world = worlds.get(sdkAppId);
    if (world === undefined) throw new ShapeError(path, "the emulator serves no such SDKAppID");
    return readWorld(world, app, path);
  });
  for (const each of read) addToWorld(each, nowMs);
}

function readWorld(world: World, app: unknown, path: string): WorldSeed {
  const parts = partsOf(app, path, ["accounts", "groups", "rooms", "friendLists"]);
  const groups = entriesOf(parts.groups, at(path, "groups")).map(([id, group, groupPath]) => {
    checkId(id, groupPath, limits.groupIdBytes);
    const place = readPlace(id, group, groupPath, groupTypes, world.groups);
    if (place.type !== "AVChatRoom" && place.robots.length > 0)
      throw new ShapeError(at(groupPath, "robots"), "only an AVChatRoom has robots");
    return place;
  });
  const rooms = entriesOf(parts.rooms, at(path, "rooms")).map(([id, room, roomPath]) => {
    checkId(id, roomPath, limits.roomIdBytes);
    return readPlace(id, room, roomPath, roomTypes, world.rooms);
  });
  const friendLists = entriesOf(parts.friendLists, at(path, "friendLists")).map(([user, names, userPath]) => {
    checkUser(user, userPath);
    const read = stringsOf(names, userPath, (name, namePath) =>
      checkText(name, namePath, limits.listNameBytes),
    );
    if (new Set([...(world.friendLists.get(user) ?? []), ...read]).size > limits.listsPerUser)
      throw new ShapeError(userPath, `a user has at most ${limits.listsPerUser} friend lists`);
    return [user, read] as const;
  });
  const accounts = stringsOf(parts.accounts, at(path, "accounts"), checkUser);
  return { world, accounts, groups, rooms, friendLists };
}

function readPlace<T extends string>(
  id: string,
  place: unknown,
  path: string,
  types: readonly T[],
  existing: ReadonlyMap<string, { readonly type: T }>,
): PlaceSeed<T> {
  const parts = partsOf(place, path, ["type", "members", "robots"]);
  const type = oneOf(parts.type, at(path, "type"), types);
  const before = existing.get(id)?.type ?? type;
  if (before !== type) throw new ShapeError(at(path, "type"), `it is there already, as ${before}`);
  const members = stringsOf(parts.members, at(path, "members"), checkUser);
  const robots = stringsOf(parts.robots, at(path, "robots"), checkUser);
  return { id, type, members, robots };
}

function addToWorld({ world, accounts, groups, rooms, friendLists }: WorldSeed, nowMs: number): void {
  for (const { id, type, members, robots } of groups) {
    const group = world.groups.get(id) ?? {
      type,
      members: new Map(),
      robots: new Map(),
      onlineList: undefined,
    };
    world.groups.set(id, group);
    world.join(group.members, members, nowMs);
    world.join(group.robots, robots, nowMs);
  }
  for (const { id, type, members, robots } of rooms) {
    const room = world.rooms.get(id) ?? {
      type,
      createTime: Math.floor(nowMs / 1000),
      members: new Map(),
      robots: new Map(),
    };
    world.rooms.set(id, room);
    world.join(room.members, members, nowMs);
    world.join(room.robots, robots, nowMs);
  }
  for (const [user, names] of friendLists)
    world.friendLists.set(user, new Set([...(world.friendLists.get(user) ?? []), ...names]));
  const implied = [...groups, ...rooms].flatMap(({ members, robots }) => [...members, ...robots]);
  const owners = friendLists.map(([user]) => user);
  for (const account of [...accounts, ...implied, ...owners]) world.accounts.add(account);
}

function checkUser(user: string, path: string): void {
  checkText(user, path, limits.userIdBytes);
}

function checkId(id: string, path: string, maxBytes: number): void {
  checkText(id, path, maxBytes);
  if (!printableAscii.test(id)) throw new ShapeError(path, "an ID is made of printable ASCII characters");
}

function checkText(text: string, path: string, maxBytes: number): void {
  const bytes = utf8Bytes(text);
  if (bytes === 0 || bytes > maxBytes) throw new ShapeError(path, `must have 1 to ${maxBytes} bytes`);
}
