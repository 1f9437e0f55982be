import type { RetryClass } from "./catalogue";

export interface RetryPolicy {
  /** The most requests for one call, if the service or the network fails. */
  readonly maxAttempts: number;
  /** The time for a whole call; no request begins after it. */
  readonly maxMilliseconds: number;
}

/** The history of a call. */
export interface History {
  /** Failures of the same class so far, including this one. Each class has its own allowance. */
  readonly failures: number;
  /** Time since the first request was sent. */
  readonly elapsedMilliseconds: number;
}

export type Decision =
  | { readonly retry: false }
  | { readonly retry: true; readonly pauseMilliseconds: number };

const firstPauseMilliseconds = 200;
const longestPauseMilliseconds = 5_000;

interface Allowance {
  /** How many failures of this class make the call fail. */
  readonly failures: (policy: RetryPolicy) => number;
  readonly pauses: boolean;
}

/** After a refusal because of the rate, a call gets more attempts: the refusals end once every caller has slowed down. */
const allowances: Readonly<Record<RetryClass, Allowance>> = {
  never: { failures: () => 1, pauses: false },
  pause: { failures: ({ maxAttempts }) => maxAttempts, pauses: true },
  serialise: { failures: ({ maxAttempts }) => maxAttempts, pauses: true },
  slow: { failures: ({ maxAttempts }) => 4 * maxAttempts, pauses: true },
  // One retry: if the service refuses a second UserSig, the key or the clock is wrong, and many bad ones close the app (70050).
  renew: { failures: () => 2, pauses: false },
};

/**
 * Decides whether to send a failed request again, and when: exponential backoff with full jitter.
 *
 * Every command of this package is idempotent, so the decision does not depend on the command. Only create_group answers
 * "taken" the second time; its caller handles that.
 *
 * @param random returns a number from 0 up to, but not including, 1
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
