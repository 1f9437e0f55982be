import { union, without } from "./batches";
import type { Context } from "./context";
import { named } from "./dated";
import { changedProperties, checkInputs } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { converge, deleteAll } from "./robot-changes";
import {
  deletedOf,
  type Inputs,
  type Kind,
  kindIn,
  type Listing,
  type PlaceKind,
  robotsOf,
  type State,
} from "./robot-place";
import { additionsOf, type OwnedRobots, recentlyAdded } from "./robot-set";

/** What the engine asks of robots in a place. Additive: a resource owns the accounts that it names and no others. */
export function placeRobots(context: Context, place: PlaceKind): Lifecycle<Inputs, State> {
  const { ownership } = context;
  const kind = kindIn(context, place);
  const { idOf } = kind;

  return {
    check: async (olds, news) => {
      noteChange(kind, olds, news);
      return checkInputs(place.fields, news);
    },

    diff: async (_id, olds, news) => {
      recallDeletions(kind, olds);
      recallAdditions(kind, olds, news);
      const lost = [...ownership.doubtful(robotsOf(kind, news)), ...ownership.missed(deletedOf(kind, olds))];
      const changed = changedProperties(place.fields, olds, news);
      return {
        changes: changed.length > 0 || olds.unconfirmed !== undefined || lost.length > 0,
        replaces: changed.filter((property) => property === place.idProperty),
      };
    },

    create: async (news) => ({
      id: idOf(news),
      outs: await converge(kind, { ...news, memberAccounts: [] }, news),
    }),

    update: async (_id, olds, news) => ({ outs: await converge(kind, olds, news) }),

    read: async (id, props) => {
      const placeId = props?.[place.idProperty] ?? id;
      const listing = await kind.listing(placeId);
      if (listing === undefined) return {};
      const found =
        props?.memberAccounts === undefined
          ? { memberAccounts: union([...listing.accounts], []) }
          : stillThere(props, listing, context.configuration.behaviour.listDelaySeconds);
      if (found === undefined) return {};
      const inputs = { [place.idProperty]: placeId, memberAccounts: found.memberAccounts };
      return { id, props: { ...inputs, ...found }, inputs };
    },

    delete: (_id, olds) =>
      kind.alone(idOf(olds), async () => {
        recallDeletions(kind, olds);
        await deleteAll(kind, olds);
      }),

    leave: (olds) => {
      ownership.giveUp(robotsOf(kind, olds));
      recallDeletions(kind, olds);
    },
  };
}

/** What a resource keeps, and what it gives up, of what it owned before this run. */
function noteChange(kind: Kind, olds: Partial<Inputs>, news: Partial<Inputs>): void {
  const { ownership } = kind.context;
  const before = robotsOf(kind, olds);
  const after = robotsOf(kind, news);
  if (!Array.isArray(news.memberAccounts)) return;
  const given = before.place === after.place ? without(before.accounts, after.accounts) : before.accounts;
  ownership.keep({ ...before, accounts: without(before.accounts, given) });
  ownership.giveUp({ ...before, accounts: given });
}

function recallDeletions({ context, idOf, robotsIn }: Kind, state: Partial<State>): void {
  for (const { at, memberAccounts } of named(state.deleted)) {
    context.ownership.deletedAt(robotsIn(idOf(state), memberAccounts), at);
  }
}

/** Of what the resource keeps: when another one added what this one gives up is nothing to that other one. */
function recallAdditions(kind: Kind, olds: State, news: Inputs): void {
  const declared = new Set(robotsOf(kind, news).accounts);
  for (const { at, memberAccounts } of additionsOf(olds)) {
    const kept = memberAccounts.filter((account) => declared.has(account));
    kind.context.ownership.addedAt(kind.robotsIn(kind.idOf(olds), kept), at);
  }
}

/** Which of the resource's robots the service still holds, or undefined when there are none. */
function stillThere(state: State, listing: Listing, listDelaySeconds: number): OwnedRobots | undefined {
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
