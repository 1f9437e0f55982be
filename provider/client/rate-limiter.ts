import type { Clock } from "./clock";

/** The service counts calls per second. The extra milliseconds allow for clocks that show whole milliseconds. */
const windowMilliseconds = 1005;
/** The delay that a caller may catch up, since timers fire some milliseconds late. */
const catchUpMilliseconds = 50;
/** Concurrent requests report the same overload. Reports within this time count once. */
const oneOverloadMilliseconds = 500;
/** After an overload the rate recovers by this fraction of the limit each second. */
const recoveryPerSecond = 0.05;
const slowestPerSecond = 1;

/**
 * Lets the calls of one command pass at an even pace, so that the service never counts more than the limit in any second.
 *
 * The service counts a call when it arrives, at an unknown time between its sending and its answer. So a call holds a slot from
 * the time when it passes until one second after its answer.
 */
export class RateLimiter {
  readonly #limit: number;
  readonly #clock: Clock;
  /** The times of the answers whose calls still hold a slot, oldest first. */
  readonly #answered: number[] = [];
  #underWay = 0;
  #answerCame: () => void = () => {};
  #evenlyAt: number;
  #tail: Promise<void> = Promise.resolve();
  #slowed: { readonly at: number; readonly rate: number } | undefined;

  /** @param perSecond calls that may pass in a second; may be less than 1 */
  constructor(perSecond: number, clock: Clock) {
    this.#limit = perSecond;
    this.#clock = clock;
    this.#evenlyAt = clock.now();
  }

  /**
   * Resolves when the caller may send. Callers pass in the order of their calls.
   *
   * @returns a function to call once the answer has come, or cannot come any more
   */
  async take(): Promise<() => void> {
    const turn = this.#tail.then(() => this.#pass());
    this.#tail = turn;
    await turn;
    return () => {
      this.#underWay -= 1;
      this.#answered.push(this.#clock.now());
      this.#answerCame();
    };
  }

  /** Halves the pace, after the service said that calls come too fast. The pace then recovers by itself. */
  slowDown(): void {
    const now = this.#clock.now();
    if (this.#slowed !== undefined && now - this.#slowed.at < oneOverloadMilliseconds) return;
    this.#slowed = { at: now, rate: Math.max(this.#rate(now) / 2, Math.min(slowestPerSecond, this.#limit)) };
  }

  async #pass(): Promise<void> {
    await this.#slot();
    for (let wait = this.#evenlyAt - this.#clock.now(); wait > 0; wait = this.#evenlyAt - this.#clock.now()) {
      await this.#clock.sleep(wait);
    }
    const now = this.#clock.now();
    this.#evenlyAt = Math.max(this.#evenlyAt, now - catchUpMilliseconds) + 1000 / this.#rate(now);
    this.#underWay += 1;
  }

  /** Waits until a slot is free. */
  async #slot(): Promise<void> {
    const slots = Math.max(1, Math.floor(this.#limit));
    for (;;) {
      const now = this.#clock.now();
      while ((this.#answered[0] ?? now) <= now - windowMilliseconds) this.#answered.shift();
      const [oldest] = this.#answered;
      if (this.#underWay + this.#answered.length < slots) return;
      if (oldest !== undefined) await this.#clock.sleep(oldest + windowMilliseconds - now);
      else
        await new Promise<void>((resolve) => {
          this.#answerCame = resolve;
        });
    }
  }

  #rate(now: number): number {
    if (this.#slowed === undefined) return this.#limit;
    const recovered = ((now - this.#slowed.at) / 1000) * recoveryPerSecond * this.#limit;
    return Math.min(this.#limit, this.#slowed.rate + recovered);
  }
}
