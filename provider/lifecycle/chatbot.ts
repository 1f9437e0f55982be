import { createChatbot, deleteChatbot, getChatbots, setProfile } from "../client/commands";
import { isTencentChatError } from "../client/errors";
import type { Context } from "./context";
import { changedProperties, chatbotId, checkInputs, type Fields, isKnownText, profileText } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { PartialFailure } from "./partial-failure";
import type { Claim } from "./robots/ledger";

/** What a chatbot shows of itself: how "Creating Chatbot Accounts" and "Setting Profiles" call it. */
const profile = [
  { property: "nick", field: "Nick", tag: "Tag_Profile_IM_Nick" },
  { property: "faceUrl", field: "FaceUrl", tag: "Tag_Profile_IM_Image" },
  { property: "selfSignature", field: "SelfSignature", tag: "Tag_Profile_IM_SelfSignature" },
] as const;

const fields: Fields = {
  userId: { rule: chatbotId },
  ...Object.fromEntries(
    profile.map(({ property }) => [property, { rule: profileText, optional: true, default: "" }]),
  ),
};

interface Inputs {
  readonly userId: string;
  readonly nick?: string;
  readonly faceUrl?: string;
  readonly selfSignature?: string;
}

interface State extends Inputs {
  /** Present when it is not known whether the chatbot is as declared: to be asked for again. */
  readonly unconfirmed?: true;
}

/** One container for all, since they are listed together. */
const container = "chatbots";
const claimOf = (userId: string): Claim => ({ container, accounts: [userId] });
const changing = <Result>(context: Context, userId: string, work: () => Promise<Result>): Promise<Result> =>
  context.withLock(`chatbot ${userId}`, work, container);

/** Source: "Deleting Chatbot Accounts": invalid parameter. */
const invalid = 10004;

/** What the engine asks of a `Chatbot`. One that is there already is adopted. */
export function chatbot(context: Context): Lifecycle<Inputs, State> {
  const { ledger } = context;
  return {
    fields,
    owns: ({ userId }) => (isKnownText(userId) ? [`the chatbot ${userId}`] : []),

    check: async (olds, news) => {
      if (olds.userId !== undefined && olds.userId === news.userId)
        ledger.record(claimOf(olds.userId), { isKept: true });
      return checkInputs(fields, news);
    },

    diff: async (_id, olds, news) => {
      const changed = changedProperties(fields, olds, news);
      const replaces = changed.filter((property) => property === "userId");
      return {
        changes: changed.length > 0 || olds.unconfirmed === true,
        replaces,
        // An app takes a limited number of chatbots: the new one may need the place of the old one.
        deleteBeforeReplace: replaces.length > 0,
      };
    },

    create: async (news) => ({ id: news.userId, outs: await ensure(context, undefined, news) }),

    update: async (_id, olds, news) => ({ outs: await ensure(context, olds, news) }),

    read: async (id, props) => {
      const state = props?.userId === undefined ? { userId: id } : props;
      const all = await context.shared(container, "all", () => chatbots(context));
      if (!all.has(state.userId)) return {};
      const { unconfirmed: _, ...inputs } = stateOf(state);
      return { id, props: stateOf(state), inputs };
    },

    delete: (_id, { userId }) =>
      changing(context, userId, async () => {
        if (ledger.status(container, userId) === "free") await remove(context, userId);
      }),
  };
}

/** Only what a state holds: no `undefined`, and nothing of the SDK's. */
function stateOf({ userId, nick, faceUrl, selfSignature, unconfirmed }: State): State {
  return {
    userId,
    ...(nick === undefined ? {} : { nick }),
    ...(faceUrl === undefined ? {} : { faceUrl }),
    ...(selfSignature === undefined ? {} : { selfSignature }),
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
  };
}

/**
 * Creates the chatbot unless it is there for sure, and sets its profile, also after creating it: one that was there already
 * keeps the profile that it had. What it had before and is declared no more is emptied.
 */
function ensure(context: Context, olds: State | undefined, news: Inputs): Promise<State> {
  const { client, ledger } = context;
  const { userId } = news;
  const state = stateOf({ ...news, unconfirmed: undefined });
  const declared = profile.flatMap(({ property, ...names }) => {
    const value = news[property] ?? (olds?.[property] === undefined ? undefined : "");
    return value === undefined ? [] : [{ ...names, value }];
  });
  const given = Object.fromEntries(declared.map(({ field, value }) => [field, value]));
  const ProfileItem = declared.map(({ tag: Tag, value: Value }) => ({ Tag, Value }));
  return changing(context, userId, async () => {
    let isNew = false;
    try {
      if (olds === undefined || olds.unconfirmed === true) {
        await client.call(createChatbot, { UserID: userId, ...given });
        isNew = olds === undefined;
      }
      if (ProfileItem.length > 0) await client.call(setProfile, { From_Account: userId, ProfileItem });
    } catch (error) {
      if (!isTencentChatError(error) || !(isNew || error.mayHaveHappened)) throw error;
      ledger.record(claimOf(userId), { outcome: "present" });
      throw new PartialFailure(
        userId,
        { ...stateOf({ ...olds, ...state }), unconfirmed: true },
        `It is not known whether the chatbot ${userId} is as declared; the next \`pulumi up\` asks for it again. ${error.message}`,
      );
    }
    ledger.record(claimOf(userId), { outcome: "present" });
    return state;
  });
}

async function chatbots({ client }: Context): Promise<ReadonlySet<string>> {
  const answer = await client.call(getChatbots, {});
  return new Set(answer.gone ? [] : answer.Robot_Account);
}

async function remove(context: Context, userId: string): Promise<void> {
  try {
    await context.client.call(deleteChatbot, { Robot_Account: userId });
  } catch (error) {
    // The code for one that is not there is not documented; the list tells it from a UserID that is wrong.
    if (!isTencentChatError(error) || error.code !== invalid) throw error;
    if ((await chatbots(context)).has(userId)) throw error;
  }
}
