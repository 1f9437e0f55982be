import { Refusal } from "../model/errors";

const windowMs = 1000;

/**
 * How often the commands of one app are called, each command for itself.
 *
 * Undocumented: what "calls per second" is counted over. Here any second, not one that begins with the clock's; and a
 * call that is refused does not count, so that a client which slows down is served again at once.
 */
export class CallRates {
  readonly #windows = new Map<string, CallWindow>();

  /**
   * Counts a call.
   * @param limit calls in a second; the same for a command until the next `clear`
   * @throws Refusal 60007
   */
  count(command: string, limit: number, nowMs: number): void {
    const window = this.#windows.get(command) ?? new CallWindow(limit);
    this.#windows.set(command, window);
    if (!window.take(nowMs)) throw new Refusal(60007, `at most ${limit} in a second`);
  }

  clear(): void {
    this.#windows.clear();
  }
}

/** When the last calls came, as many as a second may have: a ring in which the next place holds the oldest. */
class CallWindow {
  readonly #times: Float64Array;
  #oldest = 0;

  constructor(limit: number) {
    this.#times = new Float64Array(limit).fill(Number.NEGATIVE_INFINITY);
  }

  /** Whether there is room for a call now, which then takes it. */
  take(nowMs: number): boolean {
    const age = nowMs - (this.#times[this.#oldest] ?? 0);
    // A negative age is a clock that was set back: the calls that it had seen by then say nothing about this second.
    if (age >= 0 && age < windowMs) return false;
    this.#times[this.#oldest] = nowMs;
    this.#oldest = (this.#oldest + 1) % this.#times.length;
    return true;
  }
}
