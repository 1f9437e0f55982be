import { Refusal } from "../model/errors";
import { limits } from "../model/limits";

/** Identifiers whose failures are remembered at a time: a caller can make up any number of them. */
const maxIdentifiers = 1000;

/**
 * The failed UserSig checks of one app. Undocumented: how many are too many, of whom, and in what time. Here ten of
 * one identifier within a minute; from the tenth on, every call of that identifier is refused for a minute, whatever its UserSig.
 */
export class FailedUserSigs {
  /** When the last failures were, in milliseconds. */
  readonly #failures = new Map<string, readonly number[]>();

  /** @throws Refusal 70050 */
  check(identifier: string, nowMs: number): void {
    const failures = this.#recent(identifier, nowMs);
    if (failures.length >= limits.failedUserSigs) throw new Refusal(70050);
  }

  count(identifier: string, nowMs: number): void {
    const failures = [...this.#recent(identifier, nowMs), nowMs];
    const isLocked = failures.length >= limits.failedUserSigs;
    // The minute of waiting begins with the failure that was one too many, not with the first of them.
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
