import type { Clock } from "./clock";

/**
 * The service counts on arrival; requests that left within one second may arrive within a little less. The window that
 * is kept to is that much longer.
 */
const windowMilliseconds = 1020;
/** How far behind its even pace a caller may catch up, since timers are late by some milliseconds. */
const catchUpMilliseconds = 50;
/** Answers to requests that were on the wire together report the same overload: it counts once. */
const oneOverloadMilliseconds = 500;
/** After an overload the pace comes back by this part of the limit each second. */
const recoveryPerSecond = 0.05;
const slowestPerSecond = 1;

/** Lets one command's calls pass at an even pace, never more than the limit in any second. */
export class RateLimiter {
  readonly #limit: number;
  readonly #clock: Clock;
  /** When the last calls passed, oldest first; never more than the limit. */
  readonly #passed: number[] = [];
  #evenlyAt = 0;
  #tail: Promise<void> = Promise.resolve();
  #slowed: { readonly at: number; readonly rate: number } | undefined;

  /** @param perSecond calls that may pass in a second; less than 1 is allowed */
  constructor(perSecond: number, clock: Clock) {
    this.#limit = perSecond;
    this.#clock = clock;
  }

  /** Resolves when the caller may send; in the order of the calls. */
  take(): Promise<void> {
    const turn = this.#tail.then(() => this.#pass());
    this.#tail = turn;
    return turn;
  }

  /** The service says that the calls come too fast: halves the pace, which then recovers by itself. */
  slowDown(): void {
    const now = this.#clock.now();
    if (this.#slowed !== undefined && now - this.#slowed.at < oneOverloadMilliseconds) return;
    this.#slowed = { at: now, rate: Math.max(this.#rate(now) / 2, Math.min(slowestPerSecond, this.#limit)) };
  }

  async #pass(): Promise<void> {
    for (let wait = this.#waitAt(this.#clock.now()); wait > 0; wait = this.#waitAt(this.#clock.now())) {
      await this.#clock.sleep(wait);
    }
    const now = this.#clock.now();
    this.#evenlyAt = Math.max(this.#evenlyAt, now - catchUpMilliseconds) + 1000 / this.#rate(now);
    this.#passed.push(now);
    if (this.#passed.length > this.#capacity()) this.#passed.shift();
  }

  #waitAt(now: number): number {
    const even = this.#evenlyAt - now;
    const full = this.#passed.length >= this.#capacity();
    const window = full ? (this.#passed[0] ?? 0) + windowMilliseconds - now : 0;
    return Math.max(even, window);
  }

  #capacity(): number {
    return Math.max(1, Math.floor(this.#limit));
  }

  #rate(now: number): number {
    if (this.#slowed === undefined) return this.#limit;
    const recovered = ((now - this.#slowed.at) / 1000) * recoveryPerSecond * this.#limit;
    return Math.min(this.#limit, this.#slowed.rate + recovered);
  }
}
