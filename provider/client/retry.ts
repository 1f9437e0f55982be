import { entryOf, type RetryClass } from "./catalogue";
import type { Failure } from "./errors";
import { entryOfFault } from "./faults";

export interface RetryPolicy {
  /** Requests that are sent at most for one call, the first one counted. */
  readonly maxAttempts: number;
  /** The whole of a call: no new request is sent after this. */
  readonly maxMilliseconds: number;
}

/** What has happened to a call so far. */
export interface History {
  /** Requests sent, the failed one counted. */
  readonly attempts: number;
  readonly elapsedMilliseconds: number;
  /** Whether a new UserSig was signed for this call already. */
  readonly renewed: boolean;
}

export type Decision =
  | { readonly retry: false }
  | { readonly retry: true; readonly pauseMilliseconds: number; readonly class: RetryClass };

const firstPauseMilliseconds = 200;
const longestPauseMilliseconds = 5_000;

interface Allowance {
  readonly attempts: (policy: RetryPolicy) => number;
  readonly allowed: (history: History) => boolean;
  readonly pauses: boolean;
}

const always = (): boolean => true;

/** What each class is allowed. Rate answers cost the service little and end once everybody has slowed down. */
const allowances: Readonly<Record<RetryClass, Allowance>> = {
  never: { attempts: () => 1, allowed: always, pauses: false },
  pause: { attempts: (policy) => policy.maxAttempts, allowed: always, pauses: true },
  slow: { attempts: (policy) => policy.maxAttempts * 4, allowed: always, pauses: true },
  renew: {
    attempts: (policy) => Math.max(2, policy.maxAttempts),
    allowed: (history) => !history.renewed,
    pauses: false,
  },
};

export function retryClassOf(failure: Failure): RetryClass {
  if (failure.kind === "code") return entryOf(failure.code).retry;
  return entryOfFault(failure.fault).retry ? "pause" : "never";
}

/**
 * Whether a failed request is sent again, and when: exponential pauses with full jitter.
 *
 * Every command that this package sends leaves the service in the same state when it is repeated, so nothing here asks
 * which command it was.
 *
 * @param random gives a number from 0 up to, not including, 1
 */
export function decideRetry(
  failure: Failure,
  history: History,
  policy: RetryPolicy,
  random: () => number,
): Decision {
  const retryClass = retryClassOf(failure);
  const { attempts, allowed, pauses } = allowances[retryClass];
  if (history.attempts >= attempts(policy) || !allowed(history)) return { retry: false };
  const ceiling = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (history.attempts - 1));
  const pauseMilliseconds = pauses ? random() * ceiling : 0;
  if (history.elapsedMilliseconds + pauseMilliseconds >= policy.maxMilliseconds) return { retry: false };
  return { retry: true, pauseMilliseconds, class: retryClass };
}
