import { Refusal } from "../model/errors";

const windowMs = 1000;

/**
 * Counts the calls of one app, command by command.
 *
 * The documents do not say over which second calls are counted. Here it is the last second before a call, not a second of the
 * clock. A refused call does not count, so a client that slows down gets answers again at once.
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

/** The times of the last `limit` calls, in a ring buffer. The next call overwrites the oldest one, at `#oldest`. */
class CallWindow {
  readonly #times: Float64Array;
  #oldest = 0;

  constructor(limit: number) {
    this.#times = new Float64Array(limit).fill(Number.NEGATIVE_INFINITY);
  }

  /** Counts a call if the limit allows it now. @returns whether it does */
  take(nowMs: number): boolean {
    const age = nowMs - (this.#times[this.#oldest] ?? 0);
    // A negative age means that the clock was set back, so that earlier calls say nothing about this second.
    if (age >= 0 && age < windowMs) return false;
    this.#times[this.#oldest] = nowMs;
    this.#oldest = (this.#oldest + 1) % this.#times.length;
    return true;
  }
}
