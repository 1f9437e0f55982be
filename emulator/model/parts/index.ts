import type { AppState } from "../app-state";
import { accounts, chatbots, deletedAccounts, profiles } from "./accounts";
import { groups, rooms } from "./containers";
import { friendLists, friends, listedFriends, listSequences } from "./friends";
import type { Part } from "./part";

type PartName = keyof AppState;

/**
 * All parts of a world for state and seed. The state shows the parts, and a seed adds them, in this order: the check that a live
 * room and a group have different IDs needs the groups before the rooms.
 *
 * A new part is an entry here, with its type in AppState and its field in World. The state file needs no entry: it keeps every field
 * of World, including what no part shows, such as the order of the accounts.
 */
export const parts: { readonly [Name in PartName]-?: Part<NonNullable<AppState[Name]>> } = {
  accounts,
  groups,
  rooms,
  friendLists,
  chatbots,
  profiles,
  deletedAccounts,
  friends,
  listedFriends,
  listSequences,
};

export const partNames = Object.keys(parts) as readonly PartName[];
