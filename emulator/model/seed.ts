import { entriesOf, ShapeError } from "../json-reader";
import { type Container, newGroup, newRoom } from "./containers";
import { type AppParts, type PlaceParts, readApp } from "./seed-parts";
import type { World } from "./world";

/**
 * Adds to the worlds what `seed` says. Nothing is changed unless all of it is right. Whoever is named as a member, a robot,
 * a friend or the owner of friend lists becomes an account: the real service could hold none of them otherwise.
 * @param worlds the world of each app, by SDKAppID
 * @throws ShapeError
 */
export function applySeed(seed: unknown, worlds: ReadonlyMap<string, World>, nowMs: number): void {
  if (seed === undefined) throw new ShapeError("seed", "must be a JSON object");
  const read = entriesOf(seed, "seed").map(([sdkAppId, app, path]) => {
    const world = worlds.get(sdkAppId);
    if (world === undefined) throw new ShapeError(path, "the emulator serves no such SDKAppID");
    return { world, parts: readApp(world, app, path) };
  });
  for (const { world, parts } of read) addToWorld(world, parts, nowMs);
}

function addToWorld(world: World, parts: AppParts, nowMs: number): void {
  for (const { id, info, ...rest } of parts.groups) {
    const group = world.groups.get(id) ?? newGroup(info);
    group.info = { ...group.info, ...info };
    world.groups.set(id, group);
    addToPlace(world, group, rest, nowMs);
  }
  for (const { id, info, ...rest } of parts.rooms) {
    const room = world.rooms.get(id) ?? newRoom(info, nowMs);
    room.info = { ...room.info, ...info };
    world.rooms.set(id, room);
    addToPlace(world, room, rest, nowMs);
  }
  for (const [user, lists] of parts.friendLists) {
    const merged = world.listsOf(user);
    for (const [name, friends] of lists) merged.set(name, new Set([...(merged.get(name) ?? []), ...friends]));
    world.friendLists.set(user, merged);
  }
  for (const [user, friends] of parts.friends)
    world.friends.set(user, new Set([...world.friendsOf(user), ...friends]));
  for (const [user, sequence] of parts.listSequences) world.sequences.set(user, sequence);
  for (const account of accountsIn(parts)) world.addAccount(account);
  for (const [account, profile] of parts.profiles) world.addAccount(account, profile);
  for (const chatbot of parts.chatbots) world.chatbots.add(chatbot);
  for (const [account, seconds] of parts.deletedAccounts)
    if (!world.accounts.has(account)) world.deletedAccounts.set(account, seconds);
}

function addToPlace(
  world: World,
  container: Container,
  { members, robots, marks }: Omit<PlaceParts<unknown>, "id" | "info">,
  nowMs: number,
): void {
  world.join(container.members, members, nowMs);
  world.join(container.robots, robots, nowMs);
  for (const [account, more] of marks)
    container.marks.set(account, new Set([...(container.marks.get(account) ?? []), ...more]));
}

function accountsIn({ accounts, groups, rooms, friendLists, friends, chatbots }: AppParts): string[] {
  return [
    ...accounts,
    ...[...groups, ...rooms].flatMap(({ members, robots }) => [...members, ...robots]),
    ...friendLists.flatMap(([user, lists]) => [user, ...lists.flatMap(([, listed]) => listed)]),
    ...friends.flatMap(([user, others]) => [user, ...others]),
    ...chatbots,
  ];
}
