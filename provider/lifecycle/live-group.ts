import { createGroup, destroyGroup, getGroupInfo, modifyGroup } from "../client/commands";
import { isTencentChatError, mayBeDone } from "../client/errors";
import { message } from "../client/message";
import type { Context } from "./context";
import { ExplainedError, refusal, silence, toldBy } from "./explained-error";
import { changedProperties, checkInputs, type Fields, isKnownText } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { PartialFailure } from "./partial-failure";
import { Container, liveGroup as groupOfRobots } from "./robots/containers";
import { Reconciliation } from "./robots/reconcile";
import { RobotSet } from "./robots/robot-set";
import { groupName, ownGroupId, userId } from "./rules";

const fields: Fields = {
  groupId: { rule: ownGroupId },
  name: { rule: groupName },
  ownerAccount: { rule: userId, optional: true },
};

interface Inputs {
  readonly groupId: string;
  readonly name: string;
  readonly ownerAccount?: string;
}

interface State extends Inputs {
  /** This resource created the group. It deletes no other group. */
  readonly created?: true;
  /** The service's CreateTime, in seconds. It distinguishes the group from a later one with the same ID. */
  readonly createTime?: number;
  /**
   * Present if the create may have failed. The next `up` creates the group again; a destroy deletes it like any other.
   */
  readonly unconfirmed?: true;
}

/** The service's profile of a group. */
interface Profile {
  readonly type: string;
  readonly name: string;
  readonly ownerAccount: string | undefined;
  readonly createTime: number | undefined;
}

const live = "AVChatRoom";
const notThere = 10010;
/** The ID is taken by somebody else, or by this app. Source: "Creating a Group". */
const takenCodes = [10021, 10025];

const containerOf = (groupId: string): string => `group ${groupId}`;

/** The lifecycle of a `LiveGroup`. It never adopts a group, and deletes only the group that it created. */
export function liveGroup(context: Context): Lifecycle<Inputs, State> {
  return {
    fields,
    owns: ({ groupId }) => (isKnownText(groupId) ? [`the live group ${groupId}`] : []),

    check: async (_olds, news) => checkInputs(fields, news),

    diff: async (_id, olds, news) => {
      const changed = changedProperties(fields, olds, news);
      const replaces = changed.filter((property) => property !== "name");
      return {
        changes: changed.length > 0 || olds.unconfirmed === true,
        replaces,
        // Two groups cannot share an ID. The class sets the same option, for a replacement without a diff.
        deleteBeforeReplace: replaces.length > 0,
      };
    },

    create: async (news) => {
      const outs = await ensure(context, news, false);
      await restoreRobots(context, outs);
      return { id: news.groupId, outs };
    },

    update: async (_id, olds, news) => ({
      outs:
        olds.unconfirmed === true ? await ensure(context, news, true) : await renamed(context, olds, news),
    }),

    read: async (id, props) => {
      const groupId = props?.groupId ?? id;
      const profile = await context.shared(containerOf(groupId), "profile", () =>
        profileOf(context, groupId),
      );
      if (profile === undefined || (props !== undefined && isAnother(profile, props))) return {};
      if (profile.type !== live)
        throw new ExplainedError(
          `Group ${groupId} is no live group: it is of type ${profile.type}, not ${live}. Check the ID.`,
        );
      const owner = props?.groupId === undefined ? profile.ownerAccount : props.ownerAccount;
      const inputs = {
        groupId,
        name: profile.name,
        ...(owner === undefined ? {} : { ownerAccount: owner }),
      };
      return { id, props: { ...props, ...inputs }, inputs };
    },

    delete: (_id, olds) =>
      context.withLock(containerOf(olds.groupId), async () => {
        if (olds.created !== true) return;
        const profile = await profileOf(context, olds.groupId);
        if (profile === undefined || isAnother(profile, olds)) return;
        await context.client.call(destroyGroup, { GroupId: olds.groupId });
        context.ledger.recordDissolved(containerOf(olds.groupId));
      }),
  };
}

/** Whether the group under that ID is certainly not the one that this resource created. */
function isAnother({ type, createTime }: Profile, { created, createTime: own }: Partial<State>): boolean {
  if (created !== true) return false;
  return type !== live || (createTime !== undefined && own !== undefined && createTime !== own);
}

