import { without } from "./batches";
import { named } from "./dated";
import { deletedOf, type Inputs, type Kind, robotsOf, type State } from "./robot-place";
import { additionsOf } from "./robot-set";

/*
 * What the engine's calls tell of who has which robots of a place; see `ownership.ts`.
 */

/** What a resource keeps, and what it gives up, of what it owned before this run. */
export function noteChange(kind: Kind, olds: Partial<Inputs>, news: Partial<Inputs>): void {
  const { ownership } = kind.context;
  const before = robotsOf(kind, olds);
  const after = robotsOf(kind, news);
  if (!Array.isArray(news.memberAccounts)) return;
  const given = before.place === after.place ? without(before.accounts, after.accounts) : before.accounts;
  ownership.keep({ ...before, accounts: without(before.accounts, given) });
  ownership.giveUp({ ...before, accounts: given });
}

/** What a state tells, of a resource that is to be so. */
export function recall(kind: Kind, olds: State, news: Inputs): void {
  const declared = robotsOf(kind, news);
  // What was noted before goes by the inputs, which are those of the last update even where it failed.
  kind.context.ownership.lack({ ...declared, accounts: without(declared.accounts, olds.memberAccounts) });
  recallDeletions(kind, olds);
  recallAdditions(kind, olds, news);
}

export function recallDeletions({ context, idOf, robotsIn }: Kind, state: Partial<State>): void {
  for (const { at, memberAccounts } of named(state.deleted)) {
    context.ownership.deletedAt(robotsIn(idOf(state), memberAccounts), at);
  }
}

/** Of what the resource keeps: when another one added what this one gives up is nothing to that other one. */
function recallAdditions(kind: Kind, olds: State, news: Inputs): void {
  const declared = new Set(robotsOf(kind, news).accounts);
  for (const { at, memberAccounts } of additionsOf(olds)) {
    const kept = memberAccounts.filter((account) => declared.has(account));
    kind.context.ownership.addedAt(kind.robotsIn(kind.idOf(olds), kept), at);
  }
}

/** Whether there is work left to do, though nothing was declared otherwise. */
export function isUnsettled(kind: Kind, olds: State, news: Inputs): boolean {
  const { ownership } = kind.context;
  return (
    olds.unconfirmed !== undefined ||
    ownership.doubtful(robotsOf(kind, news)).length > 0 ||
    ownership.missed(deletedOf(kind, olds)).length > 0
  );
}

/** The resource goes elsewhere, and is deleted here in the same run. */
export function leave(kind: Kind, olds: Partial<State>): void {
  kind.context.ownership.giveUp(robotsOf(kind, olds));
  recallDeletions(kind, olds);
}
