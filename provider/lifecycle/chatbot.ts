import { createChatbot, deleteChatbot, getChatbots, setProfile } from "../client/commands";
import { isTencentChatError } from "../client/errors";
import { accountLifecycle, profileOf, type State } from "./accounts";
import type { Context } from "./context";
import type { Fields } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { profileTexts } from "./profiles";
import { chatbotId, profileText } from "./rules";

const fields: Fields = {
  userId: { rule: chatbotId },
  ...Object.fromEntries(
    profileTexts.map(({ property }) => [property, { rule: profileText, optional: true, default: "" }]),
  ),
};

interface Inputs {
  readonly userId: string;
  readonly nick?: string;
  readonly faceUrl?: string;
  readonly selfSignature?: string;
}

/** One container for all chatbots, since the service lists them together. */
const container = "chatbots";

/** Invalid parameter. Source: "Deleting Chatbot Accounts". */
const invalid = 10004;

/** The lifecycle of a `Chatbot`. */
export function chatbot(context: Context): Lifecycle<Inputs, State<Inputs>> {
  return accountLifecycle(context, {
    noun: "chatbot",
    fields,
    containerOf: () => container,
    texts: profileTexts.map(({ property }) => property),
    // An app takes a limited number of chatbots: the new one may need the place of the old one.
    isDeletedBeforeReplace: true,
    isThere: async (userId) => {
      const all = await context.shared(container, "all", () => chatbotsOf(context));
      return all.has(userId);
    },
    requests: (olds, news) => requests(context, olds, news),
    remove: ({ userId }) => remove(context, userId),
  });
}

/** Creates the chatbot unless it certainly exists, and always sets its profile, since an adopted chatbot keeps its former one. */
function requests(
  { client }: Context,
  olds: State<Inputs> | undefined,
  news: Inputs,
): (() => Promise<unknown>)[] {
  const { userId } = news;
  const texts = profileOf(
    profileTexts.map(({ property }) => property),
    olds,
    news,
  );
  const declared = profileTexts.flatMap(({ property, ...names }) => {
    const text = texts[property];
    return text === undefined ? [] : [{ ...names, text }];
  });
  const given = Object.fromEntries(declared.map(({ field, text }) => [field, text]));
  const ProfileItem = declared.map(({ tag: Tag, text: Value }) => ({ Tag, Value }));
  const create = () => client.call(createChatbot, { UserID: userId, ...given });
  const set = () => client.call(setProfile, { From_Account: userId, ProfileItem });
  const isCertain = olds !== undefined && olds.unconfirmed !== true;
  return [...(isCertain ? [] : [create]), ...(ProfileItem.length > 0 ? [set] : [])];
}

/** The UserIDs of all chatbots of an app. */
export async function chatbotsOf({ client }: Context): Promise<ReadonlySet<string>> {
  const answer = await client.call(getChatbots, {});
  return new Set(answer.gone ? [] : answer.Robot_Account);
}

async function remove(context: Context, userId: string): Promise<void> {
  try {
    await context.client.call(deleteChatbot, { Robot_Account: userId });
  } catch (error) {
    // No document names the code for a chatbot that does not exist. The list distinguishes it from a wrong UserID.
    if (!isTencentChatError(error) || error.code !== invalid) throw error;
    if ((await chatbotsOf(context)).has(userId)) throw error;
  }
}
