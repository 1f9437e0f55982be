import { at, entriesOf, integerOf, ShapeError, stringsOf } from "../../json-reader";
import { limits } from "../limits";
import type { World } from "../world";
import { byUser, checkTextOf, checkUser, type Part, recordOf, sorted } from "./part";

/** The friends in each list, by the list's name. */
type Lists = readonly (readonly [name: string, friends: readonly string[]])[];

/** The names of the lists, including empty ones. */
export const friendLists: Part<Record<string, string[]>> = {
  isAlwaysShown: true,
  show: (world) => recordOf(world.friendLists, (lists) => sorted(lists.keys())),
  add(world, given, path) {
    for (const [user, lists] of byUser(given, path, readNames)) addLists(world, user, lists, path);
  },
};

/** The friends in the lists that are not empty. */
export const listedFriends: Part<Record<string, Record<string, string[]>>> = {
  show(world) {
    const filled = [...world.friendLists].map(
      ([user, lists]) => [user, [...lists].filter(([, { size }]) => size > 0)] as const,
    );
    return recordOf(
      filled.filter(([, lists]) => lists.length > 0),
      (lists) => recordOf(lists, sorted),
    );
  },
  add(world, given, path) {
    for (const [user, lists] of byUser(given, path, readLists)) addLists(world, user, lists, path);
  },
};

export const friends: Part<Record<string, string[]>> = {
  show: (world) =>
    recordOf(
      [...world.friends].filter(([, { size }]) => size > 0),
      sorted,
    ),
  add(world, given, path) {
    for (const [user, others] of byUser(given, path, readUsers)) {
      for (const account of [user, ...others]) world.addAccount(account);
      world.friends.set(user, new Set([...world.friendsOf(user), ...others]));
    }
  },
};

export const listSequences: Part<Record<string, number>> = {
  show: (world) => Object.fromEntries(world.sequences),
  add(world, given, path) {
    for (const [user, sequence] of byUser(given, path, readSequence)) world.sequences.set(user, sequence);
  },
};

/** @throws ShapeError */
function addLists(world: World, user: string, lists: Lists, path: string): void {
  for (const account of [user, ...lists.flatMap(([, listed]) => listed)]) world.addAccount(account);
  const merged = world.listsOf(user);
  for (const [name, listed] of lists) merged.set(name, new Set([...(merged.get(name) ?? []), ...listed]));
  if (merged.size > limits.listsPerUser)
    throw new ShapeError(at(path, user), `a user has at most ${limits.listsPerUser} friend lists`);
  world.friendLists.set(user, merged);
}

function readNames(names: unknown, path: string): Lists {
  return stringsOf(names, path, checkListName).map((name) => [name, []]);
}

function readLists(lists: unknown, path: string): Lists {
  return entriesOf(lists, path).map(([name, listed, listPath]) => {
    checkListName(name, listPath);
    return [name, readUsers(listed, listPath)];
  });
}

function readUsers(users: unknown, path: string): readonly string[] {
  return stringsOf(users, path, checkUser);
}

function readSequence(value: unknown, path: string): number {
  return integerOf(value, path, 0, Number.MAX_SAFE_INTEGER);
}

const checkListName = checkTextOf(limits.listNameBytes);
