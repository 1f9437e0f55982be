import type { Clock } from "./clock";

/** The service counts by the second. The extra milliseconds allow for clocks that are read in whole milliseconds. */
const windowMilliseconds = 1005;
/** How much delay a caller may catch up on: timers fire some milliseconds late. */
const catchUpMilliseconds = 50;
/** Requests that were under way together report the same overload. Within this time it counts once. */
const oneOverloadMilliseconds = 500;
/** After an overload the rate recovers by this fraction of the limit each second. */
const recoveryPerSecond = 0.05;
const slowestPerSecond = 1;

/**
 * Lets one command's calls pass at an even pace, so that the service never counts more than the limit in any second.
 *
 * The service counts a call when it arrives: some time between when it was sent and when it was answered, which differs
 * from call to call. So a call takes a slot of its second from when it passes until a second after its answer.
 */
export class RateLimiter {
  readonly #limit: number;
  readonly #clock: Clock;
  /** When the calls that still take a slot were answered, oldest first. */
  readonly #answered: number[] = [];
  #underWay = 0;
  #answerCame: () => void = () => {};
  #evenlyAt: number;
  #tail: Promise<void> = Promise.resolve();
  #slowed: { readonly at: number; readonly rate: number } | undefined;

  /** @param perSecond calls that may pass in a second; less than 1 is allowed */
  constructor(perSecond: number, clock: Clock) {
    this.#limit = perSecond;
    this.#clock = clock;
    this.#evenlyAt = clock.now();
  }

  /**
   * Resolves when the caller may send, in the order of the calls.
   *
   * @returns a function to call once the answer has come or can come no more
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

  /** The service says that the calls come too fast: halves the pace, which then recovers by itself. */
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

  /** Waits until fewer calls than the limit take a slot. */
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
