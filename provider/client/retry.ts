import type { RetryClass } from "./catalogue";

export interface RetryPolicy {
  /** The most requests for one call while the service or the network is at fault. */
  readonly maxAttempts: number;
  /** The time for a whole call: no request is sent after this. */
  readonly maxMilliseconds: number;
}

/** What has happened to a call so far. */
export interface History {
  /** Failures of the same class so far, this one included. Each class has an allowance of its own. */
  readonly failures: number;
  /** Since the first request was sent. */
  readonly elapsedMilliseconds: number;
}

export type Decision =
  | { readonly retry: false }
  | { readonly retry: true; readonly pauseMilliseconds: number };

const firstPauseMilliseconds = 200;
const longestPauseMilliseconds = 5_000;

interface Allowance {
  /** Failures of this class after which the call has failed. */
  readonly failures: (policy: RetryPolicy) => number;
  readonly pauses: boolean;
}

/** Refusals for the rate end once every caller has slowed down, and cost the service little: they get more attempts. */
const allowances: Readonly<Record<RetryClass, Allowance>> = {
  never: { failures: () => 1, pauses: false },
  pause: { failures: ({ maxAttempts }) => maxAttempts, pauses: true },
  serialise: { failures: ({ maxAttempts }) => maxAttempts, pauses: true },
  slow: { failures: ({ maxAttempts }) => 4 * maxAttempts, pauses: true },
  // Once: a second UserSig that is not accepted means a wrong key or clock, and many bad ones close the app (70050).
  renew: { failures: () => 2, pauses: false },
};

/**
 * Whether a failed request is sent again, and when: exponential pauses with full jitter.
 *
 * Every command of this package is idempotent, so the decision does not depend on the command. Only create_group answers
 * "taken" the second time, which its caller handles.
 *
 * @param random gives a number from 0 up to, not including, 1
 */
export function decideRetry(
  retryClass: RetryClass,
  { failures, elapsedMilliseconds }: History,
  policy: RetryPolicy,
  random: () => number,
): Decision {
  const allowance = allowances[retryClass];
  if (failures >= allowance.failures(policy)) return { retry: false };
  const ceiling = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (failures - 1));
  const pauseMilliseconds = allowance.pauses ? random() * ceiling : 0;
  if (elapsedMilliseconds + pauseMilliseconds >= policy.maxMilliseconds) return { retry: false };
  return { retry: true, pauseMilliseconds };
}
