import { accountCheck, accountDelete, accountImport, accountsPerRequest } from "../client/commands";
import { isTencentChatError } from "../client/errors";
import type { Outcome } from "../client/shapes";
import { accountLifecycle, profileOf, type State } from "./accounts";
import { BatchLoader } from "./batch-loader";
import type { Context } from "./context";
import { refusal, silence } from "./explained-error";
import type { Fields } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { accountId, boolean, profileText } from "./rules";

const fields: Fields = {
  userId: { rule: accountId },
  nick: { rule: profileText, optional: true, default: "" },
  faceUrl: { rule: profileText, optional: true, default: "" },
  deleteOnDestroy: { rule: boolean, optional: true, default: false },
};

interface Inputs {
  readonly userId: string;
  readonly nick?: string;
  readonly faceUrl?: string;
  readonly deleteOnDestroy?: boolean;
}

type Result = Outcome<{ readonly AccountStatus: string }>;

/** The account does not exist. Source: "Deleting Accounts". */
const noAccount = 70107;

/** A parameter of an account request is wrong, such as one UserID of many. Source: "Error Codes". */
const invalid = 70402;

/** The lifecycle of a `ChatAccount`. */
export function chatAccount(context: Context): Lifecycle<Inputs, State<Inputs>> {
  const statuses = new BatchLoader({
    most: accountsPerRequest,
    ask: (userIds) => resultsOf(context, userIds),
    mayBeOfOne: (error) => isTencentChatError(error) && error.code === invalid,
  });
  return accountLifecycle(context, {
    noun: "account",
    fields,
    containerOf: (userId) => `account ${userId}`,
    texts: ["nick", "faceUrl"],
    isDeletedBeforeReplace: false,
    isThere: async (userId) => isImported(userId, await statuses.ask(userId)),
    requests: (olds, news) => {
      const { nick: Nick, faceUrl: FaceUrl } = profileOf(["nick", "faceUrl"], olds, news);
      const request = {
        UserID: news.userId,
        ...(Nick === undefined ? {} : { Nick }),
        ...(FaceUrl === undefined ? {} : { FaceUrl }),
      };
      return [() => context.client.call(accountImport, request)];
    },
    remove: async ({ userId, deleteOnDestroy }) => {
      if (deleteOnDestroy === true) await remove(context, userId);
    },
  });
}

async function resultsOf({ client }: Context, userIds: readonly string[]): Promise<Map<string, Result>> {
  const answer = await client.call(accountCheck, { CheckItem: userIds.map((UserID) => ({ UserID })) });
  const items = answer.gone ? [] : answer.ResultItem;
  return new Map(items.map(({ of, outcome }) => [of, outcome]));
}

function isImported(userId: string, result: Result | undefined): boolean {
  if (result === undefined) throw silence(accountCheck.path, userId);
  if (result.failed) throw refusal(accountCheck.path, userId, result);
  return result.fields.AccountStatus === "Imported";
}

async function remove({ client }: Context, userId: string): Promise<void> {
  const answer = await client.call(accountDelete, { DeleteItem: [{ UserID: userId }] });
  if (answer.gone) return;
  const result = answer.ResultItem.find(({ of }) => of === userId)?.outcome;
  if (result === undefined) throw silence(accountDelete.path, userId);
  if (result.failed && result.code !== noAccount) throw refusal(accountDelete.path, userId, result);
}
