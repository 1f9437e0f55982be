import { Refusal } from "../model/errors";
import { limits } from "../model/limits";

/** For how many identifiers failures are remembered. The number is bounded, because a caller can invent any number of identifiers. */
const maxIdentifiers = 1000;

/**
 * The failed UserSig checks of one app. The documents do not say how many failures are too many, for whom, and in what time. Here
 * the limit is ten of one identifier within a minute. The tenth failure locks the identifier for a minute, even with a valid
 * UserSig.
 */
export class FailedUserSigs {
  /** The times of the last failures, in milliseconds since 1970, by identifier. */
  readonly #failures = new Map<string, readonly number[]>();

  /** @throws Refusal 70050 */
  check(identifier: string, nowMs: number): void {
    const failures = this.#recent(identifier, nowMs);
    if (failures.length >= limits.failedUserSigs) throw new Refusal(70050);
  }

  count(identifier: string, nowMs: number): void {
    const failures = [...this.#recent(identifier, nowMs), nowMs];
    const isLocked = failures.length >= limits.failedUserSigs;
    // The lock begins with the last of these failures, not with the first.
    const kept = isLocked ? failures.map(() => nowMs) : failures;
    this.#failures.delete(identifier);
    this.#failures.set(identifier, kept);
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined && this.#failures.size > maxIdentifiers) this.#failures.delete(oldest);
  }

  clear(): void {
    this.#failures.clear();
  }

  #recent(identifier: string, nowMs: number): readonly number[] {
    const since = nowMs - limits.failedUserSigSeconds * 1000;
    return (this.#failures.get(identifier) ?? []).filter((at) => at > since && at <= nowMs);
  }
}
