import { isTencentChatError, TencentChatError } from "../client/errors";
import { batchesOf, without } from "./batches";
import type { Robots } from "./ownership";
import { PartialFailure } from "./partial-failure";
import { deletedOf, type Inputs, type Kind, robotsOf, type State } from "./robot-place";
import { RobotSet } from "./robot-set";

/** Makes the place's robots as declared; keeps what was done when a call fails. */
export function converge(kind: Kind, olds: State, news: Inputs): Promise<State> {
  const { context, noun, idProperty, isSmall } = kind;
  const id = kind.idOf(news);
  return kind.withLock(id, async () => {
    const robots = new RobotSet(olds, news.memberAccounts);
    const lost = context.ownership.doubtful(robotsOf(kind, news));
    if (lost.length > 0) robots.release(lost);
    // Another resource has just added them for this one, which notes them as its own even if it comes no further.
    const given = context.ownership.present(kind.robotsIn(id, robots.missing));
    if (given.length > 0) robots.addPerhaps(given);
    const state = (): State => ({ [idProperty]: id, ...robots.state(context.now()) });
    try {
      if (isSmall) await letGo(kind, olds, robots);
      await addMissing(kind, id, robots);
      // Last where that can be, so that the place is never without its robots.
      if (!isSmall) await letGo(kind, olds, robots);
      return state();
    } catch (error) {
      if (!(error instanceof TencentChatError) || !robots.changed) throw error;
      const message = `The robots of ${noun} ${id} are only partly as declared (${robots.progress()}). The next \`pulumi up\` does the rest. ${error.message}`;
      throw new PartialFailure(id, state(), message);
    }
  });
}

async function addMissing(kind: Kind, id: string, robots: RobotSet): Promise<void> {
  const { client, ownership } = kind.context;
  const { missing } = robots;
  // By the state only: it was not asked for in this run.
  ownership.keep(kind.robotsIn(id, without(robots.declared, missing)));
  for (const batch of batchesOf(missing, kind.robotsPerRequest)) {
    try {
      await kind.add(client, id, batch);
      robots.add(batch);
    } catch (error) {
      if (!(error instanceof TencentChatError) || !error.mayHaveHappened) throw error;
      robots.addPerhaps(batch);
      ownership.isThere(kind.robotsIn(id, batch));
      throw error;
    }
    ownership.isThere(kind.robotsIn(id, batch));
  }
}

async function letGo(kind: Kind, olds: State, robots: RobotSet): Promise<void> {
  robots.giveBack(await giveBack(kind, olds, robots.surplus, robots.declared));
  await deleteSurplus(kind, kind.idOf(olds), robots);
}

/**
 * Adds what other resources have, too, which may see no call in this run; see {@link Ownership}.
 *
 * @param declared what the resource adds for itself, and notes as its own
 */
async function giveBack(
  kind: Kind,
  olds: State,
  surplus: readonly string[],
  declared: readonly string[] = [],
): Promise<string[]> {
  const { client, ownership } = kind.context;
  const id = kind.idOf(olds);
  const accounts = [
    ...ownership.contested(kind.robotsIn(id, surplus)),
    ...without(ownership.missed(deletedOf(kind, olds)), declared),
  ];
  for (const batch of batchesOf(accounts, kind.robotsPerRequest)) {
    try {
      await kind.add(client, id, batch);
    } catch (error) {
      // With the place, their robots are gone: what is left to do is to forget them.
      if (!isTencentChatError(error) || error.code !== kind.goneCode) throw error;
    }
    ownership.isThere(kind.robotsIn(id, batch));
  }
  return accounts;
}

async function deleteSurplus(kind: Kind, id: string, robots: RobotSet): Promise<void> {
  const { surplus } = robots;
  const own = toDelete(kind, kind.robotsIn(id, surplus));
  robots.release(without(surplus, own));
  for (const batch of batchesOf(own, kind.robotsPerRequest)) {
    try {
      await kind.remove(kind.context.client, id, batch);
    } catch (error) {
      // Were it not noted, a program that takes the change back would change nothing, with the robots gone.
      if (error instanceof TencentChatError && error.mayHaveHappened) robots.doubt(batch);
      throw error;
    }
    robots.delete(batch);
  }
}

/** Deletes all of a resource's robots that no other resource has. */
export async function deleteAll(kind: Kind, olds: State): Promise<void> {
  await giveBack(kind, olds, olds.memberAccounts);
  for (const batch of batchesOf(toDelete(kind, robotsOf(kind, olds)), kind.robotsPerRequest)) {
    await kind.remove(kind.context.client, kind.idOf(olds), batch);
  }
}

/** The robots that no other resource has; noted as deleted from now on. */
function toDelete({ context: { ownership } }: Kind, robots: Robots): string[] {
  const accounts = without(robots.accounts, ownership.staying(robots));
  ownership.isDeleted({ ...robots, accounts });
  return accounts;
}
