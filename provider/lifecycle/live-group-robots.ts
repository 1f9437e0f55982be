import {
  addRobots,
  delRobots,
  getMembers,
  onlineListCap,
  robotMark,
  robotsPerRequest,
} from "../client/commands";
import { TencentChatError } from "../client/errors";
import { batchesOf, union, without } from "./batches";
import type { Context } from "./context";
import { changedProperties, checkInputs, type Fields, groupId, listOf, userId } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import { followPages } from "./pages";
import { PartialFailure } from "./partial-failure";
import { type OwnedRobots, RobotSet, recentlyAdded } from "./robot-set";

const fields: Fields = {
  groupId: { rule: groupId },
  memberAccounts: { rule: listOf(userId, "UserIDs"), isSet: true },
};

interface Inputs {
  readonly groupId: string;
  readonly memberAccounts: readonly string[];
}

interface State extends Inputs, OwnedRobots {}

/** What the engine asks of a `LiveGroupRobots`. Additive: it owns the accounts that it names and no others. */
export function liveGroupRobots(context: Context): Lifecycle<Inputs, State> {
  return {
    check: async (olds, news) => {
      claimKept(context, olds, news);
      return checkInputs(fields, news);
    },

    diff: async (_id, olds, news) => {
      const changed = changedProperties(fields, olds, news);
      return {
        changes: changed.length > 0 || olds.unconfirmed !== undefined || removed(context, news).length > 0,
        replaces: changed.filter((property) => property === "groupId"),
      };
    },

    create: async (news) => ({
      id: news.groupId,
      outs: await converge(context, { groupId: news.groupId, memberAccounts: [] }, news),
    }),

    update: async (_id, olds, news) => ({ outs: await converge(context, olds, news) }),

    read: async (id, props) => {
      const groupId = props?.groupId ?? id;
      const found =
        props?.memberAccounts === undefined ? await allRobots(context, groupId) : await find(context, props);
      if (found === undefined) return {};
      return {
        id,
        props: { groupId, ...found },
        inputs: { groupId, memberAccounts: found.memberAccounts },
      };
    },

    delete: (_id, { groupId, memberAccounts }) =>
      alone(context, groupId, async () => {
        for (const batch of batchesOf(toRemove(context, groupId, memberAccounts), robotsPerRequest)) {
          await context.client.call(delRobots, { GroupId: groupId, Member_Account: batch });
        }
      }),
  };
}

function alone<Result>(context: Context, groupId: string, work: () => Promise<Result>): Promise<Result> {
  return context.alone(`group ${groupId}`, work);
}

const robotKey = (groupId: string, account: string): string => `robot of group ${groupId}: ${account}`;

function claim(context: Context, groupId: string, accounts: readonly string[]): void {
  for (const account of accounts) context.claim(robotKey(groupId, account));
}

/**
 * Claims what a resource owned before this run and still declares. It may see no other call in this run: the `up` that
 * gave it these robots may have been stopped before it took them from the resource that had them, which is next.
 */
function claimKept(context: Context, olds: Partial<Inputs>, news: Partial<Inputs>): void {
  const { groupId } = news;
  if (groupId === undefined || olds.groupId !== groupId) return;
  const before = new Set(accountsOf(olds));
  const kept = accountsOf(news).filter((account) => before.has(account));
  // What is removed already stays noted as that: this resource's diff has to find it.
  claim(
    context,
    groupId,
    kept.filter((account) => !context.isRemoved(robotKey(groupId, account))),
  );
}

/** None where they are unknown, or no list, which `check` says. */
function accountsOf({ memberAccounts }: Partial<Inputs>): readonly string[] {
  return Array.isArray(memberAccounts) ? memberAccounts : [];
}

/** What a resource declares and another one removed in this run. */
function removed(context: Context, inputs: Inputs): string[] {
  return accountsOf(inputs).filter((account) => context.isRemoved(robotKey(inputs.groupId, account)));
}

/** The accounts that nothing else in this run declares; noted as removed from now on. */
function toRemove(context: Context, groupId: string, accounts: readonly string[]): string[] {
  const own = accounts.filter((account) => !context.isClaimed(robotKey(groupId, account)));
  for (const account of own) context.remove(robotKey(groupId, account));
  return own;
}

