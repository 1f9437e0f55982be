import { isTencentChatError } from "../client/errors";
import { message } from "../client/message";
import type { Context } from "./context";
import { toldBy } from "./explained-error";
import { changedProperties, checkInputs, declaredIn, type Fields, isKnownText } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { PartialFailure } from "./partial-failure";
import { type ProfileText, profileNow } from "./profiles";
import type { Facts } from "./robots/ledger";

interface Identified extends Partial<Readonly<Record<ProfileText, string>>> {
  readonly userId: string;
}

export type State<Inputs> = Inputs & {
  /** Present if the account may not be as declared; the next `up` sends the requests again. */
  readonly unconfirmed?: true;
};

/** The differences between the types of resources that are accounts. */
export interface AccountKind<Inputs extends Identified> {
  /** A word for messages. */
  readonly noun: string;
  readonly fields: Fields;
  /** The container that lists the account, in the ledger and in the cache of answers. */
  readonly containerOf: (userId: string) => string;
  /** The inputs that are texts of the profile. */
  readonly texts: readonly ProfileText[];
  readonly isDeletedBeforeReplace: boolean;
  readonly isThere: (userId: string) => Promise<boolean>;
  /**
   * The requests that bring an account into the declared state, in order.
   *
   * @param olds the resource's former state; undefined for a new resource
   */
  readonly requests: (olds: State<Inputs> | undefined, news: Inputs) => readonly (() => Promise<unknown>)[];
  /** Succeeds too if there is no such account. */
  readonly remove: (state: State<Inputs>) => Promise<void>;
}

/** The lifecycle of a resource that is an account. It adopts an existing account. */
export function accountLifecycle<Inputs extends Identified>(
  context: Context,
  kind: AccountKind<Inputs>,
): Lifecycle<Inputs, State<Inputs>> {
  const { ledger } = context;
  const { noun, fields, containerOf } = kind;
  const record = (userId: string, facts: Facts): void => ledger.record(containerOf(userId), [userId], facts);
  const changing = <Result>({ userId }: Identified, work: () => Promise<Result>): Promise<Result> =>
    context.withLock(`${noun} ${userId}`, work, containerOf(userId));

  const ensure = (olds: State<Inputs> | undefined, news: Inputs): Promise<State<Inputs>> =>
    changing(news, async () => {
      const { userId } = news;
      let isNew = false;
      try {
        for (const request of kind.requests(olds, news)) {
          await request();
          isNew = olds === undefined;
        }
      } catch (error) {
        if (!isTencentChatError(error) || !(isNew || error.mayHaveHappened)) throw error;
        record(userId, { outcome: "present" });
        throw new PartialFailure(
          userId,
          { ...declaredIn(fields, { ...olds, ...declaredIn(fields, news) }), unconfirmed: true },
          message`It is not known whether the ${noun} ${userId} is as declared; the next \`pulumi up\` sends the requests again. ${toldBy(error)}`,
        );
      }
      record(userId, { outcome: "present" });
      return declaredIn(fields, news);
    });

  return {
    fields,
    owns: ({ userId }) => (isKnownText(userId) ? [`the ${noun} ${userId}`] : []),

    check: async (olds, news) => {
      if (olds.userId !== undefined && olds.userId === news.userId) {
        record(olds.userId, { isKept: true });
      }
      return checkInputs(fields, news);
    },

    diff: async (_id, olds, news) => {
      const changed = changedProperties(fields, olds, news);
      const replaces = changed.filter((property) => property === "userId");
      return {
        changes: changed.length > 0 || olds.unconfirmed === true,
        replaces,
        ...(kind.isDeletedBeforeReplace ? { deleteBeforeReplace: replaces.length > 0 } : {}),
      };
    },

    create: async (news) => ({ id: news.userId, outs: await ensure(undefined, news) }),

    update: async (_id, olds, news) => ({ outs: await ensure(olds, news) }),

    read: async (id, props) => {
      const state = props?.userId === undefined ? ({ userId: id } as State<Inputs>) : props;
      if (!(await kind.isThere(state.userId))) return {};
      const declared = kind.texts.filter((text) => state[text] !== undefined);
      const now = await profileNow(context, state.userId, declared);
      const inputs = { ...declaredIn(fields, state), ...now };
      const { unconfirmed } = state;
      return { id, props: { ...inputs, ...(unconfirmed === undefined ? {} : { unconfirmed }) }, inputs };
    },

    delete: (_id, olds) =>
      changing(olds, async () => {
        if (ledger.status(containerOf(olds.userId), olds.userId) === "free") await kind.remove(olds);
      }),
  };
}

/**
 * The texts to write into a profile: the declared ones, and an empty text for each one that is no longer declared.
 *
 * @param properties the inputs that are texts of the profile
 */
export function profileOf<Property extends string>(
  properties: readonly Property[],
  olds: Partial<Record<Property, string>> | undefined,
  news: Partial<Record<Property, string>>,
): Partial<Record<Property, string>> {
  const texts = properties.map((each) => [each, news[each] ?? (olds?.[each] === undefined ? undefined : "")]);
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined)) as Partial<
    Record<Property, string>
  >;
}