/** Undefined when there is no such group. */
async function profileOf({ client }: Context, groupId: string): Promise<Profile | undefined> {
  const answer = await client.call(getGroupInfo, { GroupIdList: [groupId] });
  if (answer.gone) return undefined;
  const result = answer.GroupInfo.find(({ of }) => of === undefined || of === groupId)?.outcome;
  if (result === undefined) throw silence(getGroupInfo.path, `group ${groupId}`);
  if (result.failed) {
    if (result.code === notThere) return undefined;
    throw refusal(getGroupInfo.path, `group ${groupId}`, result);
  }
  const { Type: type, Name: name, Owner_Account: ownerAccount, CreateTime: createTime } = result.fields;
  return { type, name, ownerAccount, createTime };
}

function exists(groupId: string, cause?: Error): ExplainedError {
  const told = cause === undefined ? "" : message` ${toldBy(cause)}`;
  return new ExplainedError(
    message`Group ${groupId} exists already, or a live room has its ID. A LiveGroup never takes over an existing group, since destroying the LiveGroup would dissolve it. Use another groupId; or leave the group out of the program and give its ID to LiveGroupRobots. If you renamed the resource, give it the option \`aliases\`; for \`pulumi up --replace\`, the option \`deleteBeforeReplace\`.${told}`,
    { cause },
  );
}

/**
 * Creates the group.
 *
 * @param isPerhapsThere whether an earlier create of this resource found no such group, and then got no answer. A live group that
 * exists now is then this resource's
 */
function ensure(context: Context, news: Inputs, isPerhapsThere: boolean): Promise<State> {
  const { groupId, name, ownerAccount } = news;
  const owner = ownerAccount === undefined ? {} : { ownerAccount };
  const state: State = { groupId, name, ...owner, created: true };
  return context.withLock(containerOf(groupId), async () => {
    const before = await profileOf(context, groupId);
    if (before !== undefined && (!isPerhapsThere || before.type !== live)) throw exists(groupId);
    if (before === undefined) await create(context, state);
    return settled(state, async () => {
      const profile = before ?? (await profileOf(context, groupId));
      if (profile !== undefined && profile.name !== name) await rename(context, news);
      return profile?.createTime === undefined ? state : { ...state, createTime: profile.createTime };
    });
  });
}

/**
 * Adds the robots again that disappeared, in this run, with the former group of this ID. If their resources name the group by its
 * ID rather than by an output, the engine may have called them before the group disappeared.
 */
async function restoreRobots(context: Context, state: State): Promise<void> {
  const container = new Container(context, groupOfRobots, state.groupId);
  const lost = context.ledger.recordRecreated(container.name);
  const error = await new Reconciliation(container, new RobotSet(), lost).run();
  if (error !== undefined) throw unconfirmed(state, error);
}

/** Runs work on an existing group. If that fails, the state records that there is more to do. */
async function settled(state: State, work: () => Promise<State>): Promise<State> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw unconfirmed(state, error);
  }
}

function unconfirmed(state: State, error: Error): PartialFailure {
  return new PartialFailure(
    state.groupId,
    { ...state, unconfirmed: true },
    message`It is not known whether group ${state.groupId} is there as declared; the next \`pulumi up\` makes sure of it. ${toldBy(error)}`,
  );
}

async function create({ client }: Context, state: State): Promise<void> {
  const { groupId, name, ownerAccount } = state;
  try {
    await client.call(createGroup, {
      Type: live,
      GroupId: groupId,
      Name: name,
      ...(ownerAccount === undefined ? {} : { Owner_Account: ownerAccount }),
    });
  } catch (error) {
    if (!isTencentChatError(error)) throw error;
    const isTaken = error.code !== undefined && takenCodes.includes(error.code);
    // An earlier attempt of this call created the group, and its answer was lost.
    if (isTaken && error.mayHaveHappened) return;
    if (isTaken) throw exists(groupId, error);
    throw error.mayHaveHappened ? unconfirmed(state, error) : error;
  }
}

/** Renames the group and returns its new state. */
function renamed(context: Context, olds: State, news: Inputs): Promise<State> {
  return context.withLock(containerOf(news.groupId), async () => {
    try {
      await rename(context, news);
    } catch (error) {
      if (!mayBeDone(error)) throw error;
      throw unconfirmed({ ...olds, name: news.name }, error);
    }
    return { ...olds, name: news.name };
  });
}

async function rename({ client }: Context, { groupId, name }: Inputs): Promise<void> {
  await client.call(modifyGroup, { GroupId: groupId, Name: name });
}
