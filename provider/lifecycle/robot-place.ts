import type { Client } from "../client/client";
import type { Context } from "./context";
import { named } from "./dated";
import type { Fields } from "./inputs";
import type { Robots } from "./ownership";
import { type OwnedRobots, recentlyAdded } from "./robot-set";

/** The robots that the service shows in a place. */
export interface Listing {
  readonly accounts: ReadonlySet<string>;
  /** When it was asked, in milliseconds. */
  readonly askedAt: number;
  /** Whether who is not in it was not there at that time; else it may be behind, by `listDelaySeconds`. */
  readonly isExact: boolean;
  /** Whether it was read to its end; else absence from it proves nothing. */
  readonly isComplete: boolean;
}

/** How the service has robots in places of one kind. All calls say with an error that there is no such place. */
export interface PlaceKind {
  /** What a person calls it, before its ID. */
  readonly noun: string;
  /** The property with its ID. */
  readonly idProperty: "groupId" | "roomId";
  readonly fields: Fields;
  /** Robots in one request. */
  readonly robotsPerRequest: number;
  /** The code that says that there is no such place. */
  readonly goneCode: number;
  /** Whether it has a place for a limited number, so that an update has to delete before it adds. */
  readonly isSmall: boolean;
  readonly add: (client: Client, id: string, accounts: readonly string[]) => Promise<unknown>;
  /** Succeeds where the place is gone. */
  readonly remove: (client: Client, id: string, accounts: readonly string[]) => Promise<unknown>;
  /** Undefined when the place is gone. */
  readonly list: (context: Context, id: string) => Promise<Listing | undefined>;
}

/** What a program declares of robots in one place. */
export interface Inputs {
  readonly groupId?: string;
  readonly roomId?: string;
  readonly memberAccounts: readonly string[];
}

export interface State extends Inputs, OwnedRobots {}

/** One kind of place, in one run. */
export interface Kind extends PlaceKind {
  readonly context: Context;
  readonly idOf: (inputs: Partial<Inputs>) => string;
  readonly robotsIn: (id: string, accounts: readonly string[]) => Robots;
  readonly withLock: <Result>(id: string, work: () => Promise<Result>) => Promise<Result>;
  /** Asked once for all resources that ask at about the same time. */
  readonly listing: (id: string) => Promise<Listing | undefined>;
}

export function kindIn(context: Context, place: PlaceKind): Kind {
  const placeOf = (id: string): string => `${place.noun} ${id}`;
  return {
    ...place,
    context,
    idOf: (inputs) => inputs[place.idProperty] ?? "",
    robotsIn: (id, accounts) => ({ place: placeOf(id), accounts }),
    withLock: (id, work) => context.withLock(placeOf(id), work),
    listing: (id) => context.shared(placeOf(id), "robots", () => place.list(context, id)),
  };
}

/** None where they are unknown, or no list, which `check` says. */
export function robotsOf({ idOf, robotsIn }: Kind, inputs: Partial<Inputs>): Robots {
  return robotsIn(idOf(inputs), Array.isArray(inputs.memberAccounts) ? inputs.memberAccounts : []);
}

/** Those that it deleted in earlier runs. */
export function deletedOf({ idOf, robotsIn }: Kind, state: State): Robots {
  return robotsIn(
    idOf(state),
    named(state.deleted).flatMap(({ memberAccounts }) => memberAccounts),
  );
}

/** Which of the resource's robots the service still holds, or undefined when there are none. */
export function stillThere(
  state: State,
  listing: Listing,
  listDelaySeconds: number,
): OwnedRobots | undefined {
  const { accounts, isComplete, isExact } = listing;
  // An exact list leaves nothing to doubt.
  const recent = isExact ? new Set<string>() : recentlyAdded(state, listing.askedAt, listDelaySeconds);
  const unconfirmed = isExact ? [] : (state.unconfirmed ?? []).filter((account) => !accounts.has(account));
  const isThere = (account: string): boolean =>
    !isComplete || accounts.has(account) || recent.has(account) || unconfirmed.includes(account);
  const memberAccounts = state.memberAccounts.filter(isThere);
  if (memberAccounts.length === 0) return undefined;
  return {
    memberAccounts,
    ...(state.added === undefined ? {} : { added: state.added }),
    ...(state.deleted === undefined ? {} : { deleted: state.deleted }),
    ...(unconfirmed.length > 0 ? { unconfirmed } : {}),
  };
}
