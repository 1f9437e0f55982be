import {
  addRobots,
  delRobots,
  getMembers,
  onlineListCap,
  robotMark,
  robotsPerRequest,
} from "../client/commands";
import { isTencentChatError, TencentChatError } from "../client/errors";
import { batchesOf, union, without } from "./batches";
import type { Context } from "./context";
import { named } from "./dated";
import { changedProperties, checkInputs, type Fields, groupId, listOf, userId } from "./inputs";
import type { Lifecycle } from "./lifecycle";
import type { Ownership, Robots } from "./ownership";
import { followPages } from "./pages";
import { PartialFailure } from "./partial-failure";
import { additionsOf, type OwnedRobots, RobotSet, recentlyAdded } from "./robot-set";

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
      noteChange(context.ownership, olds, news);
      return checkInputs(fields, news);
    },

    diff: async (_id, olds, news) => {
      const { ownership } = context;
      recallDeletions(ownership, olds);
      recallAdditions(ownership, olds, news);
      const lost = [...ownership.doubtful(robotsOf(news)), ...ownership.missed(deletedOf(olds))];
      const changed = changedProperties(fields, olds, news);
      return {
        changes: changed.length > 0 || olds.unconfirmed !== undefined || lost.length > 0,
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

    delete: (_id, olds) =>
      alone(context, olds.groupId, async () => {
        recallDeletions(context.ownership, olds);
        await giveBack(context, olds, olds.memberAccounts);
        for (const batch of batchesOf(toDelete(context, robotsOf(olds)), robotsPerRequest)) {
          await context.client.call(delRobots, { GroupId: olds.groupId, Member_Account: batch });
        }
      }),
  };
}

const placeOf = (groupId: string): string => `group ${groupId}`;

function alone<Result>(context: Context, groupId: string, work: () => Promise<Result>): Promise<Result> {
  return context.alone(placeOf(groupId), work);
}

const robotsIn = (groupId: string, accounts: readonly string[]): Robots => ({
  place: placeOf(groupId),
  accounts,
});

/** None where they are unknown, or no list, which `check` says. */
function robotsOf({ groupId = "", memberAccounts }: Partial<Inputs>): Robots {
  return robotsIn(groupId, Array.isArray(memberAccounts) ? memberAccounts : []);
}

function deletedOf({ groupId, deleted }: State): Robots {
  return robotsIn(
    groupId,
    named(deleted).flatMap(({ memberAccounts }) => memberAccounts),
  );
}

/** What a resource keeps, and what it gives up, of what it owned before this run. */
function noteChange(ownership: Ownership, olds: Partial<Inputs>, news: Partial<Inputs>): void {
  const before = robotsOf(olds);
  const after = robotsOf(news);
  if (!Array.isArray(news.memberAccounts)) return;
  const given = before.place === after.place ? without(before.accounts, after.accounts) : before.accounts;
  ownership.keep({ ...before, accounts: without(before.accounts, given) });
  ownership.giveUp({ ...before, accounts: given });
}

function recallDeletions(ownership: Ownership, { groupId, deleted }: State): void {
  for (const { at, memberAccounts } of named(deleted)) {
    ownership.deletedAt(robotsIn(groupId, memberAccounts), at);
  }
}

/** Of what the resource keeps: when another one added what this one gives up is nothing to that other one. */
function recallAdditions(ownership: Ownership, olds: State, news: Inputs): void {
  const declared = new Set(robotsOf(news).accounts);
  for (const { at, memberAccounts } of additionsOf(olds)) {
    ownership.addedAt(
      robotsIn(
        olds.groupId,
        memberAccounts.filter((account) => declared.has(account)),
      ),
      at,
    );
  }
}

/** The robots that no other resource has; noted as deleted from now on. */
function toDelete({ ownership }: Context, robots: Robots): string[] {
  const accounts = without(robots.accounts, ownership.staying(robots));
  ownership.isDeleted({ ...robots, accounts });
  return accounts;
}

/** Makes the group's robots as declared; keeps what was done when a call fails. */
function converge(context: Context, olds: State, { groupId, memberAccounts }: Inputs): Promise<State> {
  return alone(context, groupId, async () => {
    const robots = new RobotSet(olds, memberAccounts);
    const lost = context.ownership.doubtful(robotsIn(groupId, memberAccounts));
    if (lost.length > 0) robots.release(lost);
    const state = (): State => ({ groupId, ...robots.state(context.now()) });
    try {
      await addMissing(context, groupId, robots);
      robots.giveBack(await giveBack(context, olds, robots.surplus));
      // Last, so that the group is never without its robots.
      await deleteSurplus(context, groupId, robots);
      return state();
    } catch (error) {
      if (!(error instanceof TencentChatError) || !robots.changed) throw error;
      const message = `The robots of group ${groupId} are only partly as declared (${robots.progress()}). The next \`pulumi up\` does the rest. ${error.message}`;
      throw new PartialFailure(groupId, state(), message);
    }
  });
}

