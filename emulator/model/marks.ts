import type { Container } from "./containers";
import { Refusal } from "./errors";
import { limits } from "./limits";

/** The mark that makes a robot. Source: "Setting Live Streaming Group Robots". */
export const robotMark = 500;

/** Hides a member from the online list, except from a call for this mark. Source: "Setting Audio-Video Group Member Marks". */
export const hiddenMark = 600;

export function marksOf(container: Container, account: string): readonly number[] {
  const robot = container.robots.has(account) ? [robotMark] : [];
  return [...robot, ...(container.marks.get(account) ?? [])];
}

/**
 * Gives marks to accounts, except the mark that makes a robot. If there would be too many, it gives none. The special marks do not
 * count among the different marks of a container.
 * @param tooMany the ErrorCode for too many different marks in a container, or too many members with one mark
 * @throws Refusal
 */
export function setMarks(
  container: Container,
  changes: readonly (readonly [account: string, marks: readonly number[]])[],
  tooMany: 10004 | 100002,
): void {
  const after = new Map(container.marks);
  for (const [account, marks] of changes)
    after.set(account, new Set([...(after.get(account) ?? []), ...marks]));
  const holders = new Map<number, number>();
  for (const mark of [...after.values()].flatMap((marks) => [...marks]))
    holders.set(mark, (holders.get(mark) ?? 0) + 1);
  if ([...holders.keys()].filter((mark) => mark !== hiddenMark).length > limits.marksPerContainer)
    throw new Refusal(tooMany, `more than ${limits.marksPerContainer} different marks`);
  if (Math.max(0, ...holders.values()) > limits.membersPerMark)
    throw new Refusal(tooMany, `more than ${limits.membersPerMark} members with one mark`);
  for (const [account, marks] of after) if (marks.size > 0) container.marks.set(account, marks);
}

/** Removes a robot. Unless the account is also a member, it is then offline and loses its marks. */
export function dismissRobot(container: Container, account: string): void {
  container.robots.delete(account);
  if (!container.members.has(account)) container.marks.delete(account);
}

export function deleteMarks(container: Container, account: string, marks: readonly number[]): void {
  const held = container.marks.get(account);
  for (const mark of marks) held?.delete(mark);
  if (held?.size === 0) container.marks.delete(account);
}
