import { getProfiles, profilesPerRequest } from "../client/commands";
import { isTencentChatError } from "../client/errors";
import type { Outcome } from "../client/shapes";
import { BatchLoader } from "./batch-loader";
import type { Context } from "./context";
import { refusal, silence } from "./explained-error";

/** The texts of a profile, by their names in "Creating Chatbot Accounts" and in "Setting Profiles". */
export const profileTexts = [
  { property: "nick", field: "Nick", tag: "Tag_Profile_IM_Nick" },
  { property: "faceUrl", field: "FaceUrl", tag: "Tag_Profile_IM_Image" },
  { property: "selfSignature", field: "SelfSignature", tag: "Tag_Profile_IM_SelfSignature" },
] as const;

export type ProfileText = (typeof profileTexts)[number]["property"];

type Result = Outcome<{
  readonly ProfileItem: readonly { readonly Tag: string; readonly Value: string }[];
}>;

const TagList = profileTexts.map(({ tag }) => tag);

/** Codes that one wrong or missing account among many may cause. Source: "Setting Profiles". */
const ofOne = [40001, 40003];

/** One loader for the accounts and chatbots of an app together. */
const loaders = new WeakMap<Context, BatchLoader<Result>>();

function loaderFor(context: Context): BatchLoader<Result> {
  const loader =
    loaders.get(context) ??
    new BatchLoader({
      most: profilesPerRequest,
      ask: (userIds) => resultsOf(context, userIds),
      mayBeOfOne: (error) =>
        isTencentChatError(error) && error.code !== undefined && ofOne.includes(error.code),
    });
  loaders.set(context, loader);
  return loader;
}

async function resultsOf({ client }: Context, userIds: readonly string[]): Promise<Map<string, Result>> {
  const answer = await client.call(getProfiles, { To_Account: userIds, TagList });
  const items = answer.gone ? [] : answer.UserProfileItem;
  return new Map(items.map(({ of, outcome }) => [of, outcome]));
}

/**
 * The texts of an existing account in the service. A text that the answer lacks is empty.
 *
 * @param properties the declared texts; without any, no request is sent
 */
export async function profileNow(
  context: Context,
  userId: string,
  properties: readonly ProfileText[],
): Promise<Partial<Record<ProfileText, string>>> {
  if (properties.length === 0) return {};
  const result = await loaderFor(context).ask(userId);
  if (result === undefined) throw silence(getProfiles.path, userId);
  if (result.failed) throw refusal(getProfiles.path, userId, result);
  const values = new Map(result.fields.ProfileItem.map(({ Tag, Value }) => [Tag, Value]));
  const asked = profileTexts.filter(({ property }) => properties.includes(property));
  return Object.fromEntries(asked.map(({ property, tag }) => [property, values.get(tag) ?? ""]));
}