async function addMissing({ client, ownership }: Context, groupId: string, robots: RobotSet): Promise<void> {
  const { missing } = robots;
  // By the state only: it was not asked for in this run.
  ownership.keep(robotsIn(groupId, without(robots.declared, missing)));
  for (const batch of batchesOf(missing, robotsPerRequest)) {
    try {
      await client.call(addRobots, { GroupId: groupId, Member_Account: batch });
      robots.add(batch);
    } catch (error) {
      if (!(error instanceof TencentChatError) || !error.mayHaveHappened) throw error;
      robots.addPerhaps(batch);
      ownership.isThere(robotsIn(groupId, batch));
      throw error;
    }
    ownership.isThere(robotsIn(groupId, batch));
  }
}

/** Adds what other resources have, too, which may see no call in this run; see {@link Ownership}. */
async function giveBack(
  { client, ownership }: Context,
  olds: State,
  surplus: readonly string[],
): Promise<string[]> {
  const { groupId } = olds;
  const accounts = [...ownership.contested(robotsIn(groupId, surplus)), ...ownership.missed(deletedOf(olds))];
  for (const batch of batchesOf(accounts, robotsPerRequest)) {
    try {
      await client.call(addRobots, { GroupId: groupId, Member_Account: batch });
    } catch (error) {
      // With the group, their robots are gone: what is left to do is to forget them.
      if (!isGone(error)) throw error;
    }
    ownership.isThere(robotsIn(groupId, batch));
  }
  return accounts;
}

function isGone(error: unknown): boolean {
  return isTencentChatError(error) && error.code !== undefined && delRobots.goneCodes.includes(error.code);
}

async function deleteSurplus(context: Context, groupId: string, robots: RobotSet): Promise<void> {
  const { surplus } = robots;
  const own = toDelete(context, robotsIn(groupId, surplus));
  robots.release(without(surplus, own));
  for (const batch of batchesOf(own, robotsPerRequest)) {
    try {
      await context.client.call(delRobots, { GroupId: groupId, Member_Account: batch });
    } catch (error) {
      // Were it not noted, a program that takes the change back would change nothing, with the robots gone.
      if (error instanceof TencentChatError && error.mayHaveHappened) robots.doubt(batch);
      throw error;
    }
    robots.delete(batch);
  }
}

/** All robots of a group, for a resource that is read by its id and owns none. */
async function allRobots(context: Context, groupId: string): Promise<OwnedRobots | undefined> {
  const listing = await sharedListing(context, groupId);
  return listing === undefined ? undefined : { memberAccounts: union([...listing.accounts], []) };
}

/** Which of the resource's robots the service still holds, or undefined when there are none. */
async function find(context: Context, state: State): Promise<OwnedRobots | undefined> {
  const listing = await sharedListing(context, state.groupId);
  if (listing === undefined) return undefined;
  const recent = recentlyAdded(state, listing.askedAt, context.configuration.behaviour.listDelaySeconds);
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
    ...(state.deleted === undefined ? {} : { deleted: state.deleted }),
    ...(unconfirmed.length > 0 ? { unconfirmed } : {}),
  };
}

interface Listing {
  readonly accounts: ReadonlySet<string>;
  readonly complete: boolean;
  /** The time in milliseconds. */
  readonly askedAt: number;
}

function sharedListing(context: Context, groupId: string): Promise<Listing | undefined> {
  return context.shared(placeOf(groupId), "online robots", () => onlineRobots(context, groupId));
}

/**
 * The robots in the online list of a group, or undefined when the group is gone. Incomplete when the list has reached
 * its cap: who is not among the newest may be there all the same.
 */
async function onlineRobots(context: Context, groupId: string): Promise<Listing | undefined> {
  const askedAt = context.now();
  const accounts = new Set<string>();
  let gone = false;
  const ended = await followPages(0, async (Timestamp) => {
    const page = await context.client.call(getMembers, { GroupId: groupId, Timestamp, Mark: robotMark });
    gone = page.gone;
    if (page.gone) return undefined;
    for (const { Member_Account } of page.MemberList ?? []) accounts.add(Member_Account);
    return page.NextTimestamp;
  });
  return gone ? undefined : { accounts, complete: ended && accounts.size < onlineListCap, askedAt };
}
