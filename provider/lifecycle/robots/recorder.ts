import { without } from "../batches";
import type { Container } from "./containers";
import { needsRequests, plan } from "./reconcile";
import { type OwnedRobots, timesOf } from "./robot-set";

/*
 * What the engine's calls tell about the robots of one resource in one container, recorded in the ledger.
 */

/** Records what a resource keeps of its robots and what it gives up, by its inputs. */
export function recordProgram(
  container: Container,
  { memberAccounts }: OwnedRobots,
  wanted: readonly string[],
): void {
  const givenUp = without(memberAccounts, wanted);
  container.record(wanted, { isDeclared: true });
  container.record(givenUp, { isGivenUp: true });
  container.record(without(memberAccounts, givenUp), { isKept: true });
}

/** Records what the state tells and the inputs do not: those are of the last update, even when that failed. */
export function recordState(container: Container, before: OwnedRobots, wanted: readonly string[]): void {
  container.record(without(wanted, before.memberAccounts), { isKept: false });
  const addedAt = timesOf(before.added, before.memberAccounts);
  // Only of robots that it keeps: when it added the others does not matter to a resource that keeps those.
  for (const account of wanted) {
    const at = addedAt.get(account);
    if (at !== undefined) container.record([account], { addedAt: at });
  }
  recordDeletions(container, before);
}

export function recordDeletions(container: Container, { deleted }: OwnedRobots): void {
  for (const [account, deletedAt] of timesOf(deleted)) container.record([account], { deletedAt });
}

/** Whether there are requests left to send, though nothing is declared otherwise. */
export function isUnsettled(container: Container, before: OwnedRobots, wanted: readonly string[]): boolean {
  return needsRequests(plan(before, wanted, container.status));
}
