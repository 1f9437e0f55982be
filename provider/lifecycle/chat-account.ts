import { entryOf } from "../client/catalogue";
import { accountCheck, accountDelete, accountImport, accountsPerRequest } from "../client/commands";
import { isTencentChatError } from "../client/errors";
import type { Outcome } from "../client/shapes";
import { BatchLoader } from "./batch-loader";
import type { Context } from "./context";
import { ExplainedError, silence } from "./explained-error";
import {
  accountId,
  boolean,
  changedProperties,
  checkInputs,
  type Fields,
  isKnownText,
  profileText,
} from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { PartialFailure } from "./partial-failure";
import type { Claim } from "./robots/ledger";

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

interface State extends Inputs {
  /** Present when the request was sent and never answered: to be sent again. */
  readonly unconfirmed?: true;
}

type Result = Outcome<{ readonly AccountStatus: string }>;

/** Source: "Deleting Accounts": what the element of an account says that is not there. */
const noAccount = 70107;

/** Source: "Error Codes": a parameter of an account request is wrong, such as one UserID of many. */
const invalid = 70402;

const containerOf = (userId: string): string => `account ${userId}`;
const claimOf = (userId: string): Claim => ({ container: containerOf(userId), accounts: [userId] });

/** What the engine asks of a `ChatAccount`. An account that is there already is adopted. */
export function chatAccount(context: Context): Lifecycle<Inputs, State> {
  const { ledger } = context;
  const statuses = new BatchLoader({
    most: accountsPerRequest,
    ask: (userIds) => resultsOf(context, userIds),
    mayBeOfOne: (error) => isTencentChatError(error) && error.code === invalid,
  });
  return {
    fields,
    owns: ({ userId }) => (isKnownText(userId) ? [`the account ${userId}`] : []),

    check: async (olds, news) => {
      if (olds.userId !== undefined && olds.userId === news.userId)
        ledger.record(claimOf(olds.userId), { isKept: true });
      return checkInputs(fields, news);
    },

    diff: async (_id, olds, news) => {
      const changed = changedProperties(fields, olds, news);
      return {
        changes: changed.length > 0 || olds.unconfirmed === true,
        replaces: changed.filter((property) => property === "userId"),
      };
    },

    create: async (news) => ({ id: news.userId, outs: await ensure(context, {}, news) }),

    update: async (_id, olds, news) => ({ outs: await ensure(context, olds, news) }),

    read: async (id, props) => {
      const state = props?.userId === undefined ? { userId: id } : props;
      if (!isImported(state.userId, await statuses.ask(state.userId))) return {};
      const { unconfirmed: _, ...inputs } = stateOf(state);
      return { id, props: stateOf(state), inputs };
    },

    delete: (_id, { userId, deleteOnDestroy }) =>
      context.withLock(containerOf(userId), async () => {
        if (deleteOnDestroy !== true || ledger.status(containerOf(userId), userId) !== "free") return;
        await remove(context, userId);
      }),
  };
}

/** Only what a state holds: no `undefined`, and nothing of the SDK's. */
function stateOf({ userId, nick, faceUrl, deleteOnDestroy, unconfirmed }: State): State {
  return {
    userId,
    ...(nick === undefined ? {} : { nick }),
    ...(faceUrl === undefined ? {} : { faceUrl }),
    ...(deleteOnDestroy === undefined ? {} : { deleteOnDestroy }),
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
  };
}

/** Imports the account; what it had before and is declared no more is emptied. */
function ensure(context: Context, olds: Partial<State>, news: Inputs): Promise<State> {
  const { userId } = news;
  const state = stateOf({ ...news, unconfirmed: undefined });
  const nick = news.nick ?? (olds.nick === undefined ? undefined : "");
  const faceUrl = news.faceUrl ?? (olds.faceUrl === undefined ? undefined : "");
  return context.withLock(containerOf(userId), async () => {
    try {
      await context.client.call(accountImport, {
        UserID: userId,
        ...(nick === undefined ? {} : { Nick: nick }),
        ...(faceUrl === undefined ? {} : { FaceUrl: faceUrl }),
      });
    } catch (error) {
      if (!isTencentChatError(error) || !error.mayHaveHappened) throw error;
      context.ledger.record(claimOf(userId), { outcome: "present" });
      throw new PartialFailure(
        userId,
        { ...stateOf({ ...olds, ...state }), unconfirmed: true },
        `It is not known whether the account ${userId} is as declared; the next \`pulumi up\` asks for it again. ${error.message}`,
      );
    }
    context.ledger.record(claimOf(userId), { outcome: "present" });
    return state;
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

/** These commands say OK in the whole, and of each account whether it was. */
function refusal(
  path: string,
  userId: string,
  { code, info }: { readonly code: number; readonly info: string },
): ExplainedError {
  const { meaning, hint } = entryOf(code);
  return new ExplainedError(
    `${path}: error ${code} for ${userId}, ${meaning}. The service says: "${info}". ${hint}`,
  );
}
