import { union } from "./batches";
import type { Context } from "./context";
import { changedProperties, checkInputs } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { isUnsettled, leave, noteChange, recall, recallDeletions } from "./place-ownership";
import { converge, deleteAll } from "./robot-changes";
import { type Inputs, kindIn, type PlaceKind, type State, stillThere } from "./robot-place";

/** What the engine asks of robots in a place. Additive: a resource owns the accounts that it names and no others. */
export function placeRobots(context: Context, place: PlaceKind): Lifecycle<Inputs, State> {
  const kind = kindIn(context, place);
  const { idOf } = kind;

  return {
    check: async (olds, news) => {
      noteChange(kind, olds, news);
      return checkInputs(place.fields, news);
    },

    diff: async (_id, olds, news) => {
      recall(kind, olds, news);
      const changed = changedProperties(place.fields, olds, news);
      return {
        changes: changed.length > 0 || isUnsettled(kind, olds, news),
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
      kind.withLock(idOf(olds), async () => {
        recallDeletions(kind, olds);
        await deleteAll(kind, olds);
      }),

    leave: (olds) => leave(kind, olds),
  };
}