/** Makes the group's robots as declared; keeps what was done when a call fails. */
function converge(context: Context, olds: State, { groupId, memberAccounts }: Inputs): Promise<State> {
  return alone(context, groupId, async () => {
    const robots = new RobotSet(olds, memberAccounts);
    const lost = removed(context, { groupId, memberAccounts });
    if (lost.length > 0) robots.release(lost);
    const state = (): State => ({
      groupId,
      ...robots.state(context.now(), context.configuration.behaviour.listDelaySeconds),
    });
    try {
      await addThenDelete(context, groupId, robots);
      return state();
    } catch (error) {
      if (!(error instanceof TencentChatError) || !robots.changed) throw error;
      const message = `The robots of group ${groupId} are only partly as declared (${robots.progress()}). The next \`pulumi up\` does the rest. ${error.message}`;
      throw new PartialFailure(groupId, state(), message);
    }
  });
}

/** In this order, so that the group is never without its robots. */
async function addThenDelete(context: Context, groupId: string, robots: RobotSet): Promise<void> {
  const { missing } = robots;
  claim(context, groupId, without(robots.declared, missing));
  for (const batch of batchesOf(missing, robotsPerRequest)) {
    try {
      await context.client.call(addRobots, { GroupId: groupId, Member_Account: batch });
      robots.add(batch);
    } catch (error) {
      if (!(error instanceof TencentChatError) || !error.mayHaveHappened) throw error;
      robots.addPerhaps(batch);
      claim(context, groupId, batch);
      throw error;
    }
    claim(context, groupId, batch);
  }
  const { surplus } = robots;
  const own = toRemove(context, groupId, surplus);
  robots.release(without(surplus, own));
  for (const batch of batchesOf(own, robotsPerRequest)) {
    try {
      await context.client.call(delRobots, { GroupId: groupId, Member_Account: batch });
    } catch (error) {
      // Were it not noted, a program that takes the change back would change nothing, with the robots gone.
      if (error instanceof TencentChatError && error.mayHaveHappened) robots.doubt(batch);
      throw error;
    }
    robots.release(batch);
  }
}

/** All robots of a group, for a resource that is read by its id and owns none. */
async function allRobots(context: Context, groupId: string): Promise<OwnedRobots | undefined> {
  const listing = await onlineRobots(context, groupId);
  return listing === undefined ? undefined : { memberAccounts: union([...listing.accounts], []) };
}

/** Which of the resource's robots the service still holds, or undefined when there are none. */
async function find(context: Context, state: State): Promise<OwnedRobots | undefined> {
  const listing = await onlineRobots(context, state.groupId);
  if (listing === undefined) return undefined;
  const recent = recentlyAdded(state, context.now(), context.configuration.behaviour.listDelaySeconds);
  const unconfirmed = (state.unconfirmed ?? []).filter((account) => !listing.accounts.has(account));
  const isThere = (account: string): boolean =>
    !listing.complete ||
    listing.accounts.has(account) ||
    recent.has(account) ||
    unconfirmed.includes(account);
  const memberAccounts = state.memberAccounts.filter(isThere);
  if (memberAccounts.length === 0) return undefined;
  return {
    memberAccounts,
    ...(state.added === undefined ? {} : { added: state.added }),
    ...(unconfirmed.length > 0 ? { unconfirmed } : {}),
  };
}

/**
 * The robots in the online list of a group, or undefined when the group is gone. Incomplete when the list has reached
 * its cap: who is not among the newest may be there all the same.
 */
async function onlineRobots(
  context: Context,
  groupId: string,
): Promise<{ readonly accounts: ReadonlySet<string>; readonly complete: boolean } | undefined> {
  const accounts = new Set<string>();
  let gone = false;
  const ended = await followPages(0, async (Timestamp) => {
    const page = await context.client.call(getMembers, { GroupId: groupId, Timestamp, Mark: robotMark });
    gone = page.gone;
    if (page.gone) return undefined;
    for (const { Member_Account } of page.MemberList ?? []) accounts.add(Member_Account);
    return page.NextTimestamp;
  });
  return gone ? undefined : { accounts, complete: ended && accounts.size < onlineListCap };
}
